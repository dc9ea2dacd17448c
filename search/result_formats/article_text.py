"""An article as Markdown, or as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.model.articles import Article, Paragraph
from search.result_formats.well_formed import one_line

_SIGNS = re.compile(r"([\\`*_\[\]<>])")
_BEGINS_BLOCK = re.compile(r"(\s*)(#{1,6}(?=\s)|[-+](?=\s)|~~~|=+\s*$|\d+(?=[.)]\s))")


def plain_text(article: Article, url: str) -> str:
    """Title, credit and paragraphs, with empty lines between them, and where it is from."""
    return _joined([article.title, *_credit(article), *_texts(article), url])


def markdown(article: Article, url: str) -> str:
    """The same in CommonMark: headings, quotations, lists and tables as they are; signs are text."""
    head = [f"# {_escaped(one_line(article.title) or 'Untitled')}"]
    head += map(_escaped, _credit(article))
    if article.summary:
        head.append(f"*{_escaped(one_line(article.summary))}*")
    return _joined([*head, *map(_block, article.paragraphs), f"<{url}>"])


def _joined(parts: list[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"


def _credit(article: Article) -> list[str]:
    """Who wrote it; where it stood, and when."""
    by = f"By {', '.join(article.authors)}" if article.authors else ""
    day = article.published.isoformat() if article.published else ""
    return [one_line(by), one_line(", ".join(filter(None, (article.publisher, day))))]


def _texts(article: Article) -> Iterator[str]:
    for each in article.passages:
        yield each.text


def _block(paragraph: Paragraph) -> str:
    text, form = paragraph.text, paragraph.form
    if paragraph.kind == "preformatted":
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"{fence}\n{text}\n{fence}"
    if paragraph.kind == "table":
        return "\n".join(f"    {line}" for line in text.splitlines())
    safe = _escaped(text)
    if paragraph.kind == "heading":
        return f"{'#' * (form.level or 2)} {safe}"
    if paragraph.kind == "quote":
        return f"> {safe}"
    if paragraph.kind == "item":
        sign = f"{form.number or 1}." if form.is_ordered else "-"
        return f"{'    ' * max(0, form.level - 1)}{sign} {safe}"
    return safe


def _escaped(text: str) -> str:
    """A text that CommonMark shows as it is."""
    safe = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _BEGINS_BLOCK.sub(_as_text, safe, count=1) if _BEGINS_BLOCK.match(safe) else safe


def _as_text(begin: re.Match[str]) -> str:
    sign = begin[2]
    return f"{begin[1]}{sign}\\" if sign.isdigit() else f"{begin[1]}\\{sign}"
