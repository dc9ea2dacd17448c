"""Compressed streams, by how they begin."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from zstandard import ZstdDecompressor

from search.reading.containers.allowance import Allowance
from search.reading.containers.part import part, rewound
from search.reading.file_names import is_compressed
from search.reading.records import Inaccessible

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ZSTD_PIECE = 1_024
"""Bytes that are unpacked at once. The library cannot be told where to stop: these give 32 MB at most."""


class _Zstandard(RawIOBase):
    """The content of all frames of a stream. Unlike the library's own reader it notices a cut."""

    def __init__(self, packed: BinaryIO) -> None:
        self._new_frame = ZstdDecompressor().decompressobj
        self._packed = packed
        self._frame: Any = None
        self._piece = self._content = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._content and self._advance():
            pass
        view = memoryview(buffer).cast("B")
        count = min(len(view), len(self._content))
        view[:count], self._content = self._content[:count], self._content[count:]
        return count

    def _advance(self) -> bool:
        """Unpack one more piece; False at the end of the last frame."""
        self._piece = self._piece or self._packed.read(_ZSTD_PIECE)
        if not self._piece:
            if self._frame is not None:
                raise EOFError
            return False
        self._frame = self._frame or self._new_frame()
        self._content = self._frame.decompress(self._piece)
        self._piece = self._frame.unused_data if self._frame.eof else b""
        if self._frame.eof:
            self._frame = None
        return True


@dataclass(frozen=True, slots=True)
class _Compression:
    name: str
    mark: bytes
    endings: tuple[str, ...]
    open: Callable[[Any], Any]


_COMPRESSIONS = (
    _Compression("gzip", b"\x1f\x8b\x08", ("gz",), lambda stream: gzip.GzipFile(fileobj=stream)),
    _Compression("bzip2", b"BZh", ("bz", "bz2"), bz2.BZ2File),
    _Compression("xz", b"\xfd7zXZ\0", ("xz",), lzma.LZMAFile),
    _Compression("Zstandard", b"\x28\xb5\x2f\xfd", ("zst",), _Zstandard),
)


def unpacked(stream: BufferedReader, name: str, allowance: Allowance) -> BufferedReader:
    """The content of a file of that name, which is the stream itself if it is not compressed.

    Raises `Inaccessible` if only the name says that it is.
    """
    for each in _COMPRESSIONS:
        if stream.peek(len(each.mark)).startswith(each.mark):
            return part(_opener(each, stream), allowance, _reason(each))
    if is_compressed(name):
        said = next(each for each in _COMPRESSIONS if name.lower().endswith(each.endings))
        raise Inaccessible(_reason(said))
    return stream


def _opener(compression: _Compression, stream: BinaryIO) -> Callable[[], BinaryIO]:
    return lambda: cast(BinaryIO, compression.open(rewound(stream)))


def _reason(compression: _Compression) -> str:
    return f"is not a whole {compression.name} file: compress it again"
