"""Doc spaces: the sets of things that a search can match.

* A *document* is an article in a segment or a segment group, numbered from 0 in either.
* A *doc space* is what one search runs over: the documents of a segment group, or their paragraphs.
* A *doc id* is a number in a doc space, from 0: a document in an `ArticleSpace`, a paragraph in a
  `ParagraphSpace`.

The executor works with doc ids and need not know what they are. Filters and facets are properties
of documents, so doc ids are mapped to documents before either.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from search.engines.whoosh.searching.doc_sets import NOTHING
from search.engines.whoosh.searching.doc_values import MatchingDocs
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import PARAGRAPH
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import TEXT, searched_fields
from search.storage.arrays import Array, counted, spread


class DocSpace(Protocol):
    """A space of `size` doc ids over the documents of `group`."""

    group: SegmentGroup
    size: int

    def fields(self, name: str) -> tuple[str, ...]:
        """The indexed fields in which a leaf in field `name` is searched."""

    def first_doc_ids(self) -> list[int]:
        """The first doc id of each segment of the group."""

    def located(self, segment: Segment, field: str, postings: Postings) -> tuple[Array, Array]:
        """The doc ids of postings of a segment, less the first doc id of the segment (rising), and
        the frequency of the term in each."""

    def measure(self, field: str) -> str | None:
        """The name of the length that scores in a field are normalised by: the field or PARAGRAPH;
        None if length does not matter there."""

    def lengths(self, measure: str) -> Array:
        """A length by doc id, in words (uint)."""

    def doc_ids_of(self, documents: Array) -> Array:
        """The doc ids that belong to documents; both rising."""

    def documents_of(self, doc_ids: Array) -> Array:
        """The document of each doc id."""

    def matching_docs(self, doc_ids: Array) -> MatchingDocs:
        """The documents that doc ids (rising) belong to, and the number of doc ids of each."""

    @property
    def hidden(self) -> Array:
        """The doc ids that are no hits, whatever they match (rising)."""


class ArticleSpace:
    """Articles match as a whole: a doc id is a document."""

    def __init__(self, group: SegmentGroup) -> None:
        self.group = group
        self.size = group.size

    def fields(self, name: str) -> tuple[str, ...]:
        return searched_fields(name)

    def first_doc_ids(self) -> list[int]:
        return self.group.first_documents

    def located(self, segment: Segment, field: str, postings: Postings) -> tuple[Array, Array]:
        return postings.documents, postings.frequencies

    def measure(self, field: str) -> str | None:
        return field

    def lengths(self, measure: str) -> Array:
        return self.group.lengths(measure)

    def doc_ids_of(self, documents: Array) -> Array:
        return documents

    def documents_of(self, doc_ids: Array) -> Array:
        return doc_ids

    def matching_docs(self, doc_ids: Array) -> MatchingDocs:
        return MatchingDocs(doc_ids, self.size)

    @property
    def hidden(self) -> Array:
        return NOTHING.doc_ids


class ParagraphSpace:
    """Each paragraph matches by itself; the words of other fields belong to every paragraph."""

    def __init__(self, group: SegmentGroup) -> None:
        self.group = group
        self.size = int(group.paragraph_starts[-1])

    def fields(self, name: str) -> tuple[str, ...]:
        fields = searched_fields(name)
        return (TEXT,) if TEXT in fields else fields

    def first_doc_ids(self) -> list[int]:
        return self.group.first_paragraphs

    def located(self, segment: Segment, field: str, postings: Postings) -> tuple[Array, Array]:
        reader = segment.field(TEXT)
        if field == TEXT:
            documents = np.repeat(postings.documents, postings.frequencies)
            return counted(reader.values_at(documents, postings.positions()))
        starts = reader.value_starts.astype(np.int64)
        counts = np.diff(starts)[postings.documents]
        return spread(starts[postings.documents], counts), np.repeat(postings.frequencies, counts)

    def measure(self, field: str) -> str | None:
        return PARAGRAPH if field == TEXT else None

    def lengths(self, measure: str) -> Array:
        return self.group.paragraph_lengths

    def doc_ids_of(self, documents: Array) -> Array:
        starts = self.group.paragraph_starts
        return spread(starts[documents], starts[documents + 1] - starts[documents])

    def documents_of(self, doc_ids: Array) -> Array:
        return self.group.paragraph_starts.searchsorted(doc_ids, "right") - 1

    def matching_docs(self, doc_ids: Array) -> MatchingDocs:
        documents, counts = counted(self.documents_of(doc_ids))
        return MatchingDocs(documents, self.group.size, counts)

    @property
    def hidden(self) -> Array:
        """Repeated paragraphs have no words, but match by the title, or as they lack a word."""
        return self.group.repeated_paragraphs
