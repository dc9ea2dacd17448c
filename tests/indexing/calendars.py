"""Reading on another day, for a process that is not this one."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest.mock import patch

from search.config.archive import ArchiveConfig
from search.reading import Reading, Record
from search.reading import read as read_today


def read_in_2100(record: Record, config: ArchiveConfig) -> Reading:
    with patch("search.reading.compose.datetime") as clock:
        clock.now.return_value = datetime(2100, 1, 1, tzinfo=UTC)
        return read_today(record, config)
