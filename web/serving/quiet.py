"""What a worker does once nothing was asked for a moment: it gives memory back that searches have left.

Searches in a large archive leave room between what is kept, which only the C library can find and give
back: 60 of 320 MB in a million articles. That takes some milliseconds, and the next searches a little
longer, so it is not done between searches.
"""

from __future__ import annotations

from search.storage import memory

_SECONDS = 2.0


class Quiet:
    """Looks at how many requests have begun. For the thread that hands them out."""

    def __init__(self) -> None:
        self._begun = self._trimmed = 0
        self._since = 0.0

    def look(self, begun: int, now: float) -> None:
        """`begun` requests had begun at the time `now` (seconds)."""
        if begun != self._begun:
            self._begun, self._since = begun, now
        elif begun != self._trimmed and now - self._since >= _SECONDS:
            self._trimmed = begun
            memory.trim()
