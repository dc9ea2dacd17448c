"""Raw HTML in Markdown as blocks of plain text. Tags are matched, not parsed into a tree, so that the
time is linear whatever is unclosed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.model.articles import ParagraphKind
from search.reading.character_references import unescaped
from search.reading.plain_values import is_html_name

_PART = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<hidden>script|style|template|noscript)\b.*?(?:</(?P=hidden)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp"
    " small span strike strong sub sup time tt u var wbr".split()
)
_KINDS: dict[str, ParagraphKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "blockquote": "quote",
    "li": "item",
}


def html_paragraphs(html: str) -> Iterator[tuple[str, ParagraphKind]]:
    """The paragraphs of raw HTML with their kinds, without tags, comments, scripts and styles."""
    text: list[str] = []
    kind: ParagraphKind = "text"
    start = 0
    for part in _PART.finditer(html):
        text.append(html[start : part.start()])
        start = part.end()
        name = (part["name"] or "").lower()
        if name == "br":
            text.append(" ")
        elif name and not is_html_name(name):
            text.append(part[0])
        elif name and name not in _INLINE:
            yield from _paragraphs("".join(text), kind)
            text = []
            kind = _next_kind(kind, name, bool(part["end"]))
    yield from _paragraphs("".join((*text, html[start:])), kind)


def _next_kind(kind: ParagraphKind, name: str, is_end: bool) -> ParagraphKind:
    """The kind of the text after a tag; a paragraph in a quotation or an item is one itself."""
    if name in _KINDS:
        return "text" if is_end else _KINDS[name]
    return "text" if kind == "heading" else kind


def _paragraphs(text: str, kind: ParagraphKind) -> Iterator[tuple[str, ParagraphKind]]:
    for part in re.split(r"\n[ \t]*\n", unescaped(text)):
        if part.strip():
            yield part, kind
