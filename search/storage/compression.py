"""Compressed data in an array file: byte strings, and long arrays in blocks with random access."""

from __future__ import annotations

import threading
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

import numpy as np
import zstandard

from search.errors import IndexDamaged
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array
from search.storage.byte_strings import Bytes, pack_bytes

_LEVEL = 1
_BLOCK = 1 << 16
"""Numbers in a block."""
_CACHED = 32
"""Blocks that are kept unpacked."""
_own = threading.local()
"""A compressor and a decompressor for each thread: they are costly to make, and threads must not
share them."""


def compressed(data: bytes) -> bytes:
    """`data` as one Zstandard frame (RFC 8878)."""
    if not hasattr(_own, "compressor"):
        _own.compressor = zstandard.ZstdCompressor(_LEVEL)
    frame: bytes = _own.compressor.compress(data)
    return frame


def decompressed(data: bytes) -> bytes:
    """The inverse of `compressed`; raises `IndexDamaged`."""
    if not hasattr(_own, "decompressor"):
        _own.decompressor = zstandard.ZstdDecompressor()
    try:
        plain: bytes = _own.decompressor.decompress(data)
    except zstandard.ZstdError as error:
        raise IndexDamaged(f"A stored article cannot be read: {error}.") from error
    return plain


def pack_blocks(name: str, values: Array, kind: np.dtype[Any] | None = None) -> dict[str, Array]:
    """A long array of unsigned numbers, packed for `Blocks`: its compressed blocks, with the names of
    `pack_bytes`, and `name`.width (uint8, 1), the bytes of a number. They are kept as `kind`, which must
    hold all of them, else as they are."""
    kind = kind or values.dtype
    blocks = (values[at : at + _BLOCK].astype(kind) for at in range(0, len(values), _BLOCK))
    return {
        **pack_bytes(name, (compressed(block.tobytes()) for block in blocks)),
        f"{name}.width": np.array([kind.itemsize], np.uint8),
    }


class Blocks:
    """A long array of unsigned numbers that `pack_blocks` packed. Some blocks are kept unpacked."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._blocks = Bytes(file, name)
        self._kind = np.dtype(f"<u{int(file[f'{name}.width'][0])}")
        self._block = lru_cache(maxsize=_CACHED)(partial(_unpacked, self._blocks, self._kind))

    def part(self, start: int, stop: int) -> Array:
        """Entries `start` to `stop`."""
        if start >= stop:
            return np.zeros(0, self._kind)
        first, last = start // _BLOCK, (stop - 1) // _BLOCK
        whole = np.concatenate([self._block(number) for number in range(first, last + 1)])
        return whole[start - first * _BLOCK : stop - first * _BLOCK]

    def taken(self, indices: Array) -> Array:
        """Some entries (rising indices, int64)."""
        if not len(indices):
            return np.zeros(0, self._kind)
        numbers = range(int(indices[0]) // _BLOCK, int(indices[-1]) // _BLOCK + 1)
        bounds = indices.searchsorted([*(number * _BLOCK for number in numbers), indices[-1] + 1])
        return np.concatenate(
            [
                self._block(number).take(indices[first:end] - number * _BLOCK)
                for number, (first, end) in zip(numbers, pairwise(bounds.tolist()), strict=True)
                if first < end
            ]
        )


def _unpacked(blocks: Bytes, kind: np.dtype[Any], number: int) -> Array:
    return np.frombuffer(decompressed(blocks[number]), kind)
