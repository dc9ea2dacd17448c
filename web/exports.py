"""A few long downloads at once, and no more: each works as fast as its client takes it, for minutes."""

from __future__ import annotations

import threading
from collections.abc import Callable

MOST = 2
"""Long downloads at once in a process; they share its processor with readers."""
LONG = 1_000
"""Hits from which a download is long."""


class TooManyExports(Exception):
    """Another download has to end first."""


class Exports:
    """The places of a process for long downloads."""

    def __init__(self, most: int = MOST) -> None:
        self._places = threading.Semaphore(most)

    def begin(self, hits: int) -> Callable[[], None]:
        """Take a place if so many hits need one; what is returned gives it back, once. Raises
        `TooManyExports` if none is free."""
        if hits < LONG:
            return nothing
        if not self._places.acquire(blocking=False):
            raise TooManyExports
        taken = [self._places]

        def end() -> None:
            while taken:
                taken.pop().release()

        return end


def nothing() -> None:
    """There is nothing to give back."""
