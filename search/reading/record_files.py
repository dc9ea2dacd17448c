"""Files as records, bounded in size, whatever the files hold."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from search.reading.file_names import is_compressed
from search.reading.formats import format_of
from search.reading.records import MAX_BYTES, Failure, Record, Unreadable


def records(file: Path, path: str) -> Iterator[Record | Failure]:
    """The records of a file, one by one; raises `Unreadable` if the file or the rest of it cannot be
    read. `path` is the file's path relative to the archive."""
    try:
        with _open(file) as stream:
            for number, data in _numbered(stream, path):
                yield _bounded(path, number, data)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Unreadable("is not a whole gzip file: compress it again") from None
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}") from None


def uncompressed_size(file: Path) -> int:
    """The size of a file's content in bytes, as far as it is known without reading the content."""
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            if is_compressed(file.name) and size >= 4:
                stream.seek(-4, 2)
                return int.from_bytes(stream.read(4), "little")
            return size
    except OSError:
        return 0


def _open(file: Path) -> BinaryIO:
    if is_compressed(file.name):
        return cast(BinaryIO, gzip.open(file, "rb"))
    return file.open("rb")


def _numbered(stream: BinaryIO, path: str) -> Iterator[tuple[int, bytes]]:
    """The numbers and the bytes of the records. Blank ones are counted, but they are no records."""
    format = format_of(path)
    if not format.has_many_records:
        yield 0, stream.read(MAX_BYTES + 1)
        return
    for number, data in enumerate(format.split(stream), 1):
        if not data.isspace():
            yield number, data


def _bounded(path: str, number: int, data: bytes) -> Record | Failure:
    if len(data) <= MAX_BYTES:
        return Record(path, number, data)
    limit = MAX_BYTES // 1_000_000
    return Failure(path, number, f"is larger than {limit} MB, the most an article may be: split it")
