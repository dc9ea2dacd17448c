"""The data of a file in memory of this process: each block is read, and compared with its sum, before it
is used.

The file is not mapped. A page of a mapped file that cannot be read, because the file was cut or its disk
has gone, kills the process; here it is an error like any other. And what was once found right stays so,
whatever is written over the file later.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from weakref import finalize

import numpy as np

from search.errors import IndexDamaged
from search.storage.arrays import Array
from search.storage.block_sums import BLOCK, are_as_summed

_NEW, _KNOWN = b"\1", b"\0"
_SUM = 4
"""The bytes of a sum."""


class OpenFile:
    """An open file, read at any offset, and closed with this object. Raises `IndexDamaged`."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle
        self._close = finalize(self, os.close, handle)

    def read_into(self, data: memoryview, offset: int) -> None:
        """Read from the file until `data` is full."""
        done = 0
        while done < len(data):
            try:
                count = os.preadv(self._handle, [data[done:]], offset + done)
            except OSError as error:
                raise IndexDamaged(
                    f"{self._path} cannot be read ({error.strerror}): see whether its disk is there."
                ) from error
            if not count:
                raise self.damage("it is shorter than it was")
            done += count

    def close(self) -> None:
        self._close()
        self._handle = -1

    def damage(self, what: str) -> IndexDamaged:
        return IndexDamaged(
            f"{self._path} is damaged ({what}): run `backissue reindex` to build it again."
        )


SumsOf = Callable[[int, int], Array]
"""The CRC-32 of each of the blocks from one to before another (uint32)."""


class CheckedFile:
    """`size` bytes of a file from `offset` on, whose blocks have sums. Several threads may use it.
    Raises `IndexDamaged`."""

    def __init__(self, file: OpenFile, offset: int, size: int, sums_of: SumsOf) -> None:
        self._file = file
        self._offset = offset
        self._sums_of = sums_of
        self.size = size
        self.blocks = -(-size // BLOCK)

    def read(self, start: int, stop: int) -> memoryview:
        """Bytes `start` to `stop`, read and checked at each call."""
        first, end = start // BLOCK, min(-(-stop // BLOCK) * BLOCK, self.size)
        data = np.empty(end - first * BLOCK, np.uint8).data
        self.fill(data, first)
        return data[start - first * BLOCK : stop - first * BLOCK]

    def fill(self, data: memoryview, first: int) -> None:
        """Read whole blocks into `data`, the first of which is block `first`, and check them."""
        self._file.read_into(data, self._offset + first * BLOCK)
        if not are_as_summed(data, self._sums_of(first, first + -(-len(data) // BLOCK))):
            raise self._file.damage("it is not as it was written")


class KeptBlocks:
    """Blocks of a file in memory, once they were needed.

    `memory` is as large as the file; only blocks that `ensure` was called for are in it and take room.
    `is_new` tells which are not. Several threads may use it. Raises `IndexDamaged`.
    """

    def __init__(self, file: CheckedFile) -> None:
        self._file = file
        self._lock = Lock()
        self.memory = mmap.mmap(-1, max(file.size, 1), mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        if hasattr(mmap, "MADV_NOHUGEPAGE"):  # else a block may take 2 MB
            self.memory.madvise(mmap.MADV_NOHUGEPAGE)
        self._view = memoryview(self.memory)
        self.is_new = bytearray(_NEW * file.blocks)
        self.count = 0
        """How many are kept."""

    def ensure(self, first: int, last: int) -> None:
        """Have blocks `first` to `last`, both included, in memory."""
        if self.is_new.find(_NEW, first, last + 1) < 0:
            return
        with self._lock:  # a second thread must not write over what the first has checked
            start = self.is_new.find(_NEW, first, last + 1)
            while start >= 0:
                stop = self.is_new.find(_KNOWN, start + 1, last + 1)
                stop = last + 1 if stop < 0 else stop
                self._fill(start, stop)
                start = self.is_new.find(_NEW, stop, last + 1) if stop <= last else -1

    def ensure_each(self, blocks: Array) -> None:
        """Have some blocks (rising, at least one) in memory; those side by side are read at once."""
        breaks = (np.diff(blocks) > 1).nonzero()[0]
        firsts, lasts = blocks[[0, *(breaks + 1)]], blocks[[*breaks, -1]]
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            self.ensure(first, last)

    def _fill(self, first: int, stop: int) -> None:
        self._file.fill(self._view[first * BLOCK : min(stop * BLOCK, self._file.size)], first)
        self.is_new[first:stop] = bytes(stop - first)
        self.count += stop - first


def kept_sums(file: OpenFile, offset: int, count: int, sums: Array) -> SumsOf:
    """The `count` sums of a file that stand in it from `offset` on, and have sums themselves (uint32):
    those that were asked for stay in memory."""
    kept = KeptBlocks(CheckedFile(file, offset, count * _SUM, lambda *blocks: sums[slice(*blocks)]))
    every = np.frombuffer(kept.memory, "<u4", count)

    def sums_of(first: int, stop: int) -> Array:
        kept.ensure(first * _SUM // BLOCK, (stop * _SUM - 1) // BLOCK)
        return every[first:stop]

    return sums_of
