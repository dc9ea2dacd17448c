"""Files to articles: `formats` makes a draft of each record, and `compose` an article of any draft."""

from __future__ import annotations

from pkgutil import resolve_name

from search.config.archive import ArchiveConfig
from search.reading.compose import Reading, compose
from search.reading.file_names import is_compressed
from search.reading.formats import format_of, is_readable, suffixes
from search.reading.record_files import irregular, records, uncompressed_size
from search.reading.records import (
    PASSED_OVER,
    SCHEDULED,
    Failure,
    Inaccessible,
    PassedOver,
    Record,
    Scheduled,
    Unreadable,
    unexpected,
)

__all__ = [
    "PASSED_OVER",
    "READING_VERSION",
    "SCHEDULED",
    "Failure",
    "Inaccessible",
    "PassedOver",
    "Reading",
    "Record",
    "Scheduled",
    "Unreadable",
    "has_many_records",
    "irregular",
    "is_compressed",
    "is_readable",
    "load_parser",
    "read",
    "records",
    "suffixes",
    "uncompressed_size",
    "unexpected",
]

READING_VERSION = 4
"""To be raised when the same bytes give another article than before: then all are read again. A new
format with new suffixes does not need it, as none of its files was read before."""


def has_many_records(path: str) -> bool:
    """Whether a file of that name may hold several articles; raises `Unreadable` for other suffixes."""
    return format_of(path).has_many_records


def load_parser(path: str) -> None:
    """Import what reads files of that name: the first one would take the longer for it."""
    resolve_name(format_of(path).parser)


def read(record: Record, config: ArchiveConfig | None = None) -> Reading:
    """The article of a record of an archive with these settings.

    Raises `Unreadable`, whatever the bytes, and nothing else.
    """
    config = config or ArchiveConfig()
    draft = format_of(record.path).parse(record.data, config)
    return compose(draft, record, config)
