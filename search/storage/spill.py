"""An array that grows in a temporary file, because it may be larger than memory."""

from __future__ import annotations

from typing import IO

import numpy as np
from numpy.typing import DTypeLike

from search.storage.arrays import Array


class Spill:
    """Unsigned numbers of one dtype, appended to an open file and read when all are there. `largest` is
    the largest so far, `size` how many there are."""

    def __init__(self, file: IO[bytes], kind: DTypeLike) -> None:
        self._file = file
        self._kind = np.dtype(kind)
        self.size = 0
        self.largest = 0

    def append(self, values: Array) -> None:
        if len(values):
            self.largest = max(self.largest, int(values.max()))
            self._file.write(values.astype(self._kind, copy=False).data.cast("B"))
            self.size += len(values)

    def values(self) -> Array:
        """All of them, mapped from the file, which must stay open."""
        self._file.flush()
        if not self.size:
            return np.zeros(0, self._kind)
        return np.memmap(self._file, self._kind, "r", shape=(self.size,))
