"""How many hits a tree has, without scores: for the many similar searches that are tried before one is
suggested.

A word is looked up once, however many trees hold it: its documents are a mask over the space, and a tree
is a few operations on masks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from search.engines.whoosh.searching.doc_spaces import ArticleSpace, DocSpace, ParagraphSpace
from search.engines.whoosh.searching.duplicates import Duplicates
from search.engines.whoosh.searching.executor import Limits, executor_of
from search.engines.whoosh.searching.filters import Filters
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import CollectionStatistics, terms_in
from search.engines.whoosh.searching.words_together import together
from search.model.request import Unit
from search.query.tree import And, Every, Leaf, Not, Nothing, Or, Phrase, Query, Quoted, Term
from search.storage.arrays import Array
from search.text.analyzer import indexed_term


class MatchMasks:
    """The matches of trees among the documents that pass the filters of one request.

    Trees are those that searches run, with the words of all languages (`search.query.languages`).
    `statistics_of` gives what the executor needs for a leaf that is not a word. Every method raises
    `TimeExceeded` when the time of `limits` is over.
    """

    def __init__(
        self,
        groups: Sequence[SegmentGroup],
        filters: Sequence[Filters],
        unit: Unit,
        statistics_of: Callable[[Query], CollectionStatistics],
        duplicates: Duplicates,
        limits: Limits,
    ) -> None:
        space = ArticleSpace if unit == "article" else ParagraphSpace
        self._spaces: list[DocSpace] = [space(group) for group in groups]
        self._kept = [each.combined() for each in filters]
        self._statistics_of = statistics_of
        self._duplicates = duplicates
        self._limits = limits
        self._masks: dict[Leaf, list[Array]] = {}

    def count(self, tree: Query) -> int:
        """The hits of a tree: of each group of duplicates one counts."""
        masks = self.masks(tree)
        return _size(masks) - self._surplus(masks)

    def matches(self, tree: Query) -> int:
        """The matches of a tree, all duplicates among them."""
        return _size(self.masks(tree))

    def masks(self, tree: Query) -> list[Array]:
        """For each segment group, which doc ids are hits (bool)."""
        return [self._hits(tree, number, kept) for number, kept in enumerate(self._kept)]

    def _hits(self, tree: Query, number: int, kept: Array | None) -> Array:
        mask, hidden = self._of(tree, number), self._spaces[number].hidden
        if len(hidden):
            mask = mask.copy()
            mask[hidden] = False
        return mask if kept is None else mask & self._in_space(number, kept)

    def _surplus(self, masks: Sequence[Array]) -> int:
        if not self._duplicates:
            return 0
        found = self._duplicates.found(
            [
                (space.group, space.matching_docs(np.flatnonzero(mask)), None)
                for space, mask in zip(self._spaces, masks, strict=True)
            ]
        )
        return self._duplicates.surplus(found)

    def _in_space(self, number: int, kept: Array) -> Array:
        space = self._spaces[number]
        if space.size == len(kept):
            return kept
        mask = np.zeros(space.size, bool)
        mask[space.doc_ids_of(np.flatnonzero(kept))] = True
        return mask

    def _of(self, tree: Query, number: int) -> Array:
        size = self._spaces[number].size
        match tree:
            case And(children):
                return reduce(np.logical_and, [self._of(each, number) for each in children])
            case Or(children):
                return reduce(np.logical_or, [self._of(each, number) for each in children])
            case Not(child):
                return ~self._of(child, number)
            case Every():
                return np.ones(size, bool)
            case Nothing():
                return np.zeros(size, bool)
            case _:
                return self._of_leaf(tree)[number]

    def _of_leaf(self, leaf: Leaf) -> list[Array]:
        found = self._masks.get(leaf)
        if found is None:
            self._limits.check()
            found = self._masks[leaf] = [self._made(leaf, space) for space in self._spaces]
        return found

    def _made(self, leaf: Leaf, space: DocSpace) -> Array:
        match leaf:
            case Term():
                return self._of_word(leaf, space)
            case Phrase() | Quoted():
                return self._of_words(leaf, space)
            case _:
                return self._executed(leaf, space)

    def _of_word(self, leaf: Term, space: DocSpace) -> Array:
        mask = np.zeros(space.size, bool)
        for segment, first in zip(space.group.segments, space.first_doc_ids(), strict=False):
            for name in space.fields(leaf.field):
                postings = segment.field(name).postings(indexed_term(name, leaf.text))
                if len(postings):
                    located, _ = space.located(segment, name, postings)
                    mask[first:][located] = True
        return mask

    def _of_words(self, leaf: Phrase | Quoted, space: DocSpace) -> Array:
        mask = np.zeros(space.size, bool)
        for name in space.fields(leaf.field):
            mask[together(space, name, leaf, self._limits.check)] = True
        return mask

    def _executed(self, leaf: Leaf, space: DocSpace) -> Array:
        mask = np.zeros(space.size, bool)
        executor = executor_of(terms_in(leaf), space, self._statistics_of(leaf), self._limits)
        mask[executor.matches(leaf).doc_ids] = True
        return mask


def _size(masks: Sequence[Array]) -> int:
    return sum(int(np.count_nonzero(mask)) for mask in masks)
