"""Tables: CSV and TSV with one article in each row, the first of which names the columns.

The sign between cells is the one that the header has most of. Cells may be quoted and hold lines of
their own. A record is the header and one row, so that rows are compared and read one by one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from itertools import chain
from typing import BinaryIO

from search.config.archive import ArchiveConfig
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.field_aliases import draft_of
from search.reading.field_names import address_columns, text_columns
from search.reading.formats.table_cells import object_of_cells
from search.reading.formats.utf8_pieces import utf8_lines
from search.reading.records import LINKS, MAX_BYTES, NO_TEXT_COLUMN, PassedOver, Unreadable

_SEPARATORS = (",", ";", "\t", "|")
_OF_EXCEL = "sep="
"""How the line begins that Excel puts before the header."""


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The rows of a table, each after the header.

    Raises `PassedOver` if no column holds texts, and `Unreadable` if a quotation never ends.
    """
    csv.field_size_limit(2 * MAX_BYTES)  # one limit for the process: that of the module is 131,072
    lines = _Lines(utf8_lines(stream, MAX_BYTES))
    first = next((each for each in lines if each.strip() and not _is_of_excel(each)), "")
    lines.taken()
    rows = csv.reader(chain([first], lines), delimiter=_separator(first))
    names = [_utf8(name) for name in next(rows, [])]
    header = (first.encode("latin-1") + lines.taken()).rstrip(b"\r\n") + b"\n"
    if not header.strip():
        raise Unreadable("is empty: add some text, or remove the file")
    if not text_columns(names):
        raise PassedOver(LINKS if address_columns(names) else NO_TEXT_COLUMN)
    try:
        for _ in rows:
            row = lines.taken()
            if lines.is_over and row.count(b'"') % 2 and len(row.splitlines()) > 1:
                raise Unreadable(
                    "has a quotation without an end: the rows from there were not read"
                )
            yield header + row if row.strip() else row
    except csv.Error as error:
        raise Unreadable(f"is not CSV from line {rows.line_num} on ({error}): correct it") from None


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of one row; raises `Unreadable` if it has no text."""
    text, odd = decode(data)
    separator = _separator(text.partition("\n")[0])
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        names, cells = next(rows), next(rows)
    except (csv.Error, StopIteration):
        raise Unreadable("is no row of a table with a header") from None
    too_many = ""
    if len(cells) > len(names):
        too_many = (
            f"has {len(cells)} cells for {len(names)} columns: put those with commas in quotes"
        )
        last = len(names) - 1
        cells = [*cells[:last], separator.join(cells[last:])]
    record = object_of_cells(names, cells, config.facets)
    draft = draft_of(record, config.facets, "column", config.dropped_selectors)
    if not draft.paragraphs and not draft.summary:
        raise Unreadable("has no text in its row: fill a column such as content, or remove the row")
    return replace(draft, warnings=(*draft.warnings, *filter(None, (odd, too_many))))


class _Lines:
    """Lines for the parser of CSV, each byte as one character, which notes what it has taken."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._taken: list[bytes] = []
        self.is_over = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self.is_over = True
            raise
        self._taken.append(line)
        return line.decode("latin-1")

    def taken(self) -> bytes:
        """The bytes that were taken since the last call."""
        taken = b"".join(self._taken)
        self._taken.clear()
        return taken


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count)


def _is_of_excel(line: str) -> bool:
    return line.strip().strip('"').lower()[:-1] == _OF_EXCEL


def _utf8(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", errors="replace")
