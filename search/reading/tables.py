"""Tables as paragraphs: one line for each row, with bars between the cells, and spans for both.

What searches a paragraph need not know that it is a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.model.articles import Form, Span, SpanKind
from search.reading.draft import DraftParagraph
from search.reading.spans import moved, shifted

_BETWEEN_CELLS = " | "
_BETWEEN_ROWS = "\n"
MOST_IN_A_CELL = 400
"""Characters of a cell in a table that holds data."""


class Cell(NamedTuple):
    """The text of a cell, with its spans; a header names other cells."""

    text: str
    spans: tuple[Span, ...] = ()
    is_header: bool = False

    def on_one_line(self) -> Cell:
        text = " ".join(self.text.split())
        spans = moved(self.spans, self.text, text, _squeezed) if text != self.text else self.spans
        return self._replace(text=text, spans=spans)


def is_short(cell: Cell) -> bool:
    """Whether a cell is as short as those of tables that hold data, and do not arrange a page."""
    return len(cell.text) <= MOST_IN_A_CELL


def table(rows: Iterable[Sequence[Cell]]) -> DraftParagraph:
    """The paragraph of a table; rows without any text are left out."""
    lines: list[str] = []
    spans: list[Span] = []
    start = 0
    for row in rows:
        cells = [cell.on_one_line() for cell in row]
        if not any(cell.text for cell in cells):
            continue
        line = _BETWEEN_CELLS.join(cell.text for cell in cells)
        lines.append(line)
        spans.append(Span(start, start + len(line), "row"))
        at = start
        for cell in cells:
            kind: SpanKind = "header" if cell.is_header else "cell"
            spans.append(Span(at, at + len(cell.text), kind))
            spans += shifted(cell.spans, at)
            at += len(cell.text) + len(_BETWEEN_CELLS)
        start += len(line) + len(_BETWEEN_ROWS)
    return DraftParagraph(_BETWEEN_ROWS.join(lines), "table", Form(tuple(spans)))


def _squeezed(text: str) -> str:
    return "".join(text.split())
