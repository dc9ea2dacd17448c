"""Files as records, bounded in size, whatever the files hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from search.reading.containers.allowance import Allowance
from search.reading.containers.compression import unpacked
from search.reading.contents import Contents, Source
from search.reading.file_names import is_compressed
from search.reading.formats import HEAD
from search.reading.kinds import Kind, kind_of
from search.reading.records import Failure, Inaccessible, Record, Tally, Unreadable, unexpected
from search.storage import regular_files

_FREE = 20_000_000
"""Bytes that any compressed file may unpack to."""
_PACKED = 3
"""How many times larger articles are than their compressed files, about."""


def irregular(mode: int) -> str:
    """Why a file of this mode (`st_mode`) is never opened, "" for a regular file."""
    kind = regular_files.irregular(mode)
    return f"is {kind}, not a file with text: remove it" if kind else ""


def records(file: Path, path: str, tally: Tally | None = None) -> Iterator[Record | Failure]:
    """The records of a file, one by one; raises `Unreadable` if the file or the rest of it cannot be
    read. `path` is the file's path relative to the archive. A `tally` is kept up to date."""
    tally = tally or Tally()
    with _reasons(), _open_regular(file) as stream:
        size = _size(stream)
        source = Source(path, stream, Allowance(size, _FREE))
        for each in Contents(path, tally.others).records(source):
            tally.share = stream.tell() / max(size, 1)
            yield each


def kind_of_file(file: Path, path: str) -> Kind:
    """The kind of a file, by its name and how it begins; raises `UnknownFormat`, or another `Unreadable`
    if the file cannot be read."""
    with _reasons(), _open_regular(file) as stream:
        return kind_of(
            path, unpacked(stream, path, Allowance(_size(stream), _FREE)).peek(HEAD)[:HEAD]
        )


def uncompressed_size(file: Path) -> int:
    """The size of a file's content in bytes, as far as it is known without reading the content."""
    try:
        with _open_regular(file) as stream:
            size = stream.seek(0, 2)
            if not is_compressed(file.name):
                return size
            if not file.name.lower().endswith(".gz") or size < 4:
                return _PACKED * size
            stream.seek(-4, 2)
            return int.from_bytes(stream.read(4), "little")
    except (OSError, Unreadable):
        return 0


def _size(stream: BufferedReader) -> int:
    return os.fstat(stream.fileno()).st_size


@contextmanager
def _reasons() -> Iterator[None]:
    """Turns whatever reading a file raises into `Unreadable`."""
    try:
        yield
    except OSError as error:
        raise Inaccessible(f"cannot be read: {error.strerror or error}") from None
    except Unreadable:
        raise
    except Exception as error:
        raise unexpected(error) from error


def _open_regular(file: Path) -> BufferedReader:
    """Open a regular file. Anything else may have taken its place since the archive was listed: it is
    opened without waiting, recognised and closed."""
    stream = os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    if reason := irregular(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise Inaccessible(reason)
    return stream
