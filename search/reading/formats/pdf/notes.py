"""Footnotes, which stand between two parts of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.reading.formats.pdf.lines import Line

_SMALL = 0.9
"""Parts of the usual height of letters that those of a footnote have at most."""
_BEGINS = re.compile(r"(?:\d{1,3}(?!\d)|[*†‡§¶])[.)]?\s?\S")


def with_notes_last(pages: Sequence[Sequence[Line]], usual: float) -> list[Line]:
    """The lines of all pages, those of footnotes after all others, so that nothing comes between the
    parts of a paragraph that goes over a column or a page. `usual` is the usual height of letters."""
    texts: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        for column in _columns(page):
            start = _start_of_notes(column, usual)
            texts += column[:start]
            notes += column[start:]
    return [*texts, *notes]


def _columns(page: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page, from where each column begins."""
    columns: list[list[Line]] = []
    for line in page:
        before = columns[-1][-1] if columns else None
        if before and before.column == line.column and line.base < before.base:
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _start_of_notes(column: Sequence[Line], usual: float) -> int:
    """The number of the first line of the footnotes under a column; that of all lines if it has none."""
    small = len(column)
    while small and column[small - 1].size < _SMALL * usual:
        small -= 1
    begins = (at for at in range(small, len(column)) if _BEGINS.match(column[at].text))
    start = next(begins, len(column))
    return start if start else len(column)
