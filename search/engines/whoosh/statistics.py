"""What scores need to know of the whole archive, whatever segment is searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from whoosh import query

from search import analysis
from search.engines.whoosh.schema import STEMMED, searched_fields
from search.engines.whoosh.segment import Segment


@dataclass(frozen=True, slots=True)
class Statistics:
    """The number of documents, the mean length of each field (and of "paragraph"), both in words, and
    in how many documents each term, given with its field, stands."""

    documents: int
    mean_length: dict[str, float]
    document_frequency: dict[tuple[str, str], int]

    def idf(self, field: str, term: str) -> float:
        return log(max(1, self.documents) / (self.document_frequency[field, term] + 1)) + 1


def statistics_of(segments: Sequence[Segment], tree: query.Query) -> Statistics:
    documents = sum(segment.live_count for segment in segments)
    means = {
        name: _mean(sum(each.field(name).total_length for each in segments), documents)
        for name in _fields_of(tree)
    }
    paragraphs = sum(segment.live_paragraphs for segment in segments)
    words = sum(segment.paragraph_words for segment in segments)
    return Statistics(
        documents,
        {**means, "paragraph": _mean(words, paragraphs)},
        {
            (name, term): sum(len(each.field(name).postings(term)) for each in segments)
            for name, term in set(_terms_of(tree))
        },
    )


def _mean(total: int, count: int) -> float:
    """Never 0, so that lengths can be divided by it."""
    return total / count if total else 1.0


def indexed_term(field: str, word: str) -> str:
    """The term under which a folded word stands in a field."""
    return analysis.stem(word) if field in STEMMED else word


def _fields_of(tree: query.Query) -> set[str]:
    return {name for leaf in _all_leaves(tree) for name in searched_fields(leaf.fieldname)}


def _terms_of(tree: query.Query) -> Iterator[tuple[str, str]]:
    for leaf in _all_leaves(tree):
        words = [leaf.text] if isinstance(leaf, query.Term) else getattr(leaf, "words", [])
        for name in searched_fields(leaf.fieldname):
            yield from ((name, indexed_term(name, word)) for word in words)


def _all_leaves(tree: query.Query) -> Iterator[query.Query]:
    if isinstance(tree, query.Not):
        yield from _all_leaves(tree.query)
    elif isinstance(tree, query.And | query.Or):
        for child in tree.subqueries:
            yield from _all_leaves(child)
    elif isinstance(tree, query.Term | query.Phrase | query.Prefix):
        yield tree
