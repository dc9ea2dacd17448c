"""Files to articles: one module a format, and `compose` to make an article of what any of them gives."""

from __future__ import annotations

from search.reading.compose import Reading, compose
from search.reading.html import read_html
from search.reading.jsonlines import read_line
from search.reading.markdown import read_markdown
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
    kind = suffix(record.path)
    if kind in LINES:
        draft = read_line(record.data)
    elif kind in HTML:
        draft = read_html(record.data)
    else:
        draft = read_markdown(record.data)
    return compose(draft, record)
