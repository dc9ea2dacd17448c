"""One writer at a time: a lock on the index folder, which the system releases when the process ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search.engines.whoosh import running
from search.engines.whoosh.writing.obstacles import set_aside
from search.errors import IndexNotWritable, ReindexRunning
from search.storage.regular_files import irregular

_ATTEMPTS = 10
_PAUSE = 0.02
"""Seconds. Who only looks whether the lock is held holds it for some microseconds."""


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """Hold the lock of an index folder, which is created if it is missing.

    Raises `ReindexRunning` at once if another process holds it, `IndexNotWritable` if the folder
    cannot be written.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        handle = _opened(index / running.LOCK)
    except OSError as error:
        raise IndexNotWritable(
            f"The index folder {index} cannot be written ({error.strerror}): choose another with"
            " --index or BACKISSUE_INDEX, or make it writable."
        ) from error
    try:
        if not _is_taken(handle):
            raise ReindexRunning(
                f"Another reindex of {index} is running: wait until it has finished."
            )
        running.forget(index)
        try:
            yield
        finally:
            running.forget(index)
    finally:
        os.close(handle)


def _is_taken(handle: int) -> bool:
    for attempt in range(_ATTEMPTS):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE * (attempt + 1 < _ATTEMPTS))
        else:
            return True
    return False


def _opened(file: Path) -> int:
    """The lock as an open file. A folder or a pipe in its place was never the lock of anybody."""
    with suppress(FileNotFoundError):
        if irregular(file.stat().st_mode):
            set_aside(file)
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
