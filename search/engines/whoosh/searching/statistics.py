"""What scores need to know of the whole archive, and the postings of every term of a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from whoosh import query

from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import searched_fields
from search.text.analyzer import indexed_term

PARAGRAPH = "paragraph"
Term = tuple[str, str]
"""A field and a term in it."""


@dataclass(frozen=True, slots=True)
class CollectionStatistics:
    """The number of documents, the mean length of each field (and of PARAGRAPH) in words, and for
    each term, given with its field, its postings by segment and the documents that it stands in.
    Deleted documents do not count."""

    documents: int
    mean_length: dict[str, float]
    postings: dict[Term, list[Postings]]
    document_frequency: dict[Term, int]

    def idf(self, field: str, term: str) -> float:
        return log(max(1, self.documents) / (self.document_frequency[field, term] + 1)) + 1


@dataclass(frozen=True, slots=True)
class Sizes:
    """What does not depend on a query: documents that are not deleted, and mean lengths."""

    documents: int
    mean_length: dict[str, float]


def sizes_of(segments: Sequence[Segment], fields: Sequence[str]) -> Sizes:
    documents = sum(segment.live_count for segment in segments)
    paragraphs = sum(segment.live_paragraphs for segment in segments)
    words = {name: sum(each.total_length(name) for each in segments) for name in fields}
    means = {name: _mean(total, documents) for name, total in words.items()}
    return Sizes(documents, {**means, PARAGRAPH: _mean(words["text"], paragraphs)})


def statistics_of(
    segments: Sequence[Segment], sizes: Sizes, tree: query.Query
) -> CollectionStatistics:
    postings = {
        (name, term): [each.field(name).postings(term) for each in segments]
        for name, term in dict.fromkeys(terms_of(tree, searched_fields))
    }
    frequency = {key: sum(map(Segment.count, segments, found)) for key, found in postings.items()}
    return CollectionStatistics(sizes.documents, sizes.mean_length, postings, frequency)


def _mean(total: int, count: int) -> float:
    """Never 0, so that lengths can be divided by it."""
    return total / count if total else 1.0


def terms_of(tree: query.Query, fields: Callable[[str], Sequence[str]]) -> Iterator[Term]:
    """The terms of the words and phrases of a tree; `fields` says where those of a leaf are."""
    if isinstance(tree, query.Not):
        yield from terms_of(tree.query, fields)
    elif isinstance(tree, query.And | query.Or):
        for child in tree.subqueries:
            yield from terms_of(child, fields)
    elif type(tree) in (query.Term, query.Phrase):
        words = [tree.text] if isinstance(tree, query.Term) else tree.words
        for name in fields(tree.fieldname):
            yield from ((name, indexed_term(name, word)) for word in words)
