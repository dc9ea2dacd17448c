"""Runs a query tree over a segment group: whole posting lists at a time, in NumPy.

A search runs in a space: the documents of the segment group, or its paragraphs. Each node of the tree
becomes the doc ids (of that space) that match, with scores; And, Or and Not are set operations on
them. A term scores as `bm25f` says; quoted words, phrases and words in one paragraph as the sum of the
words, in all their forms; any other leaf 1 per field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import assert_never

import numpy as np

from search.engines.common.similarity import field_weight
from search.engines.whoosh.searching import multi_term
from search.engines.whoosh.searching.bm25f import TermScores, scored
from search.engines.whoosh.searching.doc_sets import (
    NOTHING,
    DocSet,
    boosted,
    complement,
    constant,
    intersection,
    union,
    without,
)
from search.engines.whoosh.searching.doc_spaces import DocSpace
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.engines.whoosh.searching.words_together import together
from search.model.deadline import Deadline
from search.query.formatting import describe
from search.query.relaxation import Relaxed
from search.query.tree import (
    And,
    DateRange,
    Every,
    Fuzzy,
    MultiTerm,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Quoted,
    SameParagraph,
    Term,
    TermRange,
    Wildcard,
)
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class Limits:
    """When a search must end, and the leaves that were shortened: they stand for more words than are
    searched."""

    deadline: Deadline
    shortened: set[str] = field(default_factory=set)

    def check(self) -> None:
        self.deadline.check()


@dataclass(frozen=True, slots=True)
class Executor:
    """Runs trees in a space, given the statistics of the archive and the scores of all their terms."""

    space: DocSpace
    statistics: CollectionStatistics
    scores: TermScores
    limits: Limits

    def matches(self, tree: Query) -> DocSet:
        """The matches of `tree`, including deleted documents; raises `TimeExceeded`."""
        self.limits.check()
        terms = self._alternatives(tree)
        if terms is not None:
            return self.scores.in_any(terms)
        match tree:
            case And(children):
                return self._all_of(children)
            case Not(child):
                return constant(complement(self.matches(child).doc_ids, self.space.size), 0.0)
            case Every():
                return constant(np.arange(self.space.size), 0.0)
            case Nothing():
                return NOTHING
            case Phrase() | Quoted() | SameParagraph():
                return self._words_together(tree)
            case _:
                return union(list(self._alternative_matches(tree)), self.space.size)

    def relaxed(self, query: Relaxed) -> DocSet:
        """The matches of a query in its relaxed form; raises `TimeExceeded`."""
        found = self.matches(query.needed)
        if not query.scoring:
            return found
        terms = self._alternatives(Or(query.scoring))
        if terms is None:
            return boosted(found, self.matches(Or(query.scoring)), self.space.size)
        return DocSet(found.doc_ids, found.scores + self.scores.at(terms, found.doc_ids))

    def doc_ids(self, query: Relaxed) -> Array:
        """The doc ids that match a query in its relaxed form (rising); raises `TimeExceeded`."""
        terms = self._alternatives(query.needed)
        return self.matches(query.needed).doc_ids if terms is None else self.scores.doc_ids(terms)

    def _alternatives(self, tree: Query) -> list[Term] | None:
        """The terms of a tree that matches where at least one of them occurs, and scores as they do.

        None for all other trees.
        """
        if isinstance(tree, Term):
            return [tree]
        if not isinstance(tree, Or):
            return None
        found: list[Term] = []
        for child in tree.children:
            terms = self._alternatives(child)
            if terms is None:
                return None
            found += terms
        return found

    def _alternative_matches(self, tree: Query) -> Iterator[DocSet]:
        """Sets of matches whose union is that of an Or or a leaf: of all leaves in all fields, so
        that they are joined in one pass."""
        self.limits.check()
        match tree:
            case Or(children):
                for child in children:
                    yield from self._alternative_matches(child)
            case And() | Not() | Every() | Nothing() | Term():
                yield self.matches(tree)
            case Phrase() | Quoted() | SameParagraph():
                yield self.matches(tree)
            case DateRange():
                yield self._dates(tree)
            case Prefix() | Wildcard() | Fuzzy() | TermRange():
                for name in self.space.fields(tree.field):
                    yield self._multi_term(tree, name)
            case _:
                assert_never(tree)

    def _all_of(self, trees: Sequence[Query]) -> DocSet:
        """The matches of all trees. A Not does not score: it only removes matches."""
        wanted = [each for each in trees if not isinstance(each, Not)]
        unwanted = [self.matches(each.child) for each in trees if isinstance(each, Not)]
        size = self.space.size
        found = self._intersection(wanted) if wanted else constant(np.arange(size), 0.0)
        for each in unwanted:
            found = without(found, each.doc_ids, size)
        return found

    def _intersection(self, trees: Sequence[Query]) -> DocSet:
        groups = [self._alternatives(each) for each in trees]
        known = [terms for terms in groups if terms is not None]
        if len(known) == len(trees):
            return self.scores.in_all(known)
        return intersection([self.matches(each) for each in trees], self.space.size)

    def _words_together(self, leaf: Phrase | Quoted | SameParagraph) -> DocSet:
        """Where words stand in order, or in one paragraph, in any of the fields; scored as they are
        alone."""
        space, check = self.space, self.limits.check
        found = [together(space, name, leaf, check) for name in space.fields(leaf.field)]
        matches = union([constant(each, 0.0) for each in found], self.space.size)
        words = dict.fromkeys(Term(leaf.field, word, leaf.boost) for word in leaf.words)
        return DocSet(matches.doc_ids, self.scores.at(list(words), matches.doc_ids))

    def _multi_term(self, leaf: MultiTerm, name: str) -> DocSet:
        mask = np.zeros(self.space.size, bool)
        group = self.space.group
        for segment, first in zip(group.segments, self.space.first_doc_ids(), strict=False):
            reader = segment.field(name)
            ordinals, is_whole = multi_term.words(reader, leaf, self.limits.check)
            if not is_whole:
                self.limits.shortened.add(describe(leaf))
            for postings in reader.word_postings(ordinals):
                self.limits.check()
                located, _ = self.space.located(segment, name, postings)
                mask[located.astype(np.int64) + first] = True
        return constant(np.flatnonzero(mask), leaf.boost * field_weight(name))

    def _dates(self, leaf: DateRange) -> DocSet:
        chosen = self.space.group.dated(leaf.first, leaf.last)
        return constant(self.space.doc_ids_of(np.flatnonzero(chosen)), leaf.boost)


def executor_of(
    terms: Iterable[Term], space: DocSpace, statistics: CollectionStatistics, limits: Limits
) -> Executor:
    """An executor of trees with these terms. Raises `TimeExceeded`."""
    return Executor(space, statistics, scored(space, statistics, terms, limits.check), limits)
