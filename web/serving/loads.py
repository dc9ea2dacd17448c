"""How much each worker has to do, so that a new connection goes to the one that has least.

Workers share one listening socket, and the system gives a connection to any that asks first. Readers
keep connections open for many pages, so chance would leave one worker idle beside one with all of them.
"""

from __future__ import annotations

import mmap
import struct
import time

_ENTRY = struct.Struct("dd")
PLACES = mmap.PAGESIZE // _ENTRY.size
FRESH = 3.0
"""Seconds after which an entry that was not written again belongs to no running worker."""
SLACK = 8


class Loads:
    """The load of each worker and when it said so, in memory that is shared by all forked later.

    Nothing locks it: an entry has one writer, and a reader that meets a half-written one is wrong about
    one connection.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    def tell(self, place: int, load: int, now: float) -> None:
        """Say that the worker at `place` has `load` connections at `now`, the system's monotonic time."""
        if place < PLACES:
            _ENTRY.pack_into(self._memory, place * _ENTRY.size, load, now)

    def least_of_others(self, place: int, now: float) -> float:
        """The smallest load of a running worker but the one at `place`; infinite if there is none."""
        entries = enumerate(_ENTRY.iter_unpack(self._memory))
        others = (load for at, (load, told) in entries if at != place and told > now - FRESH)
        return min(others, default=float("inf"))


class Share:
    """What one worker has of the load."""

    def __init__(self, loads: Loads, place: int) -> None:
        self.load = 0
        self._loads = loads
        self._place = place

    def change(self, by: int) -> None:
        self.load += by
        self.tell()

    def tell(self) -> None:
        self._loads.tell(self._place, self.load, time.monotonic())

    def is_more(self) -> bool:
        """Whether another worker has less, by a difference that counts: of few one, of many an eighth."""
        least = self._loads.least_of_others(self._place, time.monotonic())
        return self.load > least + self.load // SLACK
