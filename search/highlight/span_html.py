"""Texts as HTML: escaped, with their spans as elements and the matches of a query in <mark>.

Whatever overlaps, elements are nested: a mark inside a link is a part of it, and where the two only
overlap the link is cut in two, as the marks are counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TypeVar

from search.model.articles import Paragraph, Span

Extent = tuple[int, int]
"""Where a match starts and ends, in characters."""

_SPECIAL = re.compile("[&<>]")
_ELEMENTS = {
    "strong": "strong",
    "emphasis": "em",
    "superscript": "sup",
    "subscript": "sub",
    "code": "code",
}
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)
MARK, MORE = "<mark>", '<mark class="more">'
"""The beginning of a match, and of what is left of it in the next cell of a table."""


_Extended = TypeVar("_Extended", Span, Extent)


class _Node:
    """A span or a match on its way into HTML."""

    __slots__ = ("close", "end", "open", "start")

    def __init__(self, start: int, end: int, open: str, close: str) -> None:
        self.start, self.end, self.open, self.close = start, end, open, close


def escaped(text: str) -> str:
    return escape(text, quote=False) if _SPECIAL.search(text) else text


def marked(text: str, marks: Sequence[Extent]) -> str:
    """A text without spans as HTML; the marks rise and do not overlap."""
    parts = []
    done = 0
    for start, end in marks:
        parts += [escaped(text[done:start]), MARK, escaped(text[start:end]), "</mark>"]
        done = end
    return "".join([*parts, escaped(text[done:])])


def paragraph_html(paragraph: Paragraph, marks: Sequence[Extent]) -> str:
    """The contents of the element of a paragraph: of a table its rows, of others their text. The marks
    rise and do not overlap."""
    text, spans = paragraph.text, paragraph.form.spans
    if not spans:
        return marked(text, marks)
    if paragraph.kind == "table":
        return "".join(_rows(text, spans, marks))
    return _html(text, 0, len(text), spans, marks)


def _rows(text: str, spans: Sequence[Span], marks: Sequence[Extent]) -> Iterator[str]:
    """The rows of a table. The bars between cells are left out."""
    rows = [span for span in spans if span.kind == "row"]
    cells = [span for span in spans if span.kind in ("cell", "header")]
    others = [span for span in spans if span.kind not in ("row", "cell", "header")]
    at = other = mark = 0
    for row in rows:
        yield "<tr>"
        while at < len(cells) and cells[at].end <= row.end:
            start, end, kind, _ = cells[at]
            other, own = _within(others, other, start, end)
            mark, hits = _within(marks, mark, start, end)
            tag = "th" if kind == "header" else "td"
            yield f"<{tag}>{_html(text, start, end, own, hits)}</{tag}>"
            at += 1
        yield "</tr>"


def _within(
    found: Sequence[_Extended], first: int, start: int, end: int
) -> tuple[int, list[_Extended]]:
    """Those of the rising extents from number `first` that touch a part, and the first that ends after
    its start."""
    while first < len(found) and found[first][1] <= start:
        first += 1
    last = first
    while last < len(found) and found[last][0] < end:
        last += 1
    return first, list(found[first:last])


def _html(text: str, start: int, end: int, spans: Sequence[Span], marks: Sequence[Extent]) -> str:
    """A part of a text."""
    nodes = [*_mark_nodes(start, end, marks), *_span_nodes(start, end, spans, marks)]
    nodes.sort(key=lambda node: (node.start, -node.end, node.close == "</mark>"))
    parts: list[str] = []
    stack: list[_Node] = []
    at = start
    for node in nodes:
        at = _closed(parts, stack, text, at, node.start)
        parts += [escaped(text[at : node.start]), node.open]
        at = node.start
        stack.append(node)
    at = _closed(parts, stack, text, at, end)
    return "".join([*parts, escaped(text[at:end])])


def _closed(parts: list[str], stack: list[_Node], text: str, at: int, until: int) -> int:
    """Close what ends before `until`. What was opened in it and is still open is closed and opened
    again. Returns where the text goes on."""
    while ending := [node for node in stack if node.end <= until]:
        first = min(ending, key=lambda node: node.end)
        parts.append(escaped(text[at : first.end]))
        at = first.end
        inner = stack[stack.index(first) + 1 :]
        parts += [node.close for node in reversed(inner)]
        parts.append(first.close)
        left = [node for node in inner if node.end > at]
        parts += [node.open for node in left]
        stack[stack.index(first) :] = left
    return at


def _mark_nodes(start: int, end: int, marks: Sequence[Extent]) -> Iterator[_Node]:
    for first, last in marks:
        if first < end and last > start and start < end:
            open = MARK if first >= start else MORE
            yield _Node(max(first, start), min(last, end), open, "</mark>")


def _span_nodes(
    start: int, end: int, spans: Sequence[Span], marks: Sequence[Extent]
) -> Iterator[_Node]:
    """The spans, cut where a mark begins or ends that is only partly in them."""
    for span in spans:
        tags = _tags(span)
        first, last = max(span.start, start), min(span.end, end)
        if not tags or first >= last:
            continue
        cuts = [first, *_cuts(first, last, marks), last]
        for left, right in pairwise(cuts):
            yield _Node(left, right, *tags)


def _cuts(first: int, last: int, marks: Sequence[Extent]) -> list[int]:
    """Where the mark around the beginning ends, and where the mark around the end begins."""
    around = [_around(marks, first), _around(marks, last)]
    before = [end for start, end in around[0] if end < last]
    after = [start for start, end in around[1] if first < start]
    return [*before, *after]


def _around(marks: Sequence[Extent], place: int) -> Sequence[Extent]:
    at = bisect_left(marks, (place, 0))
    found = marks[max(0, at - 1) : at]
    return [each for each in found if each[0] < place < each[1]]


def _tags(span: Span) -> tuple[str, str] | None:
    """How the element of a span begins and ends; None for a span that has none."""
    if span.kind == "link":
        if not _SAFE.fullmatch(span.target):
            return '<a class="lost">', "</a>"
        target = escape(span.target)
        return f'<a href="{target}" rel="external nofollow noopener ugc">', "</a>"
    name = _ELEMENTS.get(span.kind)
    return (f"<{name}>", f"</{name}>") if name else None
