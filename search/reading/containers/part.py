"""A part of a file as a stream: what is compressed in it, or a member of a container.

It never ends with the error of a library: where it cannot be read any further, it ends, and remembers
that. So whoever reads it gets all that comes before.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BufferedReader, RawIOBase, UnsupportedOperation
from typing import TYPE_CHECKING, BinaryIO, cast

from search.reading.containers.allowance import Allowance
from search.reading.records import Inaccessible, Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 16


class Part(RawIOBase):
    """The bytes of a stream that `open` opens: it is called again to read from the beginning.

    `reason` is a sentence for a part that cannot be read to its end.
    """

    def __init__(self, open: Callable[[], BinaryIO], allowance: Allowance, reason: str) -> None:
        self._open, self._allowance, self._reason = open, allowance, reason
        self._stream: BinaryIO | None = None
        self._position = self._farthest = 0
        self._is_broken = False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Only to the beginning, or to where it is."""
        if (offset, whence) == (0, 0):
            self._stream, self._position, self._is_broken = None, 0, False
        elif (offset, whence) != (0, 1):
            raise UnsupportedOperation("this stream is read in order")
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._read(len(view))
        view[: len(data)] = data
        self._position += len(data)
        if self._position > self._farthest:
            self._allowance.spend(self._position - self._farthest)
            self._farthest = self._position
        return len(data)

    def check(self) -> None:
        """Raises `Inaccessible` if the stream ended before its end."""
        if self._is_broken:
            raise Inaccessible(self._reason)

    def _read(self, size: int) -> bytes:
        if self._is_broken:
            return b""
        try:
            if self._stream is None:
                self._stream = self._open()
            return _some(self._stream, size)
        except (Unreadable, MemoryError):
            raise
        except Exception:  # libraries raise nearly anything for damaged files
            self._is_broken = True
            return b""


def part(open: Callable[[], BinaryIO], allowance: Allowance, reason: str) -> BufferedReader:
    """A part that can be read line by line, see `Part`."""
    return BufferedReader(Part(open, allowance, reason), _PIECE)


def check_whole(stream: BufferedReader) -> None:
    """Raises `Inaccessible` if a stream ended before its end."""
    if isinstance(stream.raw, Part):
        stream.raw.check()


def rewound(stream: BinaryIO) -> BinaryIO:
    stream.seek(0)
    return stream


def _some(stream: BinaryIO, size: int) -> bytes:
    """The next bytes: an error after them must not take them along."""
    read = getattr(stream, "read1", stream.read)
    return cast(bytes, read(size))
