"""BM25 of every posting of every term of a query, in one pass over all of them.

The score of a document is the sum over terms and fields of BM25 (Robertson and Zaragoza, The
Probabilistic Relevance Framework, 2009), as Whoosh's BM25F computes it:

    weight(field) * idf(term) * (K1 + 1) * f / (f + K1 * (1 - B + B * length / mean length))

The postings of all terms, fields and segments are concatenated, so that the number of calls to NumPy,
each of which costs about a microsecond, does not grow with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.engines.common.similarity import K1, B, field_weight
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
from search.engines.whoosh.searching.statistics import CollectionStatistics, FieldTerm
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class TermScores:
    """The doc ids that terms occur in (int64) and the scores there (float32), of all terms
    concatenated: those of a term are at `slices[term]`, rising and distinct."""

    doc_ids: Array
    scores: Array
    slices: dict[FieldTerm, slice]

    def of(self, term: FieldTerm, boost: float = 1.0) -> DocSet:
        """The doc ids that a term occurs in."""
        found = self.slices.get(term)
        if found is None:
            return NOTHING
        scores = self.scores[found]
        return DocSet(self.doc_ids[found], scores if boost == 1 else scores * np.float32(boost))

    def in_any(self, terms: Sequence[FieldTerm], size: int) -> DocSet:
        """The doc ids that one of the terms occurs in; `size` is that of the space."""
        found = self._pieces(terms)
        if len(found) == 1 and found[0] in self.slices.values():
            return DocSet(self.doc_ids[found[0]], self.scores[found[0]])
        return summed(*self._joined(found), size)

    def in_all(self, groups: Sequence[Sequence[FieldTerm]], size: int) -> DocSet:
        """The doc ids that one term of each group occurs in, with the scores of all."""
        found = [self._pieces(terms) for terms in groups]
        sets = [self._joined(pieces)[0] for pieces in found]
        if any(is_sparse(doc_ids, size) for doc_ids in sets):
            return intersection([self.in_any(terms, size) for terms in groups], size)
        mask = reduce(np.logical_and, [mask_of(doc_ids, size) for doc_ids in sets])
        return taken(mask, *self._joined([each for pieces in found for each in pieces]))

    def _pieces(self, terms: Sequence[FieldTerm]) -> list[slice]:
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


NO_SCORES = TermScores(NOTHING.doc_ids, NOTHING.scores, {})


def scored(
    space: DocSpace,
    statistics: CollectionStatistics,
    terms: Iterable[FieldTerm],
    check: Callable[[], None],
) -> TermScores:
    """The scores of `terms` in a space; `check` is called for each term, and what it raises ends the
    search."""
    doc_ids: list[Array] = []
    counts: list[Array] = []
    firsts: list[int] = []
    slices: dict[FieldTerm, slice] = {}
    end = 0
    for term in terms:
        check()
        start = end
        for segment, first, postings in located_in(space, statistics.postings[term]):
            found, frequencies = space.located(segment, term[0], postings)
            doc_ids.append(found)
            counts.append(frequencies)
            firsts.append(first)
            end += len(found)
        if end > start:
            slices[term] = slice(start, end)
    if not slices:
        return NO_SCORES
    located = np.concatenate(doc_ids, dtype=np.intp)
    located += np.repeat(firsts, [len(each) for each in doc_ids])
    frequencies = np.concatenate(counts, dtype=np.float32, casting="unsafe")
    return TermScores(located, _bm25(space, statistics, located, frequencies, slices), slices)


def located_in(
    space: DocSpace, postings: Sequence[Postings]
) -> Iterator[tuple[Segment, int, Postings]]:
    """The segments of the group of `space` that have postings of a term, with the first doc id of the
    segment; `postings` has those of all segments of the generation."""
    group = space.group
    own = postings[group.first : group.first + len(group.segments)]
    for segment, first, each in zip(group.segments, space.first_doc_ids(), own, strict=False):
        if len(each):
            yield segment, first, each


def _bm25(
    space: DocSpace,
    statistics: CollectionStatistics,
    doc_ids: Array,
    frequencies: Array,
    slices: dict[FieldTerm, slice],
) -> Array:
    """The score of each posting (float32), from its doc id and frequency (float32)."""
    scores = np.empty(len(doc_ids), np.float32)
    for (name, _), found in slices.items():
        scores[found] = _saturation(space, statistics, name, doc_ids[found])
    scores += frequencies
    np.divide(frequencies, scores, out=scores)
    weights = [field_weight(name) * statistics.idf(name, term) * (K1 + 1) for name, term in slices]
    scores *= np.repeat(np.array(weights, np.float32), [_size(each) for each in slices.values()])
    return scores


def _saturation(
    space: DocSpace, statistics: CollectionStatistics, name: str, doc_ids: Array
) -> Array | np.float32:
    """K1 * (1 - B + B * length / mean length) by doc id: the frequency at which a term has half of
    the score that it can have."""
    measure = space.measure(name)
    if measure is None:
        return np.float32(K1)

    def saturation() -> Array:
        relative = space.lengths(measure) / statistics.mean_length[measure]
        return (K1 * (1 - B + B * relative)).astype(np.float32)

    return space.group.cached(("saturation", measure), saturation).take(doc_ids)


def _size(piece: slice) -> int:
    size: int = piece.stop - piece.start
    return size
