"""Inverting articles in bulk: word numbers and positions are gathered in flat arrays, then sorted.

A position is one unsigned 32-bit number: the paragraph's number in the upper half, the word's
number within the paragraph in the lower. So a phrase never crosses paragraphs, and a posting says
which paragraphs match. The values of a multi-valued field (the names of two authors) count as
paragraphs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from search import analysis
from search.engines.whoosh.arrays import Array, Strings, starts_of

PARAGRAPH_BITS = 16


class Vocabulary:
    """Numbers for words, handed out in the order of first appearance."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, text: str) -> list[int]:
        """The numbers of the words of `text`, in order."""
        known = self._numbers
        return [known.setdefault(word, len(known)) for word in analysis.words(text)]

    @property
    def words(self) -> list[str]:
        return list(self._numbers)


@dataclass(slots=True)
class FieldWords:
    """The words of one field over all documents of a segment: three parallel arrays, one entry a
    word, in the order of documents and positions."""

    numbers: array[int] = field(default_factory=lambda: array("i"))
    documents: array[int] = field(default_factory=lambda: array("i"))
    positions: array[int] = field(default_factory=lambda: array("I"))

    def add(self, document: int, paragraphs: Iterable[Sequence[int]]) -> list[int]:
        """Append a document's word numbers, paragraph by paragraph; returns words a paragraph."""
        lengths = []
        for number, words in enumerate(paragraphs):
            first = number << PARAGRAPH_BITS
            self.numbers.extend(words)
            self.positions.extend(range(first, first + len(words)))
            lengths.append(len(words))
        self.documents.extend([document] * sum(lengths))
        return lengths

    def __len__(self) -> int:
        return len(self.numbers)


def inverted(name: str, gathered: FieldWords, words: Sequence[str]) -> dict[str, Array]:
    """The posting arrays of a field whose terms are the words as they stand.

    `words` gives the word of a number. See `search.engines.whoosh.segment` for the arrays.
    """
    numbers = _viewed(gathered.numbers, np.int32)
    used, ranks = _ranked(numbers, words)
    order = np.argsort(ranks, kind="stable")
    terms = Strings.pack(f"{name}.terms", (words[number].encode() for number in used))
    return {**terms, **_postings(name, gathered, ranks[order], order, len(used))}


def inverted_by_stem(name: str, gathered: FieldWords, words: Sequence[str]) -> dict[str, Array]:
    """The posting arrays of a field whose terms are stems, and the table of the words behind them.

    Each position says which of its stem's words stands there, by a small number: the variant.
    """
    numbers = _viewed(gathered.numbers, np.int32)
    used, word_ranks = _ranked(numbers, words)
    stem_of = [analysis.stem(words[number]) for number in used]
    stems = sorted({stem.encode() for stem in stem_of})
    rank_of = {stem: rank for rank, stem in enumerate(stems)}
    word_stems = np.fromiter((rank_of[stem.encode()] for stem in stem_of), np.int32, len(used))
    variants = _variants(word_stems)
    ranks = word_stems[word_ranks]
    order = np.argsort(ranks, kind="stable")
    return {
        **Strings.pack(f"{name}.terms", stems),
        **_postings(name, gathered, ranks[order], order, len(stems)),
        f"{name}.variants": variants[word_ranks][order],
        **Strings.pack(f"{name}.words", (words[number].encode() for number in used)),
        f"{name}.word_terms": word_stems,
        f"{name}.word_variants": variants,
        f"{name}.word_counts": np.bincount(word_ranks, minlength=len(used)).astype(np.uint32),
    }


def _ranked(numbers: Array, words: Sequence[str]) -> tuple[list[int], Array]:
    """The numbers that occur, sorted by word as UTF-8; and for each entry its place among them."""
    used = sorted(np.unique(numbers).tolist(), key=lambda number: words[number].encode())
    rank = np.zeros(len(words), np.int32)
    rank[used] = np.arange(len(used), dtype=np.int32)
    return used, rank[numbers]


def _variants(word_stems: Array) -> Array:
    """For each word its number among the words of the same stem, as narrow as it can be."""
    order = np.argsort(word_stems, kind="stable")
    counts = np.bincount(word_stems) if len(word_stems) else np.zeros(0, np.int64)
    within = np.arange(len(order)) - np.repeat(starts_of(counts)[:-1], counts)
    variants = np.empty(len(order), np.uint8 if counts.max(initial=0) <= 256 else np.uint32)
    variants[order] = within
    return variants


def _postings(
    name: str, gathered: FieldWords, ranks: Array, order: Array, terms: int
) -> dict[str, Array]:
    """Group entries that are sorted by term, then document, into postings."""
    documents = _viewed(gathered.documents, np.int32)[order]
    positions = _viewed(gathered.positions, np.uint32)[order]
    is_first = np.ones(len(ranks), bool)
    is_first[1:] = (np.diff(ranks) != 0) | (np.diff(documents) != 0)
    firsts = np.flatnonzero(is_first)
    counts = np.bincount(ranks[firsts], minlength=terms)
    return {
        f"{name}.posting_starts": starts_of(counts),
        f"{name}.documents": documents[firsts],
        f"{name}.position_starts": np.append(firsts, len(ranks)).astype(np.uint32),
        f"{name}.positions": positions,
    }


def _viewed(values: array[int], kind: type[np.generic]) -> Array:
    return np.frombuffer(values, kind) if values else np.zeros(0, kind)
