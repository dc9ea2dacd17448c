"""When an answer must be there: made once for a request, and handed to everything that works for it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace


class TimeExceeded(Exception):
    """The time for an answer is over."""


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Deadline:
    """`at` is a time of `time.monotonic`. `checked` is called whenever somebody looks whether the time
    is over, many times in a long search, and may raise an error that ends the work earlier."""

    at: float = math.inf
    checked: Callable[[], None] = _nothing

    @classmethod
    def after(cls, seconds: float, checked: Callable[[], None] = _nothing) -> Deadline:
        return cls(time.monotonic() + seconds, checked)

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.at

    @property
    def left(self) -> float:
        """Seconds until then, at least 0."""
        return max(self.at - time.monotonic(), 0.0)

    def check(self) -> None:
        """Raises `TimeExceeded` if the time is over, and what `checked` raises."""
        self.checked()
        if self.is_over:
            raise TimeExceeded

    def part(self, share: float) -> Deadline:
        """The time by which that share of what is left is over, so that something is left for what
        follows."""
        return replace(self, at=time.monotonic() + share * self.left) if self.left else self


NEVER = Deadline()
