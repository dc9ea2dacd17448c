"""How near a word of the archive is to one that was typed.

The cost of a spelling is an edit distance (optimal string alignment) in which what fingers do often
costs less than one letter: two letters exchanged, a letter doubled or not, a key beside the right one.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from itertools import product
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import OSA

MIN_LENGTH = 3
"""Shorter words have no other spelling."""
_EXCHANGED, _MISSING, _BESIDE, _EXTRA, _OTHER = 0.7, 0.7, 0.85, 0.85, 1.1
"""The costs of one edit: the fewer ways there are to make it, the less it costs."""
_FIRST = 0.15
"""What a wrong first letter costs more: people get it right."""
_FREQUENT = 0.03
"""What a word costs less for each power of two in its frequency."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class NearWord(NamedTuple):
    """A word of the archive that may have been meant: the cost of its spelling, and its frequency."""

    word: str
    cost: float
    frequency: int

    @property
    def likelihood(self) -> float:
        """The larger, the likelier that the word was meant; for comparisons only."""
        return _FREQUENT * log2(1 + self.frequency) - self.cost


def most_edits(word: str) -> int:
    """The largest edit distance of another spelling of a word; 0 for words that have none: short words,
    and numbers, as another number is another thing."""
    if len(word) < MIN_LENGTH or word.isdecimal():
        return 0
    return 1 if len(word) <= 4 else 2


def is_near_to(word: str, other: str) -> bool:
    """Whether `other` may be another spelling of a word."""
    edits = most_edits(word)
    return 0 < OSA.distance(word, other, score_cutoff=edits) <= edits


def nearest(word: str, found: Iterable[tuple[str, int]], limit: int) -> list[NearWord]:
    """Of some words and their frequencies those that may have been meant by `word`, likeliest first: near
    ones, and of these the most frequent."""
    near = (
        NearWord(other, cost(word, other), frequency)
        for other, frequency in found
        if is_near_to(word, other)
    )
    return nsmallest(limit, near, key=lambda each: (-each.likelihood, each.word))


def cost(typed: str, meant: str) -> float:
    """The cost of `typed` for `meant`."""
    before: list[float] = []
    last = [_MISSING * at for at in range(len(meant) + 1)]
    for i in range(1, len(typed) + 1):
        row = [_EXTRA * i]
        for j in range(1, len(meant) + 1):
            best = min(
                last[j] + _EXTRA,
                row[j - 1] + _MISSING,
                last[j - 1] + _changed(typed[i - 1], meant[j - 1]),
            )
            if i > 1 and j > 1 and typed[i - 2 : i] == meant[j - 2 : j][::-1]:
                best = min(best, before[j - 2] + _EXCHANGED)
            row.append(best)
        before, last = last, row
    return last[-1] + (_FIRST if typed[:1] != meant[:1] else 0.0)


def _changed(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    return _BESIDE if (typed, meant) in _NEIGHBOURS else _OTHER


def _neighbours() -> frozenset[tuple[str, str]]:
    """The pairs of letters whose keys touch on most keyboards."""
    places = {key: (y, x) for y, row in enumerate(_ROWS) for x, key in enumerate(row)}
    return frozenset(
        (one, other)
        for one, other in product(places, repeat=2)
        if one != other
        and all(abs(a - b) <= 1 for a, b in zip(places[one], places[other], strict=True))
    )


_NEIGHBOURS = _neighbours()
