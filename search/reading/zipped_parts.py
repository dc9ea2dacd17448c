"""The parts of a document that is a zip, bounded in number and in size, whatever the zip says of them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from search.reading.records import MAX_BYTES, Unreadable

_MOST_ALTOGETHER = 100_000_000
"""Bytes of all the parts that are read of one document: its texts, and no pictures."""
_MOST_LISTED = 5_000_000
"""Bytes of the list of parts: some fifty thousand."""
_END = b"PK\5\6"
_END_SIZE = 22 + 65_535
_BROKEN = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


class ZippedParts:
    """The parts of a zip by name; `kind` is what a sentence calls the document: "EPUB book".

    Raises `Unreadable` for a zip that is broken or has too many parts.
    """

    def __init__(self, stream: BinaryIO, kind: str) -> None:
        self._kind = kind
        self._left = _MOST_ALTOGETHER
        with self._told():
            self._refuse_long_list(stream)
            self._zip = ZipFile(stream)
        self._parts = {part.filename: part for part in self._zip.infolist()}

    @classmethod
    def of(cls, data: bytes, kind: str) -> ZippedParts:
        return cls(BytesIO(data), kind)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """A part; raises `Unreadable` if there is none of that name, or if it is too large."""
        if name not in self._parts:
            raise Unreadable(f"is no whole {self._kind}, as it has no {name}: save it again")
        return self.get(name)

    def get(self, name: str) -> bytes:
        """A part, b"" if there is none of that name; raises `Unreadable` if it is too large."""
        part = self._parts.get(name)
        return self._unpacked(part) if part else b""

    def _unpacked(self, part: ZipInfo) -> bytes:
        if part.flag_bits & 1:
            raise Unreadable("is protected by a password: save it without one")
        most = min(MAX_BYTES, self._left)
        with self._told(), self._zip.open(part) as stream:
            data = stream.read(most + 1)
        self._left -= len(data)
        if len(data) > most:
            raise Unreadable(
                f"unpacks to more than {most // 1_000_000} MB of text, as no {self._kind} does: remove it"
            )
        return data

    def _refuse_long_list(self, stream: BinaryIO) -> None:
        """Look at the end of a zip before all of its list is read into memory."""
        size = stream.seek(0, 2)
        stream.seek(max(size - _END_SIZE, 0))
        end = stream.read()
        at = end.rfind(_END)
        if at < 0 or len(end) - at < 22:
            raise BadZipFile
        (listed,) = struct.unpack_from("<I", end, at + 12)
        if listed > _MOST_LISTED:
            raise Unreadable(f"has more parts than any {self._kind}: remove it")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What is wrong with the zip, as a sentence."""
        try:
            yield
        except _BROKEN:
            raise Unreadable(f"is no whole {self._kind}: copy or save it again") from None
