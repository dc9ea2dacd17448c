"""What a search is run over: the documents of a segment, or its paragraphs."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from search.engines.whoosh.arrays import Array, starts_of
from search.engines.whoosh.inversion import PARAGRAPH_BITS
from search.engines.whoosh.schema import TEXT, searched_fields
from search.engines.whoosh.segment import Postings, Segment
from search.engines.whoosh.statistics import Statistics


class Space(Protocol):
    """The items that match or do not: documents, or paragraphs."""

    size: int
    segment: Segment

    def fields(self, name: str) -> tuple[str, ...]:
        """The indexed fields in which a leaf in field `name` is searched."""

    def located(self, field: str, postings: Postings) -> tuple[Array, Array]:
        """The items of a term's postings, and how often it stands in each."""

    def length_norm(self, field: str, items: Array, statistics: Statistics) -> Array:
        """The length of a field relative to its mean, for each item."""

    def weights(self, mask: Array) -> Array:
        """How many matching items each document has."""


class DocumentSpace:
    """Articles match as a whole."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.size = segment.size

    def fields(self, name: str) -> tuple[str, ...]:
        return searched_fields(name)

    def located(self, field: str, postings: Postings) -> tuple[Array, Array]:
        return postings.documents, postings.frequencies

    def length_norm(self, field: str, items: Array, statistics: Statistics) -> Array:
        return self.segment.field(field).lengths[items] / statistics.mean_length[field]

    def weights(self, mask: Array) -> Array:
        return mask.astype(np.int64)


class ParagraphSpace:
    """Each paragraph matches by itself; words in other fields hold for every paragraph."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.size = segment.paragraphs

    def fields(self, name: str) -> tuple[str, ...]:
        fields = searched_fields(name)
        return (TEXT,) if TEXT in fields else fields

    def located(self, field: str, postings: Postings) -> tuple[Array, Array]:
        starts = self.segment.paragraph_starts
        if field != TEXT:
            first, end = starts[postings.documents], starts[postings.documents + 1]
            counts = end - first
            within = np.arange(counts.sum()) - np.repeat(starts_of(counts)[:-1], counts)
            return np.repeat(first, counts) + within, np.repeat(postings.frequencies, counts)
        document_of = np.repeat(postings.documents, postings.frequencies)
        paragraphs = starts[document_of] + (postings.positions >> PARAGRAPH_BITS)
        return np.unique(paragraphs, return_counts=True)

    def length_norm(self, field: str, items: Array, statistics: Statistics) -> Array:
        if field != TEXT:
            return np.ones(len(items))
        return self.segment.paragraph_lengths[items] / statistics.mean_length["paragraph"]

    def weights(self, mask: Array) -> Array:
        return np.diff(starts_of(mask)[self.segment.paragraph_starts])

    def document_of(self, items: Array) -> Array:
        return np.searchsorted(self.segment.paragraph_starts, items, side="right") - 1
