"""How much a word says about each of the doc ids that hold it: what no query changes of its score.

    impact = joined / (joined + K1)

A word in many doc ids has an array over the whole space: to add two of these takes less time than to
find out which doc ids are in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from search.engines.common.similarity import K1
from search.engines.whoosh.searching.doc_sets import DocSet, mask_of, union
from search.engines.whoosh.searching.doc_spaces import DocSpace
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.engines.whoosh.searching.weighted_postings import weighted_postings
from search.query.tree import Term
from search.storage.arrays import Array

_MANY = 4
"""A word is in many doc ids if it is in one of so many of the space, or more: the array over the space is
then hardly larger than doc ids beside impacts."""


@dataclass(frozen=True, slots=True)
class SparseImpacts:
    """Doc ids (intp, rising, distinct) and the impact in each (float32, above 0)."""

    doc_ids: Array
    impacts: Array

    @property
    def count(self) -> int:
        return len(self.doc_ids)

    @property
    def nbytes(self) -> int:
        return self.doc_ids.nbytes + self.impacts.nbytes

    def at(self, doc_ids: Array) -> Array:
        """The impact in each of some doc ids (rising), 0 where the word is not."""
        if len(doc_ids) < self.count:
            indices = self.doc_ids.searchsorted(doc_ids)
            is_shared = self.doc_ids.take(indices, mode="clip") == doc_ids
            impacts: Array = self.impacts.take(indices, mode="clip") * is_shared
            return impacts
        found = np.zeros(len(doc_ids), np.float32)
        indices = doc_ids.searchsorted(self.doc_ids)
        is_shared = (
            doc_ids.take(indices, mode="clip") == self.doc_ids if len(doc_ids) else indices < 0
        )
        found[indices.compress(is_shared)] = self.impacts.compress(is_shared)
        return found

    def add_to(self, scores: Array, weight: np.float32) -> None:
        """Add the weighted impacts to scores of the whole space."""
        scores[self.doc_ids] += self.impacts * weight

    def mask(self, size: int) -> Array:
        """The doc ids as a mask over the space of `size` doc ids (bool)."""
        return mask_of(self.doc_ids, size)


@dataclass(frozen=True, slots=True)
class DenseImpacts:
    """The impact in each doc id of the space (float32), 0 where the word is not; it is in `count`."""

    impacts: Array
    count: int

    @property
    def doc_ids(self) -> Array:
        return (self.impacts > 0).nonzero()[0]

    @property
    def nbytes(self) -> int:
        return self.impacts.nbytes

    def at(self, doc_ids: Array) -> Array:
        """See `SparseImpacts.at`."""
        return self.impacts.take(doc_ids, mode="clip")

    def add_to(self, scores: Array, weight: np.float32) -> None:
        """See `SparseImpacts.add_to`."""
        scores += self.impacts * weight

    def mask(self, size: int) -> Array:
        """See `SparseImpacts.mask`."""
        return self.impacts > 0


Impacts: TypeAlias = SparseImpacts | DenseImpacts


def impacts_of(space: DocSpace, statistics: CollectionStatistics, word: Term) -> Impacts:
    """The impacts of a word in the group of a space, which keeps them for a while."""
    key = (type(space), word.field, word.text)
    return space.group.recent(key, lambda: _made(space, statistics, word))


def _made(space: DocSpace, statistics: CollectionStatistics, word: Term) -> Impacts:
    parts = list(weighted_postings(space, statistics, word))
    if any(len(doc_ids) * _MANY >= space.size for doc_ids, _ in parts):
        joined = np.zeros(space.size, np.float32)
        for doc_ids, values in parts:
            joined[doc_ids] += values
        return DenseImpacts(_saturated(joined), int(np.count_nonzero(joined)))
    sets = [DocSet(doc_ids, values) for doc_ids, values in parts]
    found = union(sets, space.size)
    return SparseImpacts(found.doc_ids, _saturated(found.scores))


def _saturated(joined: Array) -> Array:
    impacts: Array = joined / (joined + np.float32(K1))
    return impacts
