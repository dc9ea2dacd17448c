"""A file of any encoding as pieces of UTF-8, so that what cuts it into records need only know one."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from search.reading.decoding import stream_encoding

_PIECE = 1 << 16
_SAMPLE = 1 << 20


def utf8_pieces(stream: BinaryIO, label: str = "") -> Iterator[bytes]:
    """The content of a file from its beginning, without a mark of its encoding. `label` is what the file
    says of its encoding. A file in UTF-8 is given as it is, single bad bytes included.

    Raises `Unreadable` for a file that is not text.
    """
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    mark, encoding = stream_encoding(sample, label)
    stream.read(len(mark))
    pieces = iter(lambda: stream.read(_PIECE), b"")
    if encoding == "utf-8":
        yield from pieces
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for piece in pieces:
        yield decoder.decode(piece).encode(errors="replace")
    yield decoder.decode(b"", final=True).encode(errors="replace")


def utf8_lines(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The lines of a file, with their ends; one of more than `most` bytes in parts."""
    rest = b""
    for piece in utf8_pieces(stream):
        lines = (rest + piece).splitlines(keepends=True)
        rest = lines.pop() if lines else b""
        yield from lines
        if len(rest) > most:
            yield rest
            rest = b""
    if rest:
        yield rest
