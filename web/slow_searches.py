"""A few slow searches at once, and no more: the others are told to come back.

A search that has taken SLOW seconds of the processor needs one of a few places to go on. So slow ones
leave threads and time to fast ones, which nobody can tell from their words. What was slow is remembered,
so that it asks for a place at once when it is sent again and again.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from search.errors import BackissueError

LET_OTHERS = "backissue.let_others"
"""In the environment of a request: what it calls when it will take long, so that others are begun."""
MOST = 2
"""Slow searches at once in a process; gunicorn.conf.py gives it more threads than these."""
SLOW = 0.15
"""Seconds of the processor."""
BUSY, BUSY_SLOW = 0.3, 0.05
"""Where so much time has passed, since the processor has much to do, so little of it is slow: who is
refused must not wait for that."""
REMEMBERED = 512


class TooManySlow(BackissueError):
    """Another slow search has to end first."""

    def __init__(self) -> None:
        super().__init__(
            "This search needs much time, and others that do are being answered. Please try again in a"
            " few seconds, or with fewer or longer words."
        )


class SlowSearches:
    """The places of a process, and the addresses that were slow."""

    def __init__(self, most: int = MOST) -> None:
        self._places = threading.Semaphore(most)
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def ticket(self, address: str, let_others: Callable[[], None] | None) -> Ticket:
        """For a request to `address`, in the thread that works on it; `let_others` is called when it has
        taken a place."""
        return Ticket(self, address, let_others)

    def is_known(self, address: str) -> bool:
        return address in self._known

    def take(self, address: str) -> bool:
        """Take a place if one is free, and remember the address."""
        with self._lock:
            self._known[address] = None
            self._known.move_to_end(address)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return self._places.acquire(blocking=False)

    def give_back(self, address: str, was_slow: bool) -> None:
        self._places.release()
        if not was_slow:
            with self._lock:
                self._known.pop(address, None)


class Ticket:
    """What one request has used of the processor, and its place if it has one."""

    def __init__(
        self, searches: SlowSearches, address: str, let_others: Callable[[], None] | None
    ) -> None:
        self._let_others = let_others
        self._searches = searches
        self._address = address
        self._is_known = searches.is_known(address)
        self._began = self._came = 0.0
        self._has_place = self._is_over = False

    def look(self) -> None:
        """Called again and again by the work for the request; raises `TooManySlow`. Time counts from the
        first call, when the index is open."""
        if not self._came:
            self._began, self._came = time.thread_time(), time.monotonic()
        if self._has_place or self._is_over or not (self._is_known or self._is_slow()):
            return
        if not self._searches.take(self._address):
            raise TooManySlow
        self._has_place = True
        if self._let_others:
            self._let_others()

    def leave(self) -> None:
        """The request is over."""
        self._is_over = True
        if self._has_place:
            self._has_place = False
            self._searches.give_back(self._address, self._is_slow())

    def _is_slow(self) -> bool:
        used = time.thread_time() - self._began
        return used > SLOW or (used > BUSY_SLOW and time.monotonic() - self._came > BUSY)
