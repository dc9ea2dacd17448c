"""Reading that goes wrong in every way, for a process that is not this one."""

from __future__ import annotations

import os
import re
import signal
import time

from search.config.archive import ArchiveConfig
from search.reading import Reading, Record
from search.reading import read as read_well


def read(record: Record, config: ArchiveConfig) -> Reading:
    """Read a record, unless it says what shall go wrong."""
    match re.search(rb"(\w+), please", record.data):
        case None:
            return read_well(record, config)
        case found:
            _fail(found[1].decode())
    raise AssertionError(record.data)


def _fail(how: str) -> None:
    match how:
        case "sleep":
            time.sleep(60)
        case "spin":  # no other thread of the process runs meanwhile
            re.match("(a+)+$", "a" * 60 + "b")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "nest":
            _fail(how)
        case "count":
            int("1" * 5_000)
        case "fill":
            raise MemoryError
