"""Files as records, bounded in size, whatever the files hold."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from search.reading.file_names import is_compressed
from search.reading.formats import HEAD, Format, format_of
from search.reading.records import (
    MAX_BYTES,
    Failure,
    Inaccessible,
    Record,
    UnknownFormat,
    Unreadable,
    unexpected,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 16
_MOST_PACKED = 200
_UNPACKED = 20_000_000
"""Bytes that any compressed file may unpack to, and how many times its size beyond that."""
_KINDS = (
    (stat.S_ISFIFO, "is a named pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
    (stat.S_ISDIR, "is a folder"),
)


def irregular(mode: int) -> str:
    """Why a file of this mode (`st_mode`) is never opened, "" for a regular file."""
    if stat.S_ISREG(mode):
        return ""
    kinds = (name for is_kind, name in _KINDS if is_kind(mode))
    return f"{next(kinds, 'is something else')}, not a file with text: remove it"


def records(file: Path, path: str) -> Iterator[Record | Failure]:
    """The records of a file, one by one; raises `Unreadable` if the file or the rest of it cannot be
    read. `path` is the file's path relative to the archive."""
    with _reasons(), _open(file) as stream:
        format = _format(stream, path)
        format.require_extra()
        for number, data in _numbered(stream, format):
            yield _bounded(path, number, data, format)


def format_of_file(file: Path, path: str) -> Format:
    """The format of a file, by its name and how it begins; raises `UnknownFormat`, or another
    `Unreadable` if the file cannot be read."""
    with _reasons(), _open(file) as stream:
        return _format(stream, path)


@contextmanager
def _reasons() -> Iterator[None]:
    """Turns whatever reading a file raises into `Unreadable`."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Inaccessible("is not a whole gzip file: compress it again") from None
    except OSError as error:
        raise Inaccessible(f"cannot be read: {error.strerror or error}") from None
    except Unreadable:
        raise
    except Exception as error:
        raise unexpected(error) from error


def uncompressed_size(file: Path) -> int:
    """The size of a file's content in bytes, as far as it is known without reading the content."""
    try:
        with _open_regular(file) as stream:
            size = stream.seek(0, 2)
            if is_compressed(file.name) and size >= 4:
                stream.seek(-4, 2)
                return int.from_bytes(stream.read(4), "little")
            return size
    except (OSError, Unreadable):
        return 0


@contextmanager
def _open(file: Path) -> Iterator[BufferedReader]:
    """The content of a file, unpacked."""
    with _open_regular(file) as stream:
        if not is_compressed(file.name):
            yield stream
            return
        size = stream.seek(0, 2)
        stream.seek(0)
        with gzip.open(stream, "rb") as unpacked:
            yield BufferedReader(_Unpacked(unpacked, _UNPACKED + _MOST_PACKED * size), _PIECE)


class _Unpacked(RawIOBase):
    """The content of a compressed file, until it is longer than any text that was compressed."""

    def __init__(self, unpacked: gzip.GzipFile, most: int) -> None:
        self._unpacked = unpacked
        self._most = most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._unpacked.seek(offset, whence)

    def readinto(self, buffer: WriteableBuffer) -> int:
        count = self._unpacked.readinto(buffer)
        if self._unpacked.tell() > self._most:
            raise Unreadable(
                f"unpacks to more than {_MOST_PACKED} times its size, as no text does: remove the file"
            )
        return count


def _open_regular(file: Path) -> BufferedReader:
    """Open a regular file. Anything else may have taken its place since the archive was listed: it is
    opened without waiting, recognised and closed."""
    stream = os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    if reason := irregular(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise Inaccessible(reason)
    return stream


def _format(stream: BufferedReader, path: str) -> Format:
    return format_of(path, stream.peek(HEAD)[:HEAD])


def _numbered(stream: BinaryIO, format: Format) -> Iterator[tuple[int, bytes]]:
    """The numbers and the bytes of the records. Blank ones are counted, but they are no records."""
    if not format.has_many_records:
        yield 0, stream.read(MAX_BYTES + 1)
        return
    for number, data in enumerate(format.split(stream), 1):
        if not data.isspace():
            yield number, data


def _bounded(path: str, number: int, data: bytes, format: Format) -> Record | Failure:
    if len(data) <= MAX_BYTES:
        return Record(path, number, data, format=_unless_named(format, path))
    limit = MAX_BYTES // 1_000_000
    return Failure(path, number, f"is larger than {limit} MB, the most an article may be: split it")


def _unless_named(format: Format, path: str) -> str:
    """The name of a format, "" if it is that of files with this name."""
    with suppress(UnknownFormat):
        return "" if format_of(path) is format else format.name
    return format.name
