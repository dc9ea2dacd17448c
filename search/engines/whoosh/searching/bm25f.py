"""The scores of the words of a query.

The formula is that of `search.engines.common.similarity`: the impact of a word in a doc id, times the
weight of the word in the query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.engines.common.similarity import K1
from search.engines.whoosh.searching.doc_sets import NOTHING, DocSet
from search.engines.whoosh.searching.doc_spaces import DocSpace
from search.engines.whoosh.searching.impacts import DenseImpacts, Impacts, impacts_of
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.query.tree import Term
from search.storage.arrays import Array, distinct


@dataclass(frozen=True, slots=True)
class TermScores:
    """The impacts of the terms that occur in a space of `size` doc ids, and the weight of each."""

    size: int
    impacts: dict[Term, Impacts]
    weights: dict[Term, np.float32]

    def score(self, term: Term, doc_id: int) -> float:
        """The score of a term in a doc id; 0 if it does not occur there."""
        return float(self.at([term], np.array([doc_id]))[0])

    def at(self, terms: Sequence[Term], doc_ids: Array) -> Array:
        """The sum of the scores of terms in each of some doc ids (rising; float32)."""
        own = list(self._occurring(terms))
        if len(doc_ids) * 2 > self.size:
            return self._everywhere(own).take(doc_ids, mode="clip")
        scores = np.zeros(len(doc_ids), np.float32)
        for impacts, weight in own:
            scores += impacts.at(doc_ids) * weight
        return scores

    def doc_ids(self, terms: Sequence[Term]) -> Array:
        """The doc ids that one of the terms occurs in (intp, rising)."""
        own = [impacts for impacts, _ in self._occurring(dict.fromkeys(terms))]
        if len(own) < 2:
            return own[0].doc_ids if own else NOTHING.doc_ids
        if self._is_dense(terms):
            return self._mask(terms).nonzero()[0]
        return distinct(np.concatenate([each.doc_ids for each in own]))

    def in_any(self, terms: Sequence[Term]) -> DocSet:
        """The doc ids that one of the terms occurs in."""
        doc_ids = self.doc_ids(terms)
        return DocSet(doc_ids, self.at(terms, doc_ids)) if len(doc_ids) else NOTHING

    def in_all(self, groups: Sequence[Sequence[Term]]) -> DocSet:
        """The doc ids that one term of each group occurs in, with the scores of all."""
        if all(self._is_dense(each) for each in groups):
            doc_ids = reduce(np.logical_and, map(self._mask, groups)).nonzero()[0]
        else:
            fewest, *others = sorted(groups, key=self._most)
            doc_ids = self.doc_ids(fewest)
            for terms in others:
                doc_ids = doc_ids.compress(self._hold(terms, doc_ids))
        return DocSet(doc_ids, self.at([term for each in groups for term in each], doc_ids))

    def _occurring(self, terms: Iterable[Term]) -> Iterator[tuple[Impacts, np.float32]]:
        for term in terms:
            if term in self.impacts:
                yield self.impacts[term], self.weights[term]

    def _everywhere(self, own: Iterable[tuple[Impacts, np.float32]]) -> Array:
        scores = np.zeros(self.size, np.float32)
        for impacts, weight in own:
            impacts.add_to(scores, weight)
        return scores

    def _most(self, terms: Sequence[Term]) -> int:
        """In how many doc ids one of the terms occurs, at most."""
        return sum(impacts.count for impacts, _ in self._occurring(terms))

    def _is_dense(self, terms: Sequence[Term]) -> bool:
        return any(isinstance(each, DenseImpacts) for each, _ in self._occurring(terms))

    def _mask(self, terms: Sequence[Term]) -> Array:
        """The doc ids that one of the terms occurs in, as a mask over the space (bool)."""
        first, *others = self._occurring(terms)
        mask = first[0].mask(self.size)
        for impacts, _ in others:
            mask |= impacts.mask(self.size)
        return mask

    def _hold(self, terms: Sequence[Term], doc_ids: Array) -> Array:
        """Which of some doc ids one of the terms occurs in (bool)."""
        held = np.zeros(len(doc_ids), bool)
        for impacts, _ in self._occurring(terms):
            held |= impacts.at(doc_ids) > 0
        return held


def scored(
    space: DocSpace,
    statistics: CollectionStatistics,
    terms: Iterable[Term],
    check: Callable[[], None],
) -> TermScores:
    """The scores of `terms` in a space; `check` is called for each term, and what it raises ends the
    search."""
    impacts: dict[Term, Impacts] = {}
    weights: dict[Term, np.float32] = {}
    for term in terms:
        check()
        each = impacts_of(space, statistics, term)
        if each.count:
            impacts[term] = each
            weights[term] = np.float32(
                statistics.weight(term.field, term.text) * term.boost * (K1 + 1)
            )
    return TermScores(space.size, impacts, weights)
