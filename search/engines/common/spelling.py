"""How near a word of the archive is to one that was typed.

The cost of a spelling is an edit distance (optimal string alignment) in which what fingers do often
costs less than one letter: two letters exchanged, a letter doubled or not, a key beside the right one.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Sequence
from itertools import product
from math import log2
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA, Postfix, Prefix
from rapidfuzz.process import cdist

from search.storage.arrays import Array
from search.text.word_endings import before_stemming

MIN_LENGTH = 3
"""Shorter words have no other spelling."""
_EXCHANGED, _MISSING, _BESIDE, _EXTRA, _OTHER = 0.7, 0.7, 0.85, 0.85, 1.1
"""The costs of one edit: the fewer ways there are to make it, the less it costs."""
_LEAST = min(_EXCHANGED, _MISSING, _BESIDE, _EXTRA, _OTHER)
_FIRST = 0.15
"""What a wrong first letter costs more: people get it right."""
_LONGER = 1.15
"""What it costs that a word is only the beginning of another, as of a compound."""
_LEAST_BEGINNING, _LEAST_REST = 6, 3
"""Letters of such a word, and of the rest: a shorter one is an edit."""
_OTHER_LETTERS = "\u0530"
"""From here on letters are of scripts in which words have endings of one letter that nothing here cuts
off, and few letters or, in Hangul, syllables."""
_HANGUL = "\uac00"
_FREQUENT = 0.03
"""What a word costs less for each power of two in its frequency."""
_DIGITS = re.compile(r"\d")
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


def edits_to(word: str, others: Sequence[str]) -> Array:
    """The edit distance (uint8) of each of some words if it may be another spelling of `word`; 0 for
    others, such as those with another number: 10km is no spelling of 140km."""
    most = most_edits(word)
    if not most or not others:
        return np.zeros(len(others), np.uint8)
    found = cdist([word], others, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
    found = np.where(found <= most, found, 0)
    if digits := _DIGITS.findall(word):
        for at in found.nonzero()[0].tolist():
            found[at] *= _DIGITS.findall(others[at]) == digits
    return found


def nearest(word: str, found: Iterable[tuple[str, int]], limit: int) -> list[NearWord]:
    """Of some words and their frequencies those that may have been meant by `word`, likeliest first: near
    ones, and of these the most frequent. An edit costs _LEAST or more, so the exact cost is computed for
    those alone that may be among the `limit` likeliest."""
    every = list(found)
    edits = edits_to(word, [other for other, _ in every])
    likely = sorted(
        (
            (_FREQUENT * log2(1 + frequency) - _LEAST * count, other, frequency)
            for (other, frequency), count in zip(every, edits.tolist(), strict=True)
            if count
        ),
        reverse=True,
    )
    near: list[tuple[float, str, NearWord]] = []
    for bound, other, frequency in likely:
        if len(near) == limit and bound < -near[-1][0]:
            break
        each = NearWord(other, cost(word, other), frequency)
        insort(near, (-each.likelihood, other, each))
        del near[limit:]
    return [each for _, _, each in near]


def beginnings(word: str) -> tuple[str, ...]:
    """The beginnings of longer words that `word` may stand for: the word itself, and the word with a for
    ae and the like, as in German; none if it is too short."""
    if word >= _OTHER_LETTERS:
        return (word,) if len(word) >= (2 if word >= _HANGUL else MIN_LENGTH) else ()
    if len(word) < _LEAST_BEGINNING or word.isdecimal():
        return ()
    return tuple(dict.fromkeys((word, before_stemming(word, "de"))))


def longer(beginning: str, found: Iterable[tuple[str, int]]) -> list[NearWord]:
    """Of some words and their frequencies those that a word is only the beginning of."""
    least = len(beginning) + (1 if beginning >= _OTHER_LETTERS else _LEAST_REST)
    return [NearWord(other, _LONGER, count) for other, count in found if len(other) >= least]


def likeliest(found: Iterable[NearWord], limit: int) -> tuple[NearWord, ...]:
    """The likeliest of some words first, at most `limit`."""
    return tuple(sorted(found, key=lambda each: (-each.likelihood, each.word))[:limit])


def cost(typed: str, meant: str) -> float:
    """The cost of `typed` for `meant`. What both begin and end with costs nothing."""
    first = _FIRST if typed[:1] != meant[:1] else 0.0
    start = Prefix.similarity(typed, meant)
    typed, meant = typed[start:], meant[start:]
    end = Postfix.similarity(typed, meant)
    return _cost_between(typed[: len(typed) - end], meant[: len(meant) - end]) + first


def _cost_between(typed: str, meant: str) -> float:
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
    return last[-1]


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
