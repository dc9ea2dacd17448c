"""A file of named flat arrays, read block by block: the container of segments and manifests.

Layout, in little-endian order:

    the arrays, each starting at a multiple of 64 bytes
    sums: the CRC-32 of each BLOCK bytes of the arrays (uint32)
    sums of sums: the CRC-32 of each BLOCK bytes of the sums (uint32)
    directory: JSON, name -> [dtype, length, offset]
    length of the directory (uint32), its CRC-32 (uint32), magic (8 bytes)

The directory comes last, so that arrays can be written as they are made. Opening reads only the
directory and the sums of sums, 16 bytes for each megabyte. A block is compared with its sum before its
first use, as its sum is before, so a damaged file raises `IndexDamaged` and never gives a wrong answer.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from mmap import mmap
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from search.errors import IndexDamaged, IndexOfOtherVersion
from search.storage.arrays import Array, distinct
from search.storage.block_sums import BLOCK, BlockSums
from search.storage.checked_blocks import CheckedFile, KeptBlocks, OpenFile, kept_sums
from search.storage.regular_files import open_regular

_MAGIC = b"BKISSUE4"
_ALIGNMENT = 64
_FOOT = struct.Struct("<II8s")


class ArrayWriter:
    """Writes a new file, array by array; `close` completes it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._directory: dict[str, list[Any]] = {}
        self._offset = 0
        self._sums = BlockSums()

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
        sums, of_sums = self._sums.finish().tobytes(), BlockSums()
        of_sums.add(sums)
        self._file.write(sums + of_sums.finish().tobytes())
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
    """The arrays of a file that `write_arrays` wrote, read-only.

    `seal` is the BLAKE2b digest of the directory and the sums of sums, and so of what the arrays hold: it
    tells files apart though only their ends are read. Several threads may use an array file. Raises
    `IndexDamaged` if the file is not as it was written or cannot be read, `OSError` if it cannot be
    opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        handle = open_regular(path)
        try:
            end = _end_of(handle)
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            os.close(handle)
            raise IndexDamaged(f"{path} is damaged: {error}.") from error
        except BaseException:
            os.close(handle)
            raise
        self._directory, self.seal = end.directory, end.seal
        self._open = OpenFile(path, handle)
        sums_of = kept_sums(self._open, end.size, -(-end.size // BLOCK), end.sums_of_sums)
        self._file = CheckedFile(self._open, 0, end.size, sums_of)
        self._kept = _Kept(self._file, self._directory)
        self._whole: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        """A whole array, in memory of its own, which this file keeps."""
        values = self._whole.get(name)
        if values is None:
            kind, count, offset = self._found(name)
            data = self._file.read(offset, offset + _size(kind, count))
            values = self._whole[name] = _view(data, kind, count, 0)
        return values

    def part(self, name: str, start: int, stop: int) -> Array:
        """Entries `start` to `stop` of an array; only their blocks are read, and kept until `forget`."""
        kept = self._kept
        values, offset, width = kept.found(name, self._path)
        first, last = (offset + start * width) // BLOCK, (offset + stop * width - 1) // BLOCK
        if first != last or kept.is_new[first]:
            kept.blocks.ensure(first, last)
        return values[start:stop]

    def taken(self, name: str, indices: Array) -> Array:
        """Some entries of an array (indices int64); only their blocks are read, and kept likewise."""
        kept = self._kept
        values, offset, width = kept.found(name, self._path)
        blocks = (indices + offset // width) // (BLOCK // width)
        is_new = kept.new.take(blocks)
        if is_new.any():
            kept.blocks.ensure_each(distinct(blocks.compress(is_new)))
        return values.take(indices)

    def copied(self, name: str, start: int = 0, stop: int | None = None) -> Array:
        """Entries `start` to `stop` of an array, or to its end, which are read at each call and not
        kept."""
        kind, count, offset = self._found(name)
        stop = count if stop is None else stop
        width = _size(kind, 1)
        data = self._file.read(offset + start * width, offset + stop * width)
        return _view(data, kind, stop - start, 0)

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Entries `start` to `stop` of an array of bytes, which are read at each call, and not kept."""
        offset = self._found(name)[2]
        return bytes(self._file.read(offset + start, offset + stop))

    def length(self, name: str) -> int:
        count: int = self._found(name)[1]
        return count

    @property
    def kept_bytes(self) -> int:
        """The memory of what `part` and `taken` have read."""
        return self._kept.blocks.count * BLOCK

    def forget(self) -> None:
        """Keep nothing of what `part` and `taken` have read: its memory goes when the last view of it
        does. Other threads may be reading."""
        self._kept = _Kept(self._file, self._directory)

    def close(self) -> None:
        """Close the file; memory goes when the last view of it does. The arrays must not be used
        afterwards."""
        self._directory = {}
        self._whole.clear()
        self._kept = _Kept(self._file, {})
        self._open.close()

    def __iter__(self) -> Iterator[str]:
        """The names of the arrays."""
        return iter(self._directory)

    def _found(self, name: str) -> list[Any]:
        try:
            return self._directory[name]
        except KeyError:
            raise IndexOfOtherVersion(self._path) from None


