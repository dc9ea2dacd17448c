"""What a reindex that is running tells those who serve the index.

    INDEX/lock              whoever writes holds it
    INDEX/progress.json     how far that is; it counts only while the lock is held

Both are removed or let go of by the writer at its end; after a kill the system lets go of the lock, so
that what is left of the other is known to be old.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from search.model.preparation import Preparation, Reindexing
from search.storage import index_folders
from search.storage.regular_files import open_regular, read_bytes

LOCK = index_folders.LOCK
_PROGRESS = index_folders.PROGRESS
_BEGUN = Reindexing("Indexing")


def tell(index: Path, reindexing: Reindexing) -> None:
    """Called by the holder of the lock. What cannot be written is not told."""
    replacement = index / f"{_PROGRESS}.new"
    with suppress(OSError):
        replacement.write_text(json.dumps({"pid": os.getpid(), **asdict(reindexing)}))
        replacement.replace(index / _PROGRESS)


def forget(index: Path) -> None:
    """Called by the holder of the lock, at the beginning and at the end."""
    for name in (_PROGRESS, f"{_PROGRESS}.new"):
        with suppress(OSError):
            (index / name).unlink()


def preparation(index: Path) -> Preparation:
    """What is being done for the index in a folder."""
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            next(index.iterdir(), None)
            os.close(open_regular(index / "CURRENT"))
    except PermissionError:
        return Preparation(is_forbidden=True)
    except OSError:
        return Preparation()
    return Preparation(_told(index) if _is_locked(index) else None)


def _is_locked(index: Path) -> bool:
    try:
        handle = open_regular(index / LOCK)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False


def _told(index: Path) -> Reindexing:
    try:
        values = json.loads(read_bytes(index / _PROGRESS))
        del values["pid"]
        return Reindexing(**values)
    except (OSError, ValueError, TypeError, LookupError):
        return _BEGUN
