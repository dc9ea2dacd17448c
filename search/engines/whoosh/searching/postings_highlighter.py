"""Where the words of a query occur in the documents of a page, from the positions in the index.

Only the paragraphs that are shown are cut into words. This works for words that stand alone or side by
side; if a tree has other leaves (patterns, words within a distance), all its paragraphs are searched by
`search.highlight.query_matcher` instead.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.segments.postings import FieldReader
from search.engines.whoosh.segments.segment import Segment
from search.highlight.query_matcher import Mark
from search.model.schema import searched_fields
from search.query.tree import Leaf, Phrase, Query, Quoted, Term, positive_leaves, words_of
from search.storage.arrays import Array
from search.text import compounds
from search.text.analyzer import indexed_term


class WordMark(NamedTuple):
    """The `size` words of a part from number `word` on match leaf number `leaf`."""

    word: int
    size: int
    leaf: int


class LeafPositions:
    """Where the leaves of a tree occur in one field, numbered as `query_matcher` numbers them.

    Positions `are_known` only if all leaves in the field are terms and adjacent words.
    """

    def __init__(self, tree: Query, field: str) -> None:
        self._field = field
        leaves = [each for each in positive_leaves(tree) if field in searched_fields(each.field)]
        self.are_known = all(map(_has_positions, leaves))
        self._leaves = [_asked(each, field) for each in leaves] if self.are_known else []
        self._found: dict[tuple[Segment, _Asked], _Positions] = {}

    def marks(self, segment: Segment, document: int) -> dict[int, list[WordMark]]:
        """The matches in each part of a document that has any, by the number of the part."""
        reader = segment.field(self._field)
        bounds = _part_bounds(reader, document)
        found: dict[int, list[WordMark]] = {}
        for leaf, words in enumerate(self._leaves):
            size = len(words)
            for position in self._firsts(segment, reader, document, words):
                part = bisect_right(bounds, position) - 1
                if size == 1 or position + size <= bounds[part + 1]:
                    mark = WordMark(position - bounds[part], size, leaf)
                    found.setdefault(part, []).append(mark)
        return found

    def _firsts(
        self, segment: Segment, reader: FieldReader, document: int, words: Sequence[_Asked]
    ) -> list[int]:
        """The positions of the first of adjacent words."""
        first = self._positions(segment, reader, words[0]).at(document)
        for step, word in enumerate(words[1:], 1):
            following = frozenset(self._positions(segment, reader, word).at(document))
            first = [position for position in first if position + step in following]
        return first

    def _positions(self, segment: Segment, reader: FieldReader, word: _Asked) -> _Positions:
        found = self._found.get((segment, word))
        if found is None:
            found = self._found[segment, word] = _Positions(reader, word)
        return found


def marks_in(text: str, found: Sequence[WordMark]) -> list[Mark]:
    """The marks of matching words in the text of their part."""
    words = {each for mark in found for each in (mark.word, mark.word + mark.size - 1)}
    spans = compounds.spans_at(text, sorted(words))
    return sorted(
        Mark(spans[word][0], spans[word + size - 1][1], leaf) for word, size, leaf in found
    )


class _Asked(NamedTuple):
    """A word as written, or a term."""

    text: str
    is_as_written: bool


class _Positions:
    """The positions of a word, by document."""

    def __init__(self, reader: FieldReader, word: _Asked) -> None:
        find = reader.written_postings if word.is_as_written else reader.postings
        postings = find(word.text)
        self._is_written = postings.is_written
        self._documents = postings.documents
        self._frequencies = postings.frequencies
        self._positions = postings.positions

    def at(self, document: int) -> list[int]:
        """The positions in a document, rising; none if the term does not occur there."""
        index = int(self._documents.searchsorted(np.uint16(document)))
        if index == len(self._documents) or int(self._documents[index]) != document:
            return []
        end = int(self._ends[index])
        start = end - int(self._frequencies[index])
        own = self._all[start:end]
        if self._is_written:
            own = own.compress(self._is_written(np.arange(start, end)))
        positions: list[int] = own.tolist()
        return positions

    @cached_property
    def _ends(self) -> Array:
        return np.cumsum(self._frequencies, dtype=np.int64)

    @cached_property
    def _all(self) -> Array:
        return self._positions()


def _part_bounds(reader: FieldReader, document: int) -> list[int]:
    """At which word of a document each of its parts starts, and where the last one ends."""
    start, stop = reader.value_starts[document : document + 2].tolist()
    starts = reader.value_addresses[start : stop + 1]
    bounds: list[int] = (starts - starts[0]).tolist()
    return bounds


def _asked(leaf: Leaf, field: str) -> tuple[_Asked, ...]:
    """The words of a leaf, in order."""
    if isinstance(leaf, Quoted):
        return tuple(_Asked(word, True) for word in leaf.words)
    return tuple(_Asked(indexed_term(field, word), False) for word in words_of(leaf))


def _has_positions(leaf: Leaf) -> bool:
    return isinstance(leaf, Term | Phrase) or (isinstance(leaf, Quoted) and leaf.slop == 1)