class _Kept:
    """The blocks of a file that were read, and all its arrays as views of them, each with its offset in
    the file and the width of an entry, both in bytes."""

    def __init__(self, file: CheckedFile, directory: Mapping[str, list[Any]]) -> None:
        self.blocks = KeptBlocks(file)
        self.is_new = self.blocks.is_new
        self.new = np.frombuffer(self.is_new, bool)
        self._arrays = {
            name: (_view(self.blocks.memory, *each), each[2], _size(each[0], 1))
            for name, each in directory.items()
        }

    def found(self, name: str, path: Path) -> tuple[Array, int, int]:
        try:
            return self._arrays[name]
        except KeyError:
            raise IndexOfOtherVersion(path) from None


def seal(path: Path) -> str:
    """The seal of an array file; raises what `ArrayFile` raises."""
    file = ArrayFile(path)
    file.close()
    return file.seal


class _End(NamedTuple):
    """What stands after the arrays of a file, which have `size` bytes."""

    directory: dict[str, list[Any]]
    size: int
    sums_of_sums: Array
    seal: str


def _end_of(handle: int) -> _End:
    """The end of an open file."""
    end = os.fstat(handle).st_size - _FOOT.size
    length, total, magic = _FOOT.unpack(_read(handle, max(end, 0), _FOOT.size))
    if magic != _MAGIC:
        raise ValueError("it does not end as it should")
    text = _read(handle, max(end - length, 0), length)
    if crc32(text) != total:
        raise ValueError("its directory is not as it was written")
    directory = json.loads(text)
    size = max((start + _size(kind, n) for kind, n, start in directory.values()), default=0)
    size = -(-size // _ALIGNMENT) * _ALIGNMENT
    after_sums = size + 4 * -(-size // BLOCK)
    of_sums = 4 * -(-(after_sums - size) // BLOCK)
    if end - length != after_sums + of_sums:
        raise ValueError("it is not as long as it should be")
    sums = _read(handle, after_sums, of_sums)
    digest = blake2b(text, digest_size=16)
    digest.update(sums)
    return _End(directory, size, np.frombuffer(sums, "<u4"), digest.hexdigest())


def _read(handle: int, offset: int, size: int) -> bytes:
    data = os.pread(handle, size, offset)
    if len(data) != size:
        raise ValueError("it is shorter than it was")
    return data


def _view(memory: mmap | memoryview, kind: str, count: int, offset: int) -> Array:
    values = np.frombuffer(memory, np.dtype(kind), count, offset)
    values.flags.writeable = False
    return values


def _size(kind: str, count: int) -> int:
    return int(kind[2:]) * count
