"""Files to articles: `formats` makes a draft of each record, and `compose` an article of any draft."""

from __future__ import annotations

from contextlib import suppress

from search.config.archive import ArchiveConfig
from search.reading.compose import Reading, compose
from search.reading.draft import Draft, DraftCaption, DraftParagraph
from search.reading.field_aliases import draft_of
from search.reading.file_names import is_compressed, is_never_read, kind_of_name, never_read_group
from search.reading.formats import (
    Format,
    extra_of,
    format_named,
    format_of,
    installed_readers,
    is_extra_missing,
)
from search.reading.kinds import is_readable, suffixes
from search.reading.record_files import irregular, kind_of_file, records, uncompressed_size
from search.reading.records import (
    PASSED_OVER,
    SCHEDULED,
    Failure,
    Inaccessible,
    NeedsExtra,
    PassedOver,
    Record,
    Scheduled,
    Tally,
    UnknownFormat,
    Unreadable,
    needs_extra,
    unexpected,
)

__all__ = [
    "PASSED_OVER",
    "READING_VERSION",
    "SCHEDULED",
    "Draft",
    "DraftCaption",
    "DraftParagraph",
    "Failure",
    "Format",
    "Inaccessible",
    "NeedsExtra",
    "PassedOver",
    "Reading",
    "Record",
    "Scheduled",
    "Tally",
    "UnknownFormat",
    "Unreadable",
    "draft_of",
    "extra_of",
    "installed_readers",
    "irregular",
    "is_compressed",
    "is_extra_missing",
    "is_never_read",
    "is_readable",
    "kind_of_file",
    "kind_of_name",
    "load_parser",
    "needs_extra",
    "never_read_group",
    "patience",
    "read",
    "records",
    "suffixes",
    "uncompressed_size",
    "unexpected",
]

READING_VERSION = 14
"""To be raised when the same bytes give another article than before: then all are read again. A new
format needs it, too, as files of unknown kinds are not opened again before they change, and other keys of
paragraphs, since those of one index must be comparable."""


def load_parser(path: str, format: str) -> None:
    """Import what reads files of the format of that name, or else with that path: the first one would
    take the longer for it. What cannot be imported is said when it is used."""
    with suppress(Unreadable):
        _format(path, format).load()


def patience(path: str, format: str) -> int:
    """How many times as long as most reading a record of the format of that name may take, or else of a
    file with that path."""
    try:
        return _format(path, format).patience
    except Unreadable:
        return 1


def read(record: Record, config: ArchiveConfig | None = None) -> Reading:
    """The article of a record of an archive with these settings.

    Raises `Unreadable`, whatever the bytes, and nothing else.
    """
    config = config or ArchiveConfig()
    draft = _format(record.member or record.path, record.format).parse(record.data, config)
    return compose(draft, record, config)


def _format(path: str, name: str) -> Format:
    return format_named(name) if name else format_of(path)
