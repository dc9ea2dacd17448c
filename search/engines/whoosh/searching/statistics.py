"""What scoring needs from the whole archive: its size, and the postings of all terms of a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from search.engines.common.similarity import idf
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import searched_fields
from search.query.tree import Query, all_leaves, words_of
from search.text.analyzer import indexed_term

PARAGRAPH = "paragraph"
FieldTerm: TypeAlias = tuple[str, str]
"""An indexed field and a term in it."""


@dataclass(frozen=True, slots=True)
class CollectionStatistics:
    """The number of documents, the mean length of each field (and of PARAGRAPH) in words, and for
    each term its postings by segment and the number of documents in which it occurs.

    Deleted documents do not count, but postings include them.
    """

    documents: int
    mean_length: dict[str, float]
    postings: dict[FieldTerm, list[Postings]]
    document_frequency: dict[FieldTerm, int]

    def idf(self, field: str, term: str) -> float:
        return idf(self.documents, self.document_frequency[field, term])


@dataclass(frozen=True, slots=True)
class Sizes:
    """The statistics that do not depend on a query: documents that are not deleted, mean lengths."""

    documents: int
    mean_length: dict[str, float]


def sizes_of(segments: Sequence[Segment], fields: Sequence[str]) -> Sizes:
    documents = sum(segment.live_count for segment in segments)
    paragraphs = sum(segment.live_paragraphs for segment in segments)
    words = {name: sum(each.total_length(name) for each in segments) for name in fields}
    means = {name: _mean(total, documents) for name, total in words.items()}
    return Sizes(documents, {**means, PARAGRAPH: _mean(words["text"], paragraphs)})


def statistics_of(segments: Sequence[Segment], sizes: Sizes, tree: Query) -> CollectionStatistics:
    postings = {
        (name, term): [each.field(name).postings(term) for each in segments]
        for name, term in dict.fromkeys(terms_of(tree, searched_fields))
    }
    frequency = {key: sum(map(Segment.count, segments, found)) for key, found in postings.items()}
    return CollectionStatistics(sizes.documents, sizes.mean_length, postings, frequency)


def _mean(total: int, count: int) -> float:
    """Never 0, so that lengths can be divided by it."""
    return total / count if total else 1.0


def terms_of(tree: Query, fields: Callable[[str], Sequence[str]]) -> Iterator[FieldTerm]:
    """The terms of all words and phrases of a tree; `fields` gives the indexed fields of a leaf."""
    for leaf in all_leaves(tree):
        words = words_of(leaf)
        for name in fields(leaf.field):
            yield from ((name, indexed_term(name, word)) for word in words)
