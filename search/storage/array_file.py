"""A file of named flat arrays, opened by memory map: the container of segments and manifests.

Layout, in little-endian order:

    the arrays, each starting at a multiple of 64 bytes
    sums: the CRC-32 of each BLOCK bytes of the arrays (uint32)
    directory: JSON, name -> [dtype, length, offset]
    length of the directory (uint32), its CRC-32 (uint32), magic (8 bytes)

The directory comes last, so that arrays can be written as they are made. Opening reads only the
directory, so its time does not depend on the size of the file. A block is compared with its sum before
its first use, so a damaged file raises `IndexDamaged` and never gives a wrong answer.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from search.errors import IndexDamaged, IndexOfOtherVersion
from search.storage.arrays import Array

BLOCK = 1 << 10
"""Bytes with one checksum."""
_MAGIC = b"BKISSUE3"
_ALIGNMENT = 64
_RELEASED: int | None = getattr(mmap, "MADV_DONTNEED", None)
"""What tells the system so, where it can be told."""
_FOOT = struct.Struct("<II8s")


class ArrayWriter:
    """Writes a new file, array by array; `close` completes it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._directory: dict[str, list[Any]] = {}
        self._offset = 0
        self._sums = _Sums()

    def write(self, name: str, values: Array) -> None:
        """Write a one-dimensional array."""
        self._directory[name] = [values.dtype.str, len(values), self._offset]
        self._put(np.ascontiguousarray(values).data.cast("B") if values.nbytes else b"")
        self._pad()

    def begin(self, name: str) -> None:
        """Begin an array of bytes (uint8), which `extend` continues and `end` completes."""
        self._directory[name] = ["|u1", 0, self._offset]

    def extend(self, name: str, data: bytes) -> None:
        self._directory[name][1] += len(data)
        self._put(data)

    def end(self) -> None:
        """Complete the array that was begun."""
        self._pad()

    def close(self) -> None:
        self._file.write(self._sums.finish().tobytes())
        directory = json.dumps(self._directory).encode()
        self._file.write(directory)
        self._file.write(_FOOT.pack(len(directory), crc32(directory), _MAGIC))
        self._file.close()

    def _put(self, data: memoryview | bytes) -> None:
        self._file.write(data)
        self._sums.add(data)
        self._offset += len(data)

    def _pad(self) -> None:
        self._put(bytes(-self._offset % _ALIGNMENT))


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write one-dimensional arrays, by name, to a new file."""
    writer = ArrayWriter(path)
    for name, values in arrays.items():
        writer.write(name, values)
    writer.close()


class ArrayFile:
    """The arrays of a file that `write_arrays` wrote, as read-only views of its memory map.

    Several threads may use it. Raises `IndexDamaged` if the file is not as it was written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            try:
                self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self._directory, end = _directory(self._mapped)
                self._arrays = self._views(end)
            except (ValueError, struct.error, TypeError, AttributeError) as error:
                raise IndexDamaged(f"{path} is damaged: {error}.") from error
        self._is_fresh = bytearray(b"\1" * len(self._sums))
        self._fresh = np.frombuffer(self._is_fresh, bool)
        self._whole: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        """A whole array; all its blocks are checked."""
        values = self._whole.get(name)
        if values is None:
            values = self.part(name, 0, self.length(name))
            self._whole[name] = values
        return values

    def part(self, name: str, start: int, stop: int) -> Array:
        """Entries `start` to `stop` of an array; only their blocks are checked."""
        values, offset, width = self._found(name)
        first, last = (offset + start * width) // BLOCK, (offset + stop * width - 1) // BLOCK
        if first != last or self._is_fresh[first]:
            self._check(first, last)
        return values[start:stop]

    def taken(self, name: str, indices: Array) -> Array:
        """Some entries of an array (indices int64); only their blocks are checked."""
        values, offset, width = self._found(name)
        blocks = (indices + offset // width) // (BLOCK // width)
        is_fresh = self._fresh.take(blocks)
        if is_fresh.any():
            for block in set(blocks.compress(is_fresh).tolist()):
                self._check(block, block)
        return values.take(indices)

    def length(self, name: str) -> int:
        return len(self._found(name)[0])

    def release(self, name: str) -> None:
        """Give the system back the memory of an array that was read through; it is read from the file
        again when it is used again."""
        values, offset, width = self._found(name)
        start = -(-offset // mmap.PAGESIZE) * mmap.PAGESIZE
        length = offset + len(values) * width - start
        if _RELEASED is not None and length > 0:
            self._mapped.madvise(_RELEASED, start, length)

    def __iter__(self) -> Iterator[str]:
        """The names of the arrays."""
        return iter(self._arrays)

    def _found(self, name: str) -> tuple[Array, int, int]:
        try:
            return self._arrays[name]
        except KeyError:
            raise IndexOfOtherVersion(self._path) from None

    def _views(self, end: int) -> dict[str, tuple[Array, int, int]]:
        """Each array with its offset in the file and the width of an entry, both in bytes. The sums
        after the arrays end at byte `end`."""
        size = max(
            (start + _size(kind, n) for kind, n, start in self._directory.values()), default=0
        )
        data = -(-size // _ALIGNMENT) * _ALIGNMENT
        blocks = -(-data // BLOCK)
        if end != data + 4 * blocks:
            raise ValueError("it is not as long as it should be")
        self._sums = np.frombuffer(self._mapped, "<u4", blocks, data).astype("=u4").data
        self._data = memoryview(self._mapped)[:data]
        return {
            name: (
                np.frombuffer(self._mapped, np.dtype(kind), count, offset),
                offset,
                _size(kind, 1),
            )
            for name, (kind, count, offset) in self._directory.items()
        }

    def _check(self, first: int, last: int) -> None:
        """Compare blocks `first` to `last`, both included, with their sums."""
        data, sums, is_fresh = self._data, self._sums, self._is_fresh
        for block in range(first, last + 1):
            if is_fresh[block]:
                if crc32(data[block * BLOCK : (block + 1) * BLOCK]) != sums[block]:
                    raise IndexDamaged(
                        f"{self._path} is damaged: run `backissue reindex --full` to build it again."
                    )
                is_fresh[block] = 0


class _Sums:
    """The CRC-32 of each BLOCK bytes of a stream that is added in pieces of any length."""

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


def _directory(mapped: mmap.mmap) -> tuple[dict[str, list[Any]], int]:
    """The directory, and its offset in bytes."""
    foot = len(mapped) - _FOOT.size
    length, total, magic = _FOOT.unpack_from(mapped, max(foot, 0))
    if magic != _MAGIC:
        raise ValueError("it does not end as it should")
    text = mapped[max(foot - length, 0) : foot]
    if len(text) != length or crc32(text) != total:
        raise ValueError("its directory is not as it was written")
    return json.loads(text), foot - length


def _size(kind: str, count: int) -> int:
    return int(kind[2:]) * count
