"""What matches: items with scores, and the set operations on them.

Matches are kept as rising item numbers. Where few items meet many, the few are looked up among the
many; where there are many on both sides, arrays over the whole space are faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.storage.arrays import Array

_FEW = 16


@dataclass(frozen=True, slots=True)
class DocSet:
    """n items (rising, each once) and their scores (float32)."""

    items: Array
    scores: Array

    def __len__(self) -> int:
        return len(self.items)


NOTHING = DocSet(np.zeros(0, np.int64), np.zeros(0, np.float32))


def constant(items: Array, score: float) -> DocSet:
    """Items that all have the same score."""
    return DocSet(items, np.full(len(items), score, np.float32))


def union(parts: Sequence[DocSet], size: int) -> DocSet:
    """Items of any part, with the sum of their scores; `size` is that of the space."""
    found = [each for each in parts if len(each)]
    if len(found) < 2:
        return found[0] if found else NOTHING
    items = np.concatenate([each.items for each in found])
    return summed(items, np.concatenate([each.scores for each in found]), size)


def summed(items: Array, scores: Array, size: int) -> DocSet:
    """Items that stand in any order and any number of times, each once with the sum of its scores."""
    if is_sparse(items, size):
        order = np.argsort(items, kind="stable")
        items, scores = items[order], scores[order]
        is_first = np.ones(len(items), bool)
        np.not_equal(items[1:], items[:-1], out=is_first[1:])
        firsts = is_first.nonzero()[0]
        return DocSet(items[firsts], np.add.reduceat(scores, firsts))
    return taken(mask_of(items, size), items, scores)


def taken(mask: Array, items: Array, scores: Array) -> DocSet:
    """The items of a mask over the space (bool), with the sum of their `scores` in `items`, in which
    all of them stand."""
    kept = mask.nonzero()[0]
    sums = np.bincount(items, scores, len(mask))
    return DocSet(kept, sums.take(kept).astype(np.float32))


def mask_of(items: Array, size: int) -> Array:
    """Which items of the space these are (bool)."""
    mask = np.zeros(size, bool)
    mask[items] = True
    return mask


def is_sparse(items: Array, size: int) -> bool:
    """Whether sorting items takes less time than passing over the whole space."""
    return len(items) * _FEW < size


def intersection(parts: Sequence[DocSet], size: int) -> DocSet:
    """Items of all parts, with the sum of their scores."""
    first, *others = sorted(parts, key=len)
    return reduce(lambda few, many: _both(few, many, size), others, first)


def without(kept: DocSet, others: Array, size: int) -> DocSet:
    """The matches that are not among the items `others`."""
    chosen = ~mask_of(others, size).take(kept.items)
    return DocSet(kept.items.compress(chosen), kept.scores.compress(chosen))


def complement(items: Array, size: int) -> Array:
    """The items of the space that are not among `items`."""
    return np.flatnonzero(~mask_of(items, size))


def _both(few: DocSet, many: DocSet, size: int) -> DocSet:
    if len(few) * _FEW < len(many):
        place = many.items.searchsorted(few.items)
        place[place == len(many)] = 0
        found = many.items[place] == few.items
        return DocSet(few.items[found], few.scores[found] + many.scores[place[found]])
    scores = np.empty(size, np.float32)
    scores[many.items] = many.scores
    found = mask_of(many.items, size).take(few.items)
    items = few.items.compress(found)
    return DocSet(items, few.scores.compress(found) + scores.take(items))
