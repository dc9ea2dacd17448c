"""Words in one paragraph or value, from the positions of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.postings import NO_POSTINGS, FieldReader, Postings
from search.storage.arrays import Array, counted


def paragraph_postings(
    group: SegmentGroup, field: str, words: Sequence[Sequence[Postings]]
) -> list[Postings]:
    """The postings in each segment of the group of the first word, where its value has all words.

    `words` has the postings of each word in each segment of the group.
    """
    by_segment = zip(group.segments, zip(*words, strict=True), strict=True)
    return [_together(segment.field(field), own) for segment, own in by_segment]


def _together(reader: FieldReader, words: Sequence[Postings]) -> Postings:
    if not all(map(len, words)):
        return NO_POSTINGS
    documents = reduce(np.intersect1d, [each.documents for each in words])
    if not len(documents):
        return NO_POSTINGS
    places = [_places(each, documents) for each in words]
    values = [reader.values_at(*each) for each in places]
    shared = reduce(np.intersect1d, values)
    is_shared = np.isin(values[0], shared)
    own, positions = (each.compress(is_shared) for each in places[0])
    return Postings(*counted(own), lambda: positions)


def _places(postings: Postings, documents: Array) -> tuple[Array, Array]:
    """The document and the position of each occurrence in some documents."""
    own = np.repeat(postings.documents, postings.frequencies)
    chosen = np.isin(own, documents)
    return own.compress(chosen), postings.positions().compress(chosen)
