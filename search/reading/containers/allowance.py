"""How much may be unpacked: bombs are files of some kilobytes that unpack to more than a disk holds."""

from __future__ import annotations

from search.reading.records import Unreadable

RATIO = 200
"""How many times their size texts unpack to, at most."""
FREE = 1_000_000
"""Bytes that any packed file may unpack to."""


class Bomb(Unreadable):
    """Something unpacks to more than its allowance."""

    def __init__(self, allowance: Allowance | None = None) -> None:
        super().__init__(
            f"unpacks to more than {RATIO} times its size, as no text does: remove the file"
        )
        self.allowance = allowance


class Allowance:
    """What may still be unpacked of a file of so many packed bytes, and of all that it is in."""

    def __init__(self, packed: int, free: int = FREE, outer: Allowance | None = None) -> None:
        self._left = free + RATIO * packed
        self._outer = outer

    def spend(self, unpacked: int) -> None:
        """Count so many more bytes; raises `Bomb`."""
        self._left -= unpacked
        if self._left < 0:
            raise Bomb(self)
        if self._outer:
            self._outer.spend(unpacked)


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether that is what a file says of itself."""
    return unpacked > FREE + RATIO * packed
