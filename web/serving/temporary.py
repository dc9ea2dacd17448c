"""Where the server keeps small files that live as long as it does."""

from __future__ import annotations

import tempfile
from pathlib import Path

from search.errors import BadSetting

MEMORY = Path("/dev/shm")
_ROOM = bytes(4 << 20)
"""What workers write there; memory that runs out later would kill them."""


def folder(memory: Path = MEMORY) -> str:
    """A folder in memory if there is one with room, since a worker whose heartbeat waits for a disk looks
    dead; else the one for temporary files. Raises `BadSetting` if there is none."""
    for each in (memory, None):
        try:
            with tempfile.TemporaryFile(dir=each) as file:
                file.write(_ROOM)
        except OSError:
            continue
        return str(each or tempfile.gettempdir())
    raise BadSetting(
        "There is no folder for temporary files: let the site write to /dev/shm or /tmp, or name another"
        " one in TMPDIR."
    )
