"""Doc sets: doc ids with scores, and the set operations on them.

A doc set is a rising array of doc ids, not a bitmap, because most sets are far smaller than their
space. Each operation takes the cheaper of two ways:

* sparse: sort or binary search the doc ids; the cost grows with the sets (n log n);
* dense: scatter them into an array over the whole space; the cost is one pass over the space, but of
  the kind that memory likes best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.storage.arrays import Array

_FEW = 16
"""Looking up or sorting a doc id costs about as much as passing over this many of a space."""


@dataclass(frozen=True, slots=True)
class DocSet:
    """n doc ids (rising, distinct) and their scores (float32)."""

    doc_ids: Array
    scores: Array

    def __len__(self) -> int:
        return len(self.doc_ids)


NOTHING = DocSet(np.zeros(0, np.int64), np.zeros(0, np.float32))


def constant(doc_ids: Array, score: float) -> DocSet:
    """Doc ids that all have the same score."""
    return DocSet(doc_ids, np.full(len(doc_ids), score, np.float32))


def union(sets: Sequence[DocSet], size: int) -> DocSet:
    """The doc ids of any set, with the sum of their scores; `size` is that of the space."""
    found = [each for each in sets if len(each)]
    if len(found) < 2:
        return found[0] if found else NOTHING
    doc_ids = np.concatenate([each.doc_ids for each in found])
    return summed(doc_ids, np.concatenate([each.scores for each in found]), size)


def summed(doc_ids: Array, scores: Array, size: int) -> DocSet:
    """The distinct ones of doc ids in any order, each with the sum of its scores."""
    if is_sparse(doc_ids, size):
        order = np.argsort(doc_ids, kind="stable")
        doc_ids, scores = doc_ids[order], scores[order]
        is_first = np.ones(len(doc_ids), bool)
        np.not_equal(doc_ids[1:], doc_ids[:-1], out=is_first[1:])
        firsts = is_first.nonzero()[0]
        return DocSet(doc_ids[firsts], np.add.reduceat(scores, firsts))
    return taken(mask_of(doc_ids, size), doc_ids, scores)


def taken(mask: Array, doc_ids: Array, scores: Array) -> DocSet:
    """The doc ids of a mask over the space (bool), each with the sum of its scores; `doc_ids`, in any
    order, contain all doc ids of the mask."""
    kept = mask.nonzero()[0]
    sums = np.bincount(doc_ids, scores, len(mask))
    return DocSet(kept, sums.take(kept).astype(np.float32))


def mask_of(doc_ids: Array, size: int) -> Array:
    """Doc ids as a mask over the space (bool, `size`)."""
    mask = np.zeros(size, bool)
    mask[doc_ids] = True
    return mask


def is_sparse(doc_ids: Array, size: int) -> bool:
    """Whether sorting doc ids takes less time than a pass over the whole space."""
    return len(doc_ids) * _FEW < size


def intersection(sets: Sequence[DocSet], size: int) -> DocSet:
    """The doc ids of all sets, with the sum of their scores; smallest first, so that every step
    handles as few as possible."""
    first, *others = sorted(sets, key=len)
    return reduce(lambda few, many: _both(few, many, size), others, first)


def without(kept: DocSet, others: Array, size: int) -> DocSet:
    """A doc set without the doc ids `others`."""
    chosen = ~mask_of(others, size).take(kept.doc_ids)
    return DocSet(kept.doc_ids.compress(chosen), kept.scores.compress(chosen))


def boosted(kept: DocSet, others: DocSet, size: int) -> DocSet:
    """A doc set with the scores of `others` added where these are in it."""
    scores = np.zeros(size, np.float32)
    scores[others.doc_ids] = others.scores
    return DocSet(kept.doc_ids, kept.scores + scores.take(kept.doc_ids))


def complement(doc_ids: Array, size: int) -> Array:
    """The doc ids of the space that are not among some."""
    return np.flatnonzero(~mask_of(doc_ids, size))


def _both(few: DocSet, many: DocSet, size: int) -> DocSet:
    if len(few) * _FEW < len(many):
        index = many.doc_ids.searchsorted(few.doc_ids)
        index[index == len(many)] = 0
        found = many.doc_ids[index] == few.doc_ids
        return DocSet(few.doc_ids[found], few.scores[found] + many.scores[index[found]])
    scores = np.empty(size, np.float32)
    scores[many.doc_ids] = many.scores
    found = mask_of(many.doc_ids, size).take(few.doc_ids)
    doc_ids = few.doc_ids.compress(found)
    return DocSet(doc_ids, few.scores.compress(found) + scores.take(doc_ids))
