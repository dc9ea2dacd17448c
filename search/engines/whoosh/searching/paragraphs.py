"""Words in one paragraph or value, from the positions of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.field_reader import FieldReader
from search.engines.whoosh.segments.postings import NO_POSTINGS, Postings
from search.query.tree import SameParagraph
from search.storage.arrays import Array, counted
from search.text.analyzer import indexed_term

Check = Callable[[], None]


def paragraph_postings(
    group: SegmentGroup, field: str, leaf: SameParagraph, check: Check
) -> list[Postings]:
    """The postings in each segment of the group of the first word, where its value has all words.

    `check` is called for each word, and what it raises ends the search.
    """
    terms = [indexed_term(field, word) for word in leaf.words]
    readers = [segment.field(field) for segment in group.segments]
    return [_together(each, [each.postings(term) for term in terms], check) for each in readers]


def _together(reader: FieldReader, words: Sequence[Postings], check: Check) -> Postings:
    if not all(map(len, words)):
        return NO_POSTINGS
    documents = reduce(np.logical_and, [_mask(each.documents, reader) for each in words])
    held = np.ones(reader.value_count, bool)
    for postings in words:
        check()
        own = np.zeros(len(held), bool)
        own[reader.values_at(*_places(postings, documents))] = True
        held &= own
    places = _places(words[0], documents)
    is_shared = held.take(reader.values_at(*places))
    own, positions = (each.compress(is_shared) for each in places)
    return Postings(*counted(own), lambda: positions)


def _mask(documents: Array, reader: FieldReader) -> Array:
    mask = np.zeros(len(reader.lengths), bool)
    mask[documents] = True
    return mask


def _places(postings: Postings, documents: Array) -> tuple[Array, Array]:
    """The document and the position of each occurrence in the documents of a mask."""
    own = np.repeat(postings.documents, postings.frequencies)
    chosen = documents.take(own)
    return own.compress(chosen), postings.positions().compress(chosen)
