"""Which paragraphs of an article are marked as repeated while it is written.

What is repeated is known only when all articles are read. So it is guessed while they are, and those for
which the guess was wrong are written again at the end: a few in a hundred.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.indexing.paragraph_keys import DIGITS, NO_KEY
from search.indexing.repeated import SHARE

_SLOTS = 1 << 18
_SOON = 8
"""Articles after which a paragraph is taken for repeated, if that is more than the share of all."""


class Marker(Protocol):
    def marks(self, keys: Sequence[int]) -> list[bool]:
        """Which passages of an article count as repeated, by their keys."""


@dataclass(frozen=True, slots=True)
class Known:
    """Knows the folded keys of what is repeated."""

    repeated: Collection[int] = frozenset()

    def marks(self, keys: Sequence[int]) -> list[bool]:
        return _unless_all([key >> DIGITS in self.repeated for key in keys])


@dataclass(slots=True)
class Guessing:
    """Knows what was repeated in the generation before, and counts what it is asked about, roughly."""

    repeated: Collection[int] = frozenset()
    _articles: int = 0
    _counts: array[int] = field(default_factory=lambda: array("I"))

    def marks(self, keys: Sequence[int]) -> list[bool]:
        self._counts = self._counts or array("I", bytes(4 * _SLOTS))
        self._articles += 1
        most = max(_SOON, self._articles // SHARE)
        counts, marks = self._counts, []
        for key in keys:
            folded = key >> DIGITS
            slot = folded % _SLOTS
            counts[slot] += key != NO_KEY
            marks.append(key != NO_KEY and (counts[slot] >= most or folded in self.repeated))
        return _unless_all(marks)


def _unless_all(marks: list[bool]) -> list[bool]:
    """An article of which nothing would be left keeps all: see `search.indexing.repeated.marks`."""
    return [False] * len(marks) if all(marks) else marks
