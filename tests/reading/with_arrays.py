"""Reading with one more line in the registry of formats, also in the processes of a reindex."""

from __future__ import annotations

from search.config.archive import ArchiveConfig
from search.reading import Reading, Record, formats
from search.reading import read as read_known
from search.reading.formats import FORMATS, Format

JSON_ARRAY = Format(
    "JSON arrays", (".array",), "tests.reading.json_array:parse", "tests.reading.json_array:split"
)


def read(record: Record, config: ArchiveConfig) -> Reading:
    formats.FORMATS = (*FORMATS, JSON_ARRAY)
    return read_known(record, config)
