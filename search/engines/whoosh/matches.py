"""What matches: items with scores, and the set operations on them.

Matches are kept as rising item numbers. Where few items meet many, the few are looked up among the
many; where there are many on both sides, arrays over the whole space are faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.engines.whoosh.arrays import Array

_FEW = 16


@dataclass(frozen=True, slots=True)
class Matches:
    """n items (rising, each once) and their scores (float32)."""

    items: Array
    scores: Array

    def __len__(self) -> int:
        return len(self.items)


NOTHING = Matches(np.zeros(0, np.int64), np.zeros(0, np.float32))


def constant(items: Array, score: float) -> Matches:
    """Items that all have the same score."""
    return Matches(items, np.full(len(items), score, np.float32))


def union(parts: Sequence[Matches], size: int) -> Matches:
    """Items of any part, with the sum of their scores; `size` is that of the space."""
    found = [each for each in parts if len(each)]
    if len(found) < 2:
        return found[0] if found else NOTHING
    if sum(map(len, found)) * _FEW < size:
        return _merged(found)
    scores = np.zeros(size, np.float32)
    mask = np.zeros(size, bool)
    for each in found:
        scores[each.items] += each.scores
        mask[each.items] = True
    items = np.flatnonzero(mask)
    return Matches(items, scores[items])


def intersection(parts: Sequence[Matches], size: int) -> Matches:
    """Items of all parts, with the sum of their scores."""
    first, *others = sorted(parts, key=len)
    return reduce(lambda few, many: _both(few, many, size), others, first)


def without(kept: Matches, others: Array, size: int) -> Matches:
    """The matches that are not among the items `others`."""
    mask = np.ones(size, bool)
    mask[others] = False
    chosen = mask[kept.items]
    return Matches(kept.items[chosen], kept.scores[chosen])


def complement(items: Array, size: int) -> Array:
    """The items of the space that are not among `items`."""
    mask = np.ones(size, bool)
    mask[items] = False
    return np.flatnonzero(mask)


def _merged(parts: Sequence[Matches]) -> Matches:
    items = np.concatenate([each.items for each in parts])
    scores = np.concatenate([each.scores for each in parts])
    order = np.argsort(items, kind="stable")
    items, scores = items[order], scores[order]
    firsts = np.flatnonzero(np.diff(items, prepend=-1))
    return Matches(items[firsts], np.add.reduceat(scores, firsts))


def _both(few: Matches, many: Matches, size: int) -> Matches:
    if len(few) * _FEW < len(many):
        place = many.items.searchsorted(few.items)
        place[place == len(many)] = 0
        found = many.items[place] == few.items
        return Matches(few.items[found], few.scores[found] + many.scores[place[found]])
    mask = np.zeros(size, bool)
    mask[many.items] = True
    scores = np.empty(size, np.float32)
    scores[many.items] = many.scores
    found = mask[few.items]
    items = few.items[found]
    return Matches(items, few.scores[found] + scores[items])
