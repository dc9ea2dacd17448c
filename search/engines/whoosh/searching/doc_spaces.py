"""What a search is run over: the documents of a slab, or its paragraphs."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from search.engines.whoosh.searching.doc_values import MatchingDocs
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import PARAGRAPH
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import TEXT, searched_fields
from search.storage.arrays import Array, counted, spread


class DocSpace(Protocol):
    """The items that match or do not: documents, or paragraphs; they are numbered from 0."""

    group: SegmentGroup
    size: int

    def fields(self, name: str) -> tuple[str, ...]:
        """The indexed fields in which a leaf in field `name` is searched."""

    def first_items(self) -> list[int]:
        """The number of each segment's first item."""

    def located(self, segment: Segment, field: str, postings: Postings) -> tuple[Array, Array]:
        """The items of a segment, numbered there, that postings speak of, rising, and how often."""

    def measure(self, field: str) -> str | None:
        """What is measured of the items in a field: it, or PARAGRAPH; None if length says nothing
        there."""

    def lengths(self, measure: str) -> Array:
        """The words of each item."""

    def of_documents(self, documents: Array) -> Array:
        """The items that belong to documents; both rising."""

    def document_of(self, items: Array) -> Array:
        """The document of each item."""

    def documents(self, items: Array) -> MatchingDocs:
        """The documents that items (rising) belong to, and how many items each has."""


class ArticleSpace:
    """Articles match as a whole."""

    def __init__(self, group: SegmentGroup) -> None:
        self.group = group
        self.size = group.size

    def fields(self, name: str) -> tuple[str, ...]:
        return searched_fields(name)

    def first_items(self) -> list[int]:
        return self.group.first_documents

    def located(self, segment: Segment, field: str, postings: Postings) -> tuple[Array, Array]:
        return postings.documents, postings.frequencies

    def measure(self, field: str) -> str | None:
        return field

    def lengths(self, measure: str) -> Array:
        return self.group.lengths(measure)

    def of_documents(self, documents: Array) -> Array:
        return documents

    def document_of(self, items: Array) -> Array:
        return items

    def documents(self, items: Array) -> MatchingDocs:
        return MatchingDocs(items, self.size)


class ParagraphSpace:
    """Each paragraph matches by itself; words in other fields hold for every paragraph."""

    def __init__(self, group: SegmentGroup) -> None:
        self.group = group
        self.size = int(group.paragraph_starts[-1])

    def fields(self, name: str) -> tuple[str, ...]:
        fields = searched_fields(name)
        return (TEXT,) if TEXT in fields else fields

    def first_items(self) -> list[int]:
        return self.group.first_paragraphs

    def located(self, segment: Segment, field: str, postings: Postings) -> tuple[Array, Array]:
        reader = segment.field(TEXT)
        if field == TEXT:
            documents = np.repeat(postings.documents, postings.frequencies)
            return counted(reader.parts(documents, postings.positions()))
        starts = reader.part_starts.astype(np.int64)
        counts = np.diff(starts)[postings.documents]
        return spread(starts[postings.documents], counts), np.repeat(postings.frequencies, counts)

    def measure(self, field: str) -> str | None:
        return PARAGRAPH if field == TEXT else None

    def lengths(self, measure: str) -> Array:
        return self.group.paragraph_lengths

    def of_documents(self, documents: Array) -> Array:
        starts = self.group.paragraph_starts
        return spread(starts[documents], starts[documents + 1] - starts[documents])

    def document_of(self, items: Array) -> Array:
        return self.group.paragraph_starts.searchsorted(items, "right") - 1

    def documents(self, items: Array) -> MatchingDocs:
        documents, counts = counted(self.document_of(items))
        return MatchingDocs(documents, self.group.size, counts)
