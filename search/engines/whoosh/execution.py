"""Running a query tree over a slab: whole posting lists at a time, in NumPy.

A search runs in a space: the documents of the slab, or its paragraphs. Every node of the tree
becomes the items that match, with scores; And, Or and Not are set operations on them. Scores are
BM25F as Whoosh computes it: the sum over fields of BM25 with k1 = 1.2 and b = 0.75 (Robertson and
Zaragoza, The Probabilistic Relevance Framework, 2009). A phrase scores as the sum of its words; a
leaf that stands for many words (a prefix, a pattern, a range) scores 1 a field.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from whoosh import query

from search.engines.whoosh import expansion
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.matches import (
    NOTHING,
    Matches,
    complement,
    constant,
    intersection,
    union,
    without,
)
from search.engines.whoosh.phrases import phrase_postings
from search.engines.whoosh.postings import Postings
from search.engines.whoosh.schema import BOOSTS
from search.engines.whoosh.slab import joined
from search.engines.whoosh.spaces import Space
from search.engines.whoosh.statistics import Statistics, indexed_term
from search.query import describe

K1 = 1.2
B = 0.75


class OutOfTime(Exception):
    """The time that a search may take is over."""


@dataclass(slots=True)
class Limits:
    """When a search must end (`time.monotonic` seconds), the leaves that were cut short, and the
    kinds of nodes that Whoosh's matchers had to run."""

    deadline: float
    shortened: set[str] = field(default_factory=set)
    fallbacks: set[str] = field(default_factory=set)

    def check(self) -> None:
        if time.monotonic() > self.deadline:
            raise OutOfTime


@dataclass(frozen=True, slots=True)
class Run:
    """What a tree is run with: the space, the statistics of the archive, the limits, and what
    matches the documents of nodes that cannot be run over arrays."""

    space: Space
    statistics: Statistics
    limits: Limits
    fallback: Callable[[query.Query], Matches]

    def matches(self, tree: query.Query) -> Matches:
        """The matches of `tree`, deleted documents among them; raises `OutOfTime`."""
        self.limits.check()
        if isinstance(tree, query.And):
            return self._all_of(tree.subqueries)
        if isinstance(tree, query.Or):
            return union(list(self._parts_of(tree)), self.space.size)
        if isinstance(tree, query.Not):
            items = self.matches(tree.query).items
            return constant(complement(items, self.space.size), 0.0)
        if isinstance(tree, query.Every):
            return constant(np.arange(self.space.size), 0.0)
        if tree == query.NullQuery:
            return NOTHING
        if type(tree) in _LEAVES:
            return union(list(self._parts_of(tree)), self.space.size)
        return self._by_whoosh(tree)

    def _parts_of(self, tree: query.Query) -> Iterator[Matches]:
        """Matches whose union is that of an Or or a leaf: of all leaves in all fields, so that one
        pass joins them."""
        self.limits.check()
        if isinstance(tree, query.Or):
            for each in tree.subqueries:
                yield from self._parts_of(each)
        elif leaf := _LEAVES.get(type(tree)):
            yield from (leaf(self, tree, name) for name in self.space.fields(tree.fieldname))
        else:
            yield self.matches(tree)

    def _all_of(self, trees: Sequence[query.Query]) -> Matches:
        """What matches all trees; those behind Not only take away."""
        wanted = [self.matches(each) for each in trees if not isinstance(each, query.Not)]
        unwanted = [self.matches(each.query) for each in trees if isinstance(each, query.Not)]
        size = self.space.size
        found = intersection(wanted, size) if wanted else constant(np.arange(size), 0.0)
        for each in unwanted:
            found = without(found, each.items, size)
        return found

    def _by_whoosh(self, tree: query.Query) -> Matches:
        self.limits.fallbacks.add(type(tree).__name__)
        found = self.fallback(tree)
        items = self.space.of_documents(found.items)
        scores = np.zeros(self.space.slab.size, np.float32)
        scores[found.items] = found.scores
        return Matches(items, scores[self.space.document_of(items)])

    def scored(self, name: str, term: str, boost: float) -> Matches:
        """Where a term stands, with its BM25."""
        items, frequencies = self.located(name, self.postings(name, term))
        saturation = self._saturation(name)
        by_item = saturation[items] if isinstance(saturation, np.ndarray) else saturation
        weight = boost * BOOSTS.get(name, 1.0) * self.statistics.idf(name, term) * (K1 + 1)
        counts = frequencies.astype(np.float32)
        return Matches(items, np.float32(weight) * counts / (counts + by_item))

    def postings(self, name: str, term: str) -> list[Postings]:
        """The postings of a term in the segments of the slab."""
        first = self.space.slab.first
        found = self.statistics.postings[name, term]
        return found[first : first + len(self.space.slab.segments)]

    def located(self, name: str, postings: Sequence[Postings]) -> tuple[Array, Array]:
        """The items that postings, one for each segment, speak of, and how often each."""
        space = self.space
        items, frequencies = [], []
        for segment, first, each in zip(
            space.slab.segments, space.first_items(), postings, strict=False
        ):
            if len(each):
                found, counts = space.located(segment, name, each)
                items.append(np.add(found, first, dtype=np.int64))
                frequencies.append(counts)
        if not items:
            return NOTHING.items, NOTHING.items
        return joined(items), joined(frequencies)

    def _saturation(self, name: str) -> Array | np.float32:
        """How many occurrences give half of the most that a term can score, for each item."""
        measure = self.space.measure(name)
        if measure is None:
            return np.float32(K1)

        def saturation() -> Array:
            relative = self.space.lengths(measure) / self.statistics.mean_length[measure]
            return (K1 * (1 - B + B * relative)).astype(np.float32)

        return self.space.slab.cached(("saturation", measure), saturation)


