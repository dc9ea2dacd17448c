"""The text in a block of Markdown: its spans, its links, the words of its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from search.model.articles import SpanKind
from search.reading.html_fragment import attributes_of, picture_of
from search.reading.inline_text import SPANS, InlineText
from search.reading.pictures import Picture
from search.reading.plain_values import is_html_name

_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_MARKS: dict[str, SpanKind] = {"em": "emphasis", "strong": "strong"}


@dataclass(frozen=True, slots=True)
class Link:
    """The text of a link and its address."""

    text: str
    address: str


@dataclass(slots=True)
class Inline:
    """What is in a block."""

    text: InlineText = field(default_factory=InlineText)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def flattened(tokens: Iterable[Token]) -> Inline:
    """The text of inline tokens, without their marks."""
    inline = Inline()
    starts: list[tuple[int, str]] = []
    for token in tokens:
        kind, _, end = token.type.rpartition("_")
        if token.type == "text":
            inline.text.add(token.content)
        elif token.type == "code_inline":
            inline.text.code(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            inline.text.add(" " if token.type == "softbreak" else "\n")
        elif token.type == "html_inline":
            _add_html(inline, token.content)
        elif token.type == "image":
            inline.pictures += _pictures(token)
        elif kind == "link" and end == "open":
            starts.append((inline.text.place(), str(token.attrGet("href") or "")))
            inline.text.open("link", starts[-1][1])
        elif kind == "link" and starts:
            start, address = starts.pop()
            inline.text.close("link")
            inline.links.append(Link(inline.text.since(start), address))
        elif kind in _MARKS:
            (inline.text.open if end == "open" else inline.text.close)(_MARKS[kind])
    return inline


def _pictures(token: Token) -> Iterable[Picture]:
    """The title and the alternative text of an image."""
    if title := str(token.attrGet("title") or ""):
        yield Picture(title)
    alternative = flattened(token.children or []).text.text()
    yield Picture(alternative, source=str(token.attrGet("src") or ""))


def _add_html(inline: Inline, tag: str) -> None:
    """Add what one tag says; what only looks like a tag is text."""
    found = _NAME.match(tag)
    if not found:
        return
    name = found[2].lower()
    if not is_html_name(name):
        inline.text.add(tag)
    elif name == "br":
        inline.text.add(" ")
    elif name == "img":
        picture = picture_of(tag)
        inline.pictures += [picture] if picture else []
    elif (kind := SPANS.get(name)) and found[1]:
        inline.text.close(kind)
    elif kind and (kind != "link" or "href" in attributes_of(tag)):
        inline.text.open(kind, attributes_of(tag).get("href", "") if kind == "link" else "")
