"""The forms of the lines that were chosen: their spans, the levels of headings, the places of items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from search.model.articles import Form, Span, SpanKind
from search.reading.formats.html.forms import forms_of_items
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.tag_facts import SOFT
from search.reading.formats.html.text_lines import Line, texts_of
from search.reading.inline_text import SPANS
from search.reading.spans import moved, parted


class _Open(NamedTuple):
    """What makes a span of the text in an inline element: its number, the kind of span, the target."""

    element: int
    kind: SpanKind
    target: str


_Marked = tuple[int, int, tuple[_Open, ...]]
"""Where a part of a text starts and ends, and what it is inside of."""


class LineForms:
    """Makes the forms of lines of a tree that were cut with these elements skipped. What it knows of the
    elements is computed once, and only for those with a line that is asked for."""

    def __init__(self, tree: PageTree, skipped: Sequence[bool]) -> None:
        self._tree = tree
        self._skipped = skipped
        self._open: dict[int, tuple[_Open, ...]] = {-1: ()}
        self._runs: dict[tuple[int, int], Sequence[tuple[Span, ...]]] = {}

    def formed(self, line: Line) -> Line:
        """The line with its form."""
        spans = self._spans(line)
        if line.kind == "heading":
            return line._replace(form=Form(spans, int(self._tree.tags[line.block][1])))
        if line.kind == "item":
            form = self._of_items[line.block]
            return line._replace(form=replace(form, spans=spans) if spans else form)
        return line._replace(form=Form(spans)) if spans else line

    @cached_property
    def _of_items(self) -> dict[int, Form]:
        return forms_of_items(self._tree)

    def _spans(self, line: Line) -> tuple[Span, ...]:
        if self._tree.ends[line.block] == line.block + 1 and not self._around(line.block):
            return ()
        if line.pieces not in self._runs:
            self._runs[line.pieces] = self._of_run(line)
        of_run = self._runs[line.pieces]
        return of_run[line.number] if of_run else ()

    def _of_run(self, line: Line) -> Sequence[tuple[Span, ...]]:
        """The spans of each text of the run that a line is of; nothing if there are none."""
        pieces = self._tree.pieces[slice(*line.pieces)]
        if not any(map(self._around, {index for index, piece in pieces if piece})):
            return ()
        parts: list[str] = []
        marked: list[_Marked] = []
        length = 0
        for index, piece in pieces:
            text = SOFT if self._skipped[index] else piece or ""
            if text and (inside := self._around(index)):
                marked.append((length, length + len(text), inside))
            parts.append(text)
            length += len(text)
        run = "".join(parts)
        texts = texts_of(run, line.kind)
        spans = moved(_merged(marked), run, "\n".join(texts), _squeezed)
        return parted(spans, texts) if len(texts) > 1 else (spans,)

    def _around(self, element: int) -> tuple[_Open, ...]:
        """What the text of an element is inside of, outer ones first; one of a kind inside another says
        nothing more."""
        if element in self._open:
            return self._open[element]
        path = []
        while element not in self._open:
            path.append(element)
            element = self._tree.parents[element]
        around = self._open[element]
        for each in reversed(path):
            kind = SPANS.get(self._tree.tags[each])
            if kind and not any(outer.kind == kind for outer in around):
                around += self._opened(each, kind)
            self._open[each] = around
        return around

    def _opened(self, element: int, kind: SpanKind) -> tuple[_Open, ...]:
        if kind != "link":
            return (_Open(element, kind, ""),)
        target = self._tree.attributes(element).get("href")
        return () if target is None else (_Open(element, kind, target),)


def _merged(marked: Iterable[_Marked]) -> tuple[Span, ...]:
    """The spans of a text, in the order in which they begin, outer ones first."""
    found: dict[_Open, tuple[int, int]] = {}
    for start, end, inside in marked:
        for each in inside:
            first, _ = found.get(each, (start, end))
            found[each] = (first, end)
    spans = [Span(*ends, each.kind, each.target) for each, ends in found.items()]
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _squeezed(text: str) -> str:
    return "".join(text.replace(SOFT, "").split())
