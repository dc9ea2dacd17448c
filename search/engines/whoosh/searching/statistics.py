"""What scoring needs from the whole archive: its size, and how many documents hold each word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from search.engines.common.similarity import idf, word_weight
from search.engines.whoosh.searching.term_postings import FieldTerm, TermPostings
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import searched_fields
from search.query.tree import Query, Term, all_leaves, positive_leaves, words_of
from search.storage.arrays import Array, distinct
from search.text.analyzer import indexed_term
from search.text.stemming import bare, in_each
from search.text.stop_words import is_stop_word

PARAGRAPH = "paragraph"
_CACHED = 16_384
"""Words whose frequencies are kept: the frequent ones, which take longest to count, are asked often."""
Word: TypeAlias = tuple[str, str]
"""A field of the query language and a folded word that is searched there."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The statistics that do not depend on a query: the number of documents that are not deleted, the
    mean length of each field (and of PARAGRAPH) in words, and in how many documents a word, or each of
    many words, occurs.

    A word is counted in all languages of the archive, whichever it is tagged with: by its own number, one
    that is frequent in English would be worth most in the only French article that quotes it.
    """

    documents: int
    mean_length: dict[str, float]
    document_frequency: Callable[[str, str], int]
    document_frequencies: Callable[[str, Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class CollectionStatistics:
    """The sizes of the archive; for each term its postings by segment; for each word the number of
    documents that hold it in any of its fields, in any language. Whether `stop_words_count` as other
    words do.

    Deleted documents do not count, but postings include them.
    """

    sizes: Sizes
    postings: TermPostings
    document_frequency: dict[Word, int]
    stop_words_count: bool

    def idf(self, field: str, word: str) -> float:
        return idf(self.sizes.documents, self.document_frequency[field, word])

    def weight(self, field: str, word: str) -> float:
        """The factor of the score of a word."""
        return self.idf(field, word) * word_weight(word, self.stop_words_count)


def sizes_of(segments: Sequence[Segment], fields: Sequence[str], languages: Sequence[str]) -> Sizes:
    """The sizes of an archive with articles in some languages."""
    documents = sum(segment.live_count for segment in segments)
    paragraphs = sum(segment.live_paragraphs for segment in segments)
    words = {name: sum(each.total_length(name) for each in segments) for name in fields}
    means = {name: _mean(total, documents) for name, total in words.items()}
    means[PARAGRAPH] = _mean(words["text"], paragraphs)

    def terms_of(field: str, word: str) -> set[FieldTerm]:
        written, names = in_each(word, languages), searched_fields(field)
        return {(name, indexed_term(name, each)) for each in written for name in names}

    @lru_cache(maxsize=_CACHED)
    def counted(field: str, word: str) -> int:
        terms = terms_of(field, word)
        return sum(
            _documents_with(each, [each.field(name).postings(term) for name, term in terms])
            for each in segments
        )

    def frequency(field: str, word: str) -> int:
        return counted(field, bare(word))

    def frequencies(field: str, words: Sequence[str]) -> list[int]:
        terms = [terms_of(field, bare(word)) for word in words]
        found = _counted_in_dictionaries(segments, terms)
        return [
            frequency(field, word) if count is None else count
            for word, count in zip(words, found, strict=True)
        ]

    return Sizes(documents, means, frequency, frequencies)


def statistics_of(segments: Sequence[Segment], sizes: Sizes, tree: Query) -> CollectionStatistics:
    frequency = {
        (field, word): sizes.document_frequency(field, word) for field, word in words_in(tree)
    }
    has_content = any(
        not is_stop_word(word) for leaf in positive_leaves(tree) for word in words_of(leaf)
    )
    return CollectionStatistics(sizes, TermPostings(segments), frequency, not has_content)


def words_in(tree: Query) -> Iterator[Word]:
    """The distinct words of all terms and phrases of a tree, with their fields."""
    yield from dict.fromkeys(
        (leaf.field, word) for leaf in all_leaves(tree) for word in words_of(leaf)
    )


def terms_in(tree: Query) -> Iterator[Term]:
    """The distinct terms of a tree, and the words of its phrases and the like as terms."""
    found: dict[Term, None] = {}
    for leaf in all_leaves(tree):
        found.update(dict.fromkeys(Term(leaf.field, word, leaf.boost) for word in words_of(leaf)))
    yield from found


def field_terms(field: str, word: str) -> list[FieldTerm]:
    """The indexed fields in which a word is searched, and the term that it is there."""
    return [(name, indexed_term(name, word)) for name in searched_fields(field)]


def _counted_in_dictionaries(
    segments: Sequence[Segment], terms: Sequence[Collection[FieldTerm]]
) -> list[int | None]:
    """How many documents have any of the terms of each word, if the term dictionaries tell that: one term
    alone is in a segment, and none of its documents is deleted."""
    by_field: dict[str, tuple[list[int], list[str]]] = {}
    for number, own in enumerate(terms):
        for name, term in own:
            owners, listed = by_field.setdefault(name, ([], []))
            owners.append(number)
            listed.append(term)
    totals, is_told = np.zeros(len(terms), np.int64), np.ones(len(terms), bool)
    for segment in segments:
        held = np.zeros(len(terms), np.int64)
        for name, (owners, listed) in by_field.items():
            counts = segment.field(name).document_counts(listed)
            np.add.at(totals, owners, counts)
            np.add.at(held, owners, counts > 0)
        is_told &= held <= (1 if segment.live is None else 0)
    return [
        count if told else None
        for count, told in zip(totals.tolist(), is_told.tolist(), strict=True)
    ]


def _documents_with(segment: Segment, found: Sequence[Postings]) -> int:
    """How many documents of a segment are in any of some posting lists, deleted ones left out.

    The longest list is counted as it is; of the others, which are short, only what it lacks.
    """
    lists = sorted((each for each in found if len(each)), key=len, reverse=True)
    if not lists:
        return 0
    longest, *others = lists
    count = segment.count_live(longest.documents)
    if others:
        lacking = [_lacking(longest.documents, each.documents) for each in others]
        added = lacking[0] if len(lacking) == 1 else distinct(np.concatenate(lacking))
        count += segment.count_live(added)
    return count


def _lacking(documents: Array, others: Array) -> Array:
    """Those of `others` that are not among `documents`; both rising."""
    index = documents.searchsorted(others)
    index[index == len(documents)] = 0
    return others.compress(documents.take(index) != others)


def _mean(total: int, count: int) -> float:
    """Never 0, so that lengths can be divided by it."""
    return total / count if total else 1.0