def _term(run: Run, leaf: query.Term, name: str) -> Matches:
    return run.scored(name, indexed_term(name, leaf.text), leaf.boost)


def _phrase(run: Run, leaf: query.Phrase, name: str) -> Matches:
    terms = [indexed_term(name, word) for word in leaf.words]
    by_segment = zip(*(run.postings(name, term) for term in terms), strict=True)
    found = []
    for segment, parts in zip(run.space.slab.segments, by_segment, strict=True):
        run.limits.check()
        found.append(phrase_postings(segment.field(name), parts, leaf.slop))
    items, _ = run.located(name, found)
    if not len(items):
        return NOTHING
    scores = [run.scored(name, term, leaf.boost) for term in terms]
    here = Matches(items, np.zeros(len(items), np.float32))
    return intersection([here, *scores], run.space.size)


def _expanded(run: Run, leaf: query.Query, name: str) -> Matches:
    """A leaf that stands for many words."""
    mask = np.zeros(run.space.size, bool)
    space = run.space
    for segment, first in zip(space.slab.segments, space.first_items(), strict=False):
        reader = segment.field(name)
        places, is_whole = expansion.words(reader, leaf)
        if not is_whole:
            run.limits.shortened.add(describe(leaf))
        for postings in reader.word_postings(places):
            run.limits.check()
            mask[space.located(segment, name, postings)[0].astype(np.int64) + first] = True
    return constant(np.flatnonzero(mask), leaf.boost * BOOSTS.get(name, 1.0))


def _dated(run: Run, leaf: query.NumericRange, _name: str) -> Matches:
    days = run.space.slab.days
    first = 1 if leaf.start is None else max(1, leaf.start)
    chosen = days >= first
    if leaf.end is not None:
        chosen &= days <= leaf.end
    return constant(run.space.of_documents(np.flatnonzero(chosen)), leaf.boost)


_LEAVES: dict[type, Callable[[Run, query.Query, str], Matches]] = {
    query.Term: _term,
    query.Phrase: _phrase,
    query.Prefix: _expanded,
    query.Wildcard: _expanded,
    query.FuzzyTerm: _expanded,
    query.TermRange: _expanded,
    query.NumericRange: _dated,
}
