"""How many wrong tokens are answered one by one."""

from __future__ import annotations

import threading
from collections import deque

MOST_WRONG = 10
MINUTE = 60.0


class Guesses:
    """Wrong tokens of the last minute. Who has the right one is let in all the same: nobody else can shut
    them out, and nobody guesses sixteen letters."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=MOST_WRONG)
        self._lock = threading.Lock()

    def is_too_many(self, now: float) -> bool:
        """Count one more; whether it comes after too many."""
        with self._lock:
            if len(self._times) == MOST_WRONG and now - self._times[0] < MINUTE:
                return True
            self._times.append(now)
            return False
