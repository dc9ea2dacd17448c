"""Files as records: the bytes of one article each, bounded in size, whatever the file holds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

MAX_BYTES = 20_000_000
"""The size of one article: no text that people write is longer, and memory stays bounded."""

MARKDOWN = (".md", ".markdown", ".txt")
HTML = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
_READABLE = frozenset((*MARKDOWN, *HTML, *LINES))


class Unreadable(Exception):
    """A record that is no article; the message is the reason and says what to do."""


class Record(NamedTuple):
    """The bytes of one article: `path` is relative to the archive; `line` is 0 for a whole file,
    else the number of the line in a file of many articles."""

    path: str
    line: int
    data: bytes


class Failure(NamedTuple):
    """A record that was left out, and why."""

    path: str
    line: int
    reason: str


def suffix(path: str) -> str:
    """The suffix that says what a file holds, without the one of compression, in lower case."""
    name = path.lower().rpartition("/")[2]
    if name.endswith(".gz"):
        name = name[:-3]
    stem, dot, last = name.rpartition(".")
    return dot + last if stem and last else ""


def is_readable(path: str) -> bool:
    """Whether a file of that name may hold articles."""
    return suffix(path) in _READABLE


def holds_lines(path: str) -> bool:
    """Whether a file of that name holds one article a line."""
    return suffix(path) in LINES


def uncompressed_size(file: Path) -> int:
    """The size of a file's content in bytes, as far as it can be told without reading it."""
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            if file.name.lower().endswith(".gz") and size >= 4:
                stream.seek(-4, 2)
                return int.from_bytes(stream.read(4), "little")
            return size
    except OSError:
        return 0


def records(file: Path, path: str) -> Iterator[Record | Failure]:
    """The records of a file, one by one; raises `Unreadable` when the file cannot be read (on)."""
    try:
        with _open(file) as stream:
            if holds_lines(path):
                yield from _lines(stream, path)
            else:
                yield _whole(stream, path)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Unreadable("is not a whole gzip file: compress it again") from None
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}") from None


def _open(file: Path) -> IO[bytes] | gzip.GzipFile:
    if file.name.lower().endswith(".gz"):
        return gzip.open(file, "rb")
    return file.open("rb")


def _whole(stream: IO[bytes] | gzip.GzipFile, path: str) -> Record | Failure:
    data = stream.read(MAX_BYTES + 1)
    return (
        Failure(path, 0, _too_large("the file")) if len(data) > MAX_BYTES else Record(path, 0, data)
    )


def _lines(stream: IO[bytes] | gzip.GzipFile, path: str) -> Iterator[Record | Failure]:
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield Failure(path, number, _too_large("the line"))
        elif not line.isspace():
            yield Record(path, number, line)


def _too_large(what: str) -> str:
    return (
        f"{what} is larger than {MAX_BYTES // 1_000_000} MB, the most an article may be: split it"
    )
