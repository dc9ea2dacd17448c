"""Compressed data in an array file: single pieces, and long arrays in blocks with random access."""

from __future__ import annotations

import threading
from functools import lru_cache

import numpy as np
import zstandard

from search.errors import IndexDamaged
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array
from search.storage.byte_strings import Bytes, pack_bytes

LEVEL = 1
_BLOCK = 1 << 16
_CACHED = 32
_own = threading.local()
"""A compressor and a decompressor for each thread: they are costly to make, and not to be shared."""


def compressed(data: bytes) -> bytes:
    """`data` as one Zstandard frame (RFC 8878)."""
    if not hasattr(_own, "compressor"):
        _own.compressor = zstandard.ZstdCompressor(LEVEL)
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


def pack_blocks(name: str, values: Array) -> dict[str, Array]:
    """A long array of small numbers as compressed blocks; `name`.width has the bytes of one."""
    blocks = (values[at : at + _BLOCK] for at in range(0, len(values), _BLOCK))
    return {
        **pack_bytes(name, (compressed(block.tobytes()) for block in blocks)),
        f"{name}.width": np.array([values.itemsize], np.uint8),
    }


class Blocks:
    """A long array of unsigned numbers that `pack_blocks` wrote."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._blocks = Bytes(file, name)
        self._kind = np.dtype(f"<u{int(file[f'{name}.width'][0])}")
        self._block = lru_cache(maxsize=_CACHED)(self._read)

    def part(self, start: int, stop: int) -> Array:
        """Entries `start` to `stop`."""
        if start >= stop:
            return np.zeros(0, self._kind)
        first, last = start // _BLOCK, (stop - 1) // _BLOCK
        whole = np.concatenate([self._block(number) for number in range(first, last + 1)])
        return whole[start - first * _BLOCK : stop - first * _BLOCK]

    def _read(self, number: int) -> Array:
        return np.frombuffer(decompressed(self._blocks[number]), self._kind)
