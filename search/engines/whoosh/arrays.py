"""A file of named flat arrays, opened by memory map: the container that segments are stored in.

Layout: 8 bytes of magic, the length of the directory (uint64, little-endian), the directory (JSON:
name -> [dtype, length, offset]), then the arrays, each starting at a multiple of 64 bytes.
"""

from __future__ import annotations

import json
import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from search.errors import IndexDamaged

Array = NDArray[Any]

_MAGIC = b"BKISSUE1"
_ALIGNMENT = 64
_HEAD = struct.Struct("<8sQ")


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write one-dimensional arrays to a new file."""
    offset = 0
    directory = {}
    for name, values in arrays.items():
        directory[name] = [values.dtype.str, len(values), offset]
        offset += _padded(values.nbytes)
    head = json.dumps(directory).encode()
    head = head.ljust(_padded(_HEAD.size + len(head)) - _HEAD.size)
    with path.open("xb") as file:
        file.write(_HEAD.pack(_MAGIC, len(head)))
        file.write(head)
        for values in arrays.values():
            file.write(np.ascontiguousarray(values).data)
            file.write(bytes(_padded(values.nbytes) - values.nbytes))


def open_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a file as read-only views of its memory map.

    Raises `IndexDamaged` when the file is not one that `write_arrays` wrote.
    """
    with path.open("rb") as file:
        try:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            magic, length = _HEAD.unpack_from(mapped)
            if magic != _MAGIC:
                raise ValueError("it does not begin as it should")
            directory = json.loads(mapped[_HEAD.size : _HEAD.size + length])
            first = _HEAD.size + length
            return {
                name: np.frombuffer(mapped, np.dtype(kind), count, first + offset)
                for name, (kind, count, offset) in directory.items()
            }
        except (ValueError, struct.error, TypeError, AttributeError) as error:
            raise IndexDamaged(f"{path} is damaged: {error}.") from error


class Strings(Sequence[bytes]):
    """Byte strings one behind the other: `blob` (uint8), and `starts` (int64, one more than
    there are strings). Sorted ones can be searched."""

    def __init__(self, blob: Array, starts: Array) -> None:
        self._blob = blob
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    @property
    def lengths(self) -> Array:
        """The length of each string in bytes."""
        return np.diff(self._starts)

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[bytes]: ...
    def __getitem__(self, place: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return self._blob[self._starts[place] : self._starts[place + 1]].tobytes()

    def find(self, wanted: bytes) -> int:
        """The place of `wanted` in sorted strings, or -1."""
        place = bisect_left(self, wanted)
        return place if place < len(self) and self[place] == wanted else -1

    def beginning_with(self, prefix: bytes) -> range:
        """The places of the sorted strings that begin with `prefix`, which is UTF-8."""
        return range(bisect_left(self, prefix), bisect_left(self, prefix + b"\xff"))

    @staticmethod
    def pack(name: str, strings: Iterable[bytes]) -> dict[str, Array]:
        """The two arrays of strings, as `name` and `name`.starts."""
        kept = list(strings)
        blob = np.frombuffer(b"".join(kept), np.uint8)
        return {name: blob, f"{name}.starts": starts_of(np.fromiter(map(len, kept), np.int64))}

    @classmethod
    def unpack(cls, name: str, arrays: Mapping[str, Array]) -> Strings:
        return cls(arrays[name], arrays[f"{name}.starts"])


def starts_of(lengths: Array) -> Array:
    """Where each of consecutive runs starts, and, last, where the last one ends (int64)."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _padded(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
