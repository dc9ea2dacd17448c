"""The scores of all words of a query, in one pass over their joined postings.

The formula is that of `search.engines.common.similarity`. The postings of all words are concatenated, so
that the number of calls to NumPy, each of which costs about a microsecond, grows little with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate

import numpy as np

from search.engines.common.similarity import K1
from search.engines.whoosh.searching.doc_sets import (
    NOTHING,
    DocSet,
    intersection,
    is_sparse,
    mask_of,
    summed,
    taken,
)
from search.engines.whoosh.searching.doc_spaces import DocSpace
from search.engines.whoosh.searching.joined_postings import JoinedPostings, joined_postings, norms
from search.engines.whoosh.searching.segment_group import joined
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.query.tree import Term
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class TermScores:
    """The doc ids that terms occur in (int64) and the scores there (float32), of all terms
    concatenated: those of a term are at `slices[term]`, distinct, and in order if it is `rising`."""

    doc_ids: Array
    scores: Array
    slices: dict[Term, slice]
    rising: frozenset[Term]

    def score(self, term: Term, doc_id: int) -> float:
        """The score of a term in a doc id; 0 if it does not occur there."""
        own = self.slices.get(term, slice(0, 0))
        return float(self.scores[own][self.doc_ids[own] == doc_id].sum())

    def in_any(self, terms: Sequence[Term], size: int) -> DocSet:
        """The doc ids that one of the terms occurs in; `size` is that of the space."""
        if len(terms) == 1 and terms[0] in self.rising:
            own = self.slices[terms[0]]
            return DocSet(self.doc_ids[own], self.scores[own])
        found = self._pieces(terms)
        return summed(*self._joined(found), size)

    def in_all(self, groups: Sequence[Sequence[Term]], size: int) -> DocSet:
        """The doc ids that one term of each group occurs in, with the scores of all."""
        found = [self._pieces(terms) for terms in groups]
        sets = [self._joined(pieces)[0] for pieces in found]
        if any(is_sparse(doc_ids, size) for doc_ids in sets):
            return intersection([self.in_any(terms, size) for terms in groups], size)
        mask = reduce(np.logical_and, [mask_of(doc_ids, size) for doc_ids in sets])
        return taken(mask, *self._joined([each for pieces in found for each in pieces]))

    def _pieces(self, terms: Sequence[Term]) -> list[slice]:
        """The slices of terms, adjacent ones as one: a slice is a view, joining would copy."""
        found: list[slice] = []
        for term in terms:
            piece = self.slices.get(term)
            if piece and found and found[-1].stop == piece.start:
                found[-1] = slice(found[-1].start, piece.stop)
            elif piece:
                found.append(piece)
        return found

    def _joined(self, pieces: Sequence[slice]) -> tuple[Array, Array]:
        if len(pieces) == 1:
            return self.doc_ids[pieces[0]], self.scores[pieces[0]]
        if not pieces:
            return NOTHING.doc_ids, NOTHING.scores
        doc_ids = np.concatenate([self.doc_ids[each] for each in pieces])
        return doc_ids, np.concatenate([self.scores[each] for each in pieces])


NO_SCORES = TermScores(NOTHING.doc_ids, NOTHING.scores, {}, frozenset())


def scored(
    space: DocSpace,
    statistics: CollectionStatistics,
    terms: Iterable[Term],
    check: Callable[[], None],
) -> TermScores:
    """The scores of `terms` in a space; `check` is called for each term, and what it raises ends the
    search."""
    found: dict[Term, JoinedPostings] = {}
    for term in terms:
        check()
        each = joined_postings(space, statistics, term)
        if len(each.doc_ids):
            found[term] = each
    if not found:
        return NO_SCORES
    ends = list(accumulate(len(each.doc_ids) for each in found.values()))
    slices = dict(zip(found, map(slice, (0, *ends), ends), strict=False))
    scores = np.empty(ends[-1], np.float32)
    for term, each in found.items():
        _add_joined(scores[slices[term]], each, space, statistics)
    scores /= scores + np.float32(K1)
    weights = [statistics.weight(each.field, each.text) * each.boost * (K1 + 1) for each in slices]
    scores *= np.repeat(np.array(weights, np.float32), [_size(each) for each in slices.values()])
    doc_ids = joined([each.doc_ids for each in found.values()])
    rising = frozenset(term for term, each in found.items() if each.are_rising)
    return TermScores(doc_ids, scores, slices, rising)


def _add_joined(
    part: Array, found: JoinedPostings, space: DocSpace, statistics: CollectionStatistics
) -> None:
    """Write the joined frequencies of a word into its part of an array."""
    size = len(found.frequencies)
    own = norms(space, statistics, found.main, found.doc_ids[:size])
    np.multiply(found.frequencies, own, out=part[:size], casting="unsafe")
    part[size:] = 0
    if len(found.places):
        part[found.places] += found.values


def _size(piece: slice) -> int:
    size: int = piece.stop - piece.start
    return size
