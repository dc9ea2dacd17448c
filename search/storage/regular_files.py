"""Opening files: whatever else stands in their place is recognised, and never waited for."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


def irregular(mode: int) -> str:
    """What has this mode (`st_mode`), such as "a named pipe"; "" for a regular file."""
    if stat.S_ISREG(mode):
        return ""
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "something else")


def open_regular(path: Path, flags: int = os.O_RDONLY) -> int:
    """Open a regular file; raises `OSError`, for anything else with the reason that it is none.

    It is looked at before, since opening a device may do something, and afterwards, since it may have
    been replaced meanwhile.
    """
    _expect_file(path, os.stat(path))
    handle = os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        _expect_file(path, os.fstat(handle))
    except OSError:
        os.close(handle)
        raise
    return handle


def open_stream(path: Path) -> BufferedReader:
    """The same, as a stream of bytes."""
    return os.fdopen(open_regular(path), "rb")


def read_bytes(path: Path) -> bytes:
    """The content of a regular file; raises what `open_regular` raises."""
    with open_stream(path) as stream:
        return stream.read()


def reason(error: Exception) -> object:
    """What an error says, without its number and the path of a file."""
    return getattr(error, "strerror", None) or error


def _expect_file(path: Path, status: os.stat_result) -> None:
    if kind := irregular(status.st_mode):
        raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(path))
