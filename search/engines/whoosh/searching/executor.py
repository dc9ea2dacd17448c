"""Running a query tree over a slab: whole posting lists at a time, in NumPy.

A search runs in a space: the documents of the slab, or its paragraphs. Every node of the tree
becomes the items that match, with scores; And, Or and Not are set operations on them. A term scores
as `scoring` says, a phrase as the sum of its words, a leaf that stands for many words (a prefix, a
pattern, a range) 1 a field.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from whoosh import query

from search.engines.whoosh.searching import multi_term
from search.engines.whoosh.searching.bm25 import TermScores, scored
from search.engines.whoosh.searching.doc_sets import (
    NOTHING,
    DocSet,
    complement,
    constant,
    intersection,
    union,
    without,
)
from search.engines.whoosh.searching.doc_spaces import DocSpace
from search.engines.whoosh.searching.phrases import phrase_postings
from search.engines.whoosh.searching.segment_group import joined
from search.engines.whoosh.searching.statistics import CollectionStatistics, Term, terms_of
from search.model.schema import BOOSTS
from search.query.parser import describe
from search.text.analyzer import indexed_term


class TimeExceeded(Exception):
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
            raise TimeExceeded


@dataclass(frozen=True, slots=True)
class Executor:
    """What a tree is run with: the space, the statistics of the archive, the scores of the tree's
    terms in the space, the limits, and what matches the documents of nodes that cannot be run over
    arrays."""

    space: DocSpace
    statistics: CollectionStatistics
    scores: TermScores
    limits: Limits
    fallback: Callable[[query.Query], DocSet]

    def matches(self, tree: query.Query) -> DocSet:
        """The matches of `tree`, deleted documents among them; raises `TimeExceeded`."""
        self.limits.check()
        terms = self._alternatives(tree)
        if terms is not None:
            return self.scores.in_any(terms, self.space.size)
        if isinstance(tree, query.And):
            return self._all_of(tree.subqueries)
        if isinstance(tree, query.Or):
            return union(list(self._parts_of(tree)), self.space.size)
        if isinstance(tree, query.Not):
            items = self.matches(tree.query).doc_ids
            return constant(complement(items, self.space.size), 0.0)
        if isinstance(tree, query.Every):
            return constant(np.arange(self.space.size), 0.0)
        if tree == query.NullQuery:
            return NOTHING
        if type(tree) in _LEAVES:
            return union(list(self._parts_of(tree)), self.space.size)
        return self._by_whoosh(tree)

    def _alternatives(self, tree: query.Query) -> list[Term] | None:
        """The terms of which one must stand somewhere, if that is all that a tree says."""
        if type(tree) is query.Term and tree.boost == 1:
            fields = self.space.fields(tree.fieldname)
            return [(name, indexed_term(name, tree.text)) for name in fields]
        if not isinstance(tree, query.Or):
            return None
        found: list[Term] = []
        for each in tree.subqueries:
            terms = self._alternatives(each)
            if terms is None:
                return None
            found += terms
        return found

    def _parts_of(self, tree: query.Query) -> Iterator[DocSet]:
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

    def _all_of(self, trees: Sequence[query.Query]) -> DocSet:
        """What matches all trees; those behind Not only take away."""
        wanted = [each for each in trees if not isinstance(each, query.Not)]
        unwanted = [self.matches(each.query) for each in trees if isinstance(each, query.Not)]
        size = self.space.size
        found = self._intersection(wanted) if wanted else constant(np.arange(size), 0.0)
        for each in unwanted:
            found = without(found, each.doc_ids, size)
        return found

    def _intersection(self, trees: Sequence[query.Query]) -> DocSet:
        groups = [self._alternatives(each) for each in trees]
        known = [terms for terms in groups if terms is not None]
        if len(known) == len(trees):
            return self.scores.in_all(known, self.space.size)
        return intersection([self.matches(each) for each in trees], self.space.size)

    def _by_whoosh(self, tree: query.Query) -> DocSet:
        self.limits.fallbacks.add(type(tree).__name__)
        found = self.fallback(tree)
        items = self.space.doc_ids_of(found.doc_ids)
        scores = np.zeros(self.space.group.size, np.float32)
        scores[found.doc_ids] = found.scores
        return DocSet(items, scores[self.space.documents_of(items)])


def execute(
    tree: query.Query,
    space: DocSpace,
    statistics: CollectionStatistics,
    limits: Limits,
    fallback: Callable[[query.Query], DocSet],
) -> DocSet:
    """What matches `tree` in a space; see `Executor`. Raises `TimeExceeded`."""
    terms = dict.fromkeys(terms_of(tree, space.fields))
    scores = scored(space, statistics, terms, limits.check)
    return Executor(space, statistics, scores, limits, fallback).matches(tree)


def _term(execute: Executor, leaf: query.Term, name: str) -> DocSet:
    return execute.scores.of((name, indexed_term(name, leaf.text)), leaf.boost)


def _phrase(execute: Executor, leaf: query.Phrase, name: str) -> DocSet:
    terms = [(name, indexed_term(name, word)) for word in leaf.words]
    group = execute.space.group
    own = slice(group.first, group.first + len(group.segments))
    words = [execute.statistics.postings[term][own] for term in terms]
    found = phrase_postings(group, name, words, leaf.slop)
    items = [
        execute.space.located(segment, name, each)[0].astype(np.intp) + first
        for segment, first, each in zip(
            group.segments, execute.space.first_doc_ids(), found, strict=False
        )
        if len(each)
    ]
    if not items:
        return NOTHING
    here = constant(joined(items), 0.0)
    return intersection(
        [here, *(execute.scores.of(term, leaf.boost) for term in terms)], execute.space.size
    )


def _expanded(execute: Executor, leaf: query.Query, name: str) -> DocSet:
    """A leaf that stands for many words."""
    mask = np.zeros(execute.space.size, bool)
    space = execute.space
    for segment, first in zip(space.group.segments, space.first_doc_ids(), strict=False):
        reader = segment.field(name)
        places, is_whole = multi_term.words(reader, leaf, execute.limits.check)
        if not is_whole:
            execute.limits.shortened.add(describe(leaf))
        for postings in reader.word_postings(places):
            execute.limits.check()
            mask[space.located(segment, name, postings)[0].astype(np.int64) + first] = True
    return constant(np.flatnonzero(mask), leaf.boost * BOOSTS.get(name, 1.0))


def _dated(execute: Executor, leaf: query.NumericRange, _name: str) -> DocSet:
    days = execute.space.group.days
    first = 1 if leaf.start is None else max(1, leaf.start)
    chosen = days >= first
    if leaf.end is not None:
        chosen &= days <= leaf.end
    return constant(execute.space.doc_ids_of(np.flatnonzero(chosen)), leaf.boost)


_LEAVES: dict[type, Callable[[Executor, query.Query, str], DocSet]] = {
    query.Term: _term,
    query.Phrase: _phrase,
    query.Prefix: _expanded,
    query.Wildcard: _expanded,
    query.FuzzyTerm: _expanded,
    query.TermRange: _expanded,
    query.NumericRange: _dated,
}
