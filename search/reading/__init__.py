"""Files to articles: one module a format, and `compose` to make an article of what any of them gives."""

from __future__ import annotations

from search.reading.compose import Reading, compose
from search.reading.draft import Draft
from search.reading.jsonlines import read_line
from search.reading.records import (
    HTML,
    LINES,
    Failure,
    Record,
    Unreadable,
    holds_lines,
    is_readable,
    records,
    suffix,
    uncompressed_size,
)

__all__ = [
    "READING_VERSION",
    "Failure",
    "Reading",
    "Record",
    "Unreadable",
    "holds_lines",
    "is_readable",
    "read",
    "records",
    "uncompressed_size",
]

READING_VERSION = 1
"""To be raised when the same bytes give another article than before: then all are read anew."""


def read(record: Record) -> Reading:
    """The article of a record; raises `Unreadable`, whatever the bytes, and nothing else."""
    return compose(_draft(record), record)


def _draft(record: Record) -> Draft:
    """What the format of the record gives. Parsers of pages and of Markdown take a while to import:
    that is done where there is something for them."""
    kind = suffix(record.path)
    if kind in LINES:
        return read_line(record.data)
    if kind in HTML:
        from search.reading.html import read_html

        return read_html(record.data)
    from search.reading.markdown import read_markdown

    return read_markdown(record.data)
