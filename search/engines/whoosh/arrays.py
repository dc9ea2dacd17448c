"""A file of named flat arrays, opened by memory map: the container that segments are stored in.

Layout, in little-endian order:

    magic (8 bytes), length of the directory (uint32), its CRC-32 (uint32)
    directory: JSON, name -> [dtype, length, offset]
    the arrays, each starting at a multiple of 64 bytes
    sums: the CRC-32 of each BLOCK bytes of the arrays (uint32)

Opening reads the directory only, so it costs the same for any size. A block is compared with its
sum when it is first touched; so a damaged file is an `IndexDamaged`, never a wrong answer.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.errors import IndexDamaged

Array = NDArray[Any]

BLOCK = 1 << 16
_MAGIC = b"BKISSUE2"
_ALIGNMENT = 64
_HEAD = struct.Struct("<8sII")


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
        file.write(_HEAD.pack(_MAGIC, len(head), crc32(head)))
        file.write(head)
        sums = _Sums()
        for values in arrays.values():
            data = np.ascontiguousarray(values).data.cast("B") if values.nbytes else b""
            for part in (data, bytes(_padded(values.nbytes) - values.nbytes)):
                file.write(part)
                sums.add(part)
        file.write(sums.finish().tobytes())


class ArrayFile:
    """The arrays of a file that `write_arrays` wrote, as read-only views of its memory map.

    Safe for several threads. Raises `IndexDamaged` when the file is not as it was written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            try:
                self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self._first, self._directory = _directory(self._mapped)
                self._arrays = self._views()
            except (ValueError, struct.error, TypeError, AttributeError) as error:
                raise IndexDamaged(f"{path} is damaged: {error}.") from error
        self._is_checked = np.zeros(len(self._sums), bool)

    def __getitem__(self, name: str) -> Array:
        """A whole array, checked."""
        values = self._arrays[name]
        self._check(name, 0, len(values))
        return values

    def part(self, name: str, start: int, stop: int) -> Array:
        """Entries `start` to `stop` of an array; only these are checked."""
        self._check(name, start, stop)
        return self._arrays[name][start:stop]

    def length(self, name: str) -> int:
        return len(self._arrays[name])

    def __iter__(self) -> Iterator[str]:
        """The names of the arrays."""
        return iter(self._arrays)

    def _views(self) -> dict[str, Array]:
        end = max(
            (offset + _size(kind, n) for kind, n, offset in self._directory.values()), default=0
        )
        data = _padded(end)
        blocks = -(-data // BLOCK)
        if len(self._mapped) != self._first + data + 4 * blocks:
            raise ValueError("it is not as long as it should be")
        self._sums = np.frombuffer(self._mapped, "<u4", blocks, self._first + data)
        self._data = memoryview(self._mapped)[self._first : self._first + data]
        return {
            name: np.frombuffer(self._mapped, np.dtype(kind), count, self._first + offset)
            for name, (kind, count, offset) in self._directory.items()
        }

    def _check(self, name: str, start: int, stop: int) -> None:
        if start >= stop:
            return
        kind, _, offset = self._directory[name]
        width = int(kind[2:])
        first = (offset + start * width) // BLOCK
        last = (offset + stop * width - 1) // BLOCK
        if first == last and self._is_checked[first]:
            return
        for block in range(first, last + 1):
            if not self._is_checked[block]:
                if crc32(self._data[block * BLOCK : (block + 1) * BLOCK]) != self._sums[block]:
                    raise IndexDamaged(
                        f"{self._path} is damaged: run `backissue reindex --full` to write it anew."
                    )
                self._is_checked[block] = True


class Strings:
    """Sorted byte strings of an array file, found by binary search over their first eight bytes.

    Stored as `name` (uint8, one behind the other), `name.starts` (uint32, one more than there are
    strings) and `name.keys` (uint64, the first eight bytes of each, big-endian, so that keys sort
    as the strings do).
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._starts = file[f"{name}.starts"]
        self._keys = file[f"{name}.keys"]

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, place: int) -> bytes:
        start, stop = self._starts[place : place + 2].tolist()
        return self._file.part(self._name, start, stop).tobytes()

    def some(self, places: range) -> list[bytes]:
        """The strings at consecutive places."""
        if not places:
            return []
        starts = self._starts[places.start : places.stop + 1].tolist()
        blob = self._file.part(self._name, starts[0], starts[-1]).tobytes()
        first = starts[0]
        return [blob[start - first : stop - first] for start, stop in pairwise(starts)]

    def all(self) -> list[bytes]:
        return self.some(range(len(self)))

    @property
    def lengths(self) -> Array:
        """The length of each string in bytes."""
        return np.diff(self._starts)

    def find(self, wanted: bytes) -> int:
        """The place of `wanted`, or -1."""
        place = self.place(wanted)
        return place if place < len(self) and self[place] == wanted else -1

    def place(self, wanted: bytes) -> int:
        """The place of the first string that is not before `wanted`."""
        key = np.uint64(_key(wanted))
        low = int(self._keys.searchsorted(key))
        if low == len(self._keys) or self._keys[low] != key:
            return low
        high = int(self._keys.searchsorted(key, "right"))
        while low < high:
            middle = (low + high) // 2
            if self[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def beginning_with(self, prefix: bytes) -> range:
        """The places of the strings that begin with `prefix`, which is UTF-8."""
        return range(self.place(prefix), self.place(prefix + b"\xff"))

    @staticmethod
    def pack(name: str, strings: Iterable[bytes]) -> dict[str, Array]:
        """The arrays of sorted strings."""
        kept = list(strings)
        keys = b"".join(each[:8].ljust(8, b"\0") for each in kept)
        return {
            **pack_bytes(name, kept),
            f"{name}.keys": np.frombuffer(keys, ">u8").astype("<u8"),
        }


class Bytes:
    """Byte strings in any order: `name` (uint8) and `name.starts` (uint64)."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name

    def __getitem__(self, place: int) -> bytes:
        start, stop = self._file.part(f"{self._name}.starts", place, place + 2).tolist()
        return self._file.part(self._name, start, stop).tobytes()

    def __len__(self) -> int:
        return self._file.length(f"{self._name}.starts") - 1


def pack_bytes(name: str, strings: Iterable[bytes]) -> dict[str, Array]:
    """The two arrays of byte strings, as `name` and `name`.starts."""
    kept = list(strings)
    starts = starts_of(np.fromiter(map(len, kept), np.int64, len(kept)))
    kind = np.uint32 if starts[-1] < 1 << 32 else np.uint64
    return {name: np.frombuffer(b"".join(kept), np.uint8), f"{name}.starts": starts.astype(kind)}


def starts_of(lengths: Array) -> Array:
    """Where each of consecutive runs starts, and, last, where the last one ends (int64)."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def narrowed(values: Array) -> Array:
    """The same numbers, none negative, in the narrowest unsigned type that holds them all."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def spread(starts: Array, counts: Array) -> Array:
    """The indices start, start + 1, … of consecutive runs, one run behind the other (int64)."""
    ends = np.cumsum(counts)
    if not len(ends):
        return np.zeros(0, np.int64)
    indices: Array = np.arange(ends[-1]) + np.repeat(starts - (ends - counts), counts)
    return indices


def counted(rising: Array) -> tuple[Array, Array]:
    """The distinct numbers of a rising array, and how often each stands in it (int64)."""
    is_first = np.ones(len(rising), bool)
    np.not_equal(rising[1:], rising[:-1], out=is_first[1:])
    firsts = np.flatnonzero(is_first)
    counts = np.empty(len(firsts), np.int64)
    np.subtract(firsts[1:], firsts[:-1], out=counts[:-1])
    counts[-1:] = len(rising) - firsts[-1:]
    return rising[firsts], counts


class _Sums:
    """The CRC-32 of each BLOCK bytes of what is added, however it is cut."""

    def __init__(self) -> None:
        self._done: list[int] = []
        self._current = 0
        self._filled = 0

    def add(self, data: memoryview | bytes) -> None:
        start = 0
        while start < len(data):
            part = data[start : start + BLOCK - self._filled]
            self._current = crc32(part, self._current)
            self._filled += len(part)
            start += len(part)
            if self._filled == BLOCK:
                self._close()

    def finish(self) -> Array:
        if self._filled:
            self._close()
        return np.array(self._done, "<u4")

    def _close(self) -> None:
        self._done.append(self._current)
        self._current = self._filled = 0


def _directory(mapped: mmap.mmap) -> tuple[int, dict[str, list[Any]]]:
    """Where the arrays begin, and the directory."""
    magic, length, total = _HEAD.unpack_from(mapped)
    if magic != _MAGIC:
        raise ValueError("it does not begin as it should")
    head = mapped[_HEAD.size : _HEAD.size + length]
    if len(head) != length or crc32(head) != total:
        raise ValueError("its directory is not as it was written")
    return _HEAD.size + length, json.loads(head)


def _key(text: bytes) -> int:
    return int.from_bytes(text[:8].ljust(8, b"\0"))


def _size(kind: str, count: int) -> int:
    return int(kind[2:]) * count


def _padded(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
