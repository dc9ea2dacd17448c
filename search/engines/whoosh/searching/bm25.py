"""BM25 of every posting of every term of a query, in one pass over all of them.

Scores are BM25F as Whoosh computes it: the sum over fields of BM25 with k1 = 1.2 and b = 0.75
(Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009). The postings of all terms,
fields and segments lie one behind the other, so that the number of calls to NumPy does not grow
with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

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
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.engines.whoosh.searching.statistics import FieldTerm as Term
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import BOOSTS, K1, B
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class TermScores:
    """The items of a space in which terms stand, and the scores there (float32), one term's behind
    the other's: those of `term` are at `places[term]`, rising and each once."""

    items: Array
    scores: Array
    places: dict[Term, slice]

    def of(self, term: Term, boost: float = 1.0) -> DocSet:
        """Where a term stands."""
        found = self.places.get(term)
        if found is None:
            return NOTHING
        scores = self.scores[found]
        return DocSet(self.items[found], scores if boost == 1 else scores * np.float32(boost))

    def in_any(self, terms: Sequence[Term], size: int) -> DocSet:
        """Where one of the terms stands; `size` is that of the space."""
        found = self._pieces(terms)
        if len(found) == 1 and found[0] in self.places.values():
            return DocSet(self.items[found[0]], self.scores[found[0]])
        return summed(*self._joined(found), size)

    def in_all(self, groups: Sequence[Sequence[Term]], size: int) -> DocSet:
        """Where one term of each group stands, with the scores of all."""
        found = [self._pieces(terms) for terms in groups]
        places = [self._joined(pieces)[0] for pieces in found]
        if any(is_sparse(items, size) for items in places):
            return intersection([self.in_any(terms, size) for terms in groups], size)
        mask = reduce(np.logical_and, [mask_of(items, size) for items in places])
        return taken(mask, *self._joined([each for pieces in found for each in pieces]))

    def _pieces(self, terms: Sequence[Term]) -> list[slice]:
        """Where the postings of terms are, neighbours as one."""
        found: list[slice] = []
        for term in terms:
            place = self.places.get(term)
            if place and found and found[-1].stop == place.start:
                found[-1] = slice(found[-1].start, place.stop)
            elif place:
                found.append(place)
        return found

    def _joined(self, pieces: Sequence[slice]) -> tuple[Array, Array]:
        if len(pieces) == 1:
            return self.items[pieces[0]], self.scores[pieces[0]]
        if not pieces:
            return NOTHING.items, NOTHING.scores
        items = np.concatenate([self.items[each] for each in pieces])
        return items, np.concatenate([self.scores[each] for each in pieces])


NO_SCORES = TermScores(NOTHING.items, NOTHING.scores, {})


def scored(
    space: DocSpace,
    statistics: CollectionStatistics,
    terms: Iterable[Term],
    check: Callable[[], None],
) -> TermScores:
    """The scores of `terms` in the slab of `space`; `check` is called for each of them."""
    items: list[Array] = []
    counts: list[Array] = []
    firsts: list[int] = []
    places: dict[Term, slice] = {}
    end = 0
    for term in terms:
        check()
        start = end
        for segment, first, postings in located_in(space, statistics.postings[term]):
            found, frequencies = space.located(segment, term[0], postings)
            items.append(found)
            counts.append(frequencies)
            firsts.append(first)
            end += len(found)
        if end > start:
            places[term] = slice(start, end)
    if not places:
        return NO_SCORES
    located = np.concatenate(items, dtype=np.intp)
    located += np.repeat(firsts, [len(each) for each in items])
    occurrences = np.concatenate(counts, dtype=np.float32, casting="unsafe")
    return TermScores(located, _bm25(space, statistics, located, occurrences, places), places)


def located_in(
    space: DocSpace, postings: Sequence[Postings]
) -> Iterator[tuple[Segment, int, Postings]]:
    """The segments of a slab in which there are postings, of which those of all segments are given,
    with the number of the segment's first item."""
    group = space.group
    own = postings[group.first : group.first + len(group.segments)]
    for segment, first, each in zip(group.segments, space.first_items(), own, strict=False):
        if len(each):
            yield segment, first, each


def _bm25(
    space: DocSpace,
    statistics: CollectionStatistics,
    items: Array,
    counts: Array,
    places: dict[Term, slice],
) -> Array:
    """`counts` occurrences in `items`, as scores."""
    scores = np.empty(len(items), np.float32)
    for (name, _), found in places.items():
        scores[found] = _saturation(space, statistics, name, items[found])
    scores += counts
    np.divide(counts, scores, out=scores)
    weights = [
        BOOSTS.get(name, 1.0) * statistics.idf(name, term) * (K1 + 1) for name, term in places
    ]
    scores *= np.repeat(np.array(weights, np.float32), [_size(each) for each in places.values()])
    return scores


def _saturation(
    space: DocSpace, statistics: CollectionStatistics, name: str, items: Array
) -> Array | np.float32:
    """How many occurrences in a field give half of the most that a term can score, by item."""
    measure = space.measure(name)
    if measure is None:
        return np.float32(K1)

    def saturation() -> Array:
        relative = space.lengths(measure) / statistics.mean_length[measure]
        return (K1 * (1 - B + B * relative)).astype(np.float32)

    return space.group.cached(("saturation", measure), saturation).take(items)


def _size(place: slice) -> int:
    size: int = place.stop - place.start
    return size
