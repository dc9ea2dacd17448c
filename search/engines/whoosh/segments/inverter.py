"""Inverting a field in bulk: batches of words are grouped by term, then the batches are joined.

A batch is some hundred thousand characters, so the arrays that are sorted take a few hundred KB each
and stay in the processor's cache; sorting all words of a segment at once would wait for memory at
every step. Batches arrive in document order, so the postings of a term are those of its batches,
concatenated: joining moves groups and sorts terms, but no word is sorted twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.segments.field_values import FieldValues
from search.engines.whoosh.segments.term_dictionary import Terms
from search.storage.arrays import Array, narrowed, spread, starts_of
from search.storage.byte_strings import Strings
from search.storage.compression import pack_blocks
from search.text.bulk_compounds import NO_WORD

LARGE = 255
"""The byte for a frequency of 255 or more, which is in an array of its own."""
_CHUNK = 1 << 17
"""Entries that are regrouped at once; each needs an index of eight bytes meanwhile."""


class _Batch(NamedTuple):
    """A batch grouped by term. For each term that occurs: its id, the number of its postings and of
    its occurrences. For each posting: document (uint16) and frequency. For each occurrence: position
    and variant."""

    term_ids: Array
    postings: Array
    occurrences: Array
    documents: Array
    frequencies: Array
    positions: Array
    variants: Array


@dataclass(slots=True)
class FieldInverter:
    """The words of one field in the documents of a segment under construction.

    `size` is the number of words so far; `counts` has the occurrences of each word, by word id (int64).
    """

    size: int = 0
    counts: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    _value_lengths: list[Array] = field(default_factory=list)
    _value_counts: list[Array] = field(default_factory=list)
    _batches: list[_Batch] = field(default_factory=list)

    def add(self, values: FieldValues, term_ids: Array, variants: Array, first: int) -> None:
        """Append consecutive documents, the first of which is number `first` of the segment.

        The words of `values` are word ids, or NO_WORD. `term_ids` and `variants` have an entry for each
        of them; `variants` is empty if terms are words.
        """
        self._value_lengths.append(values.lengths)
        self._value_counts.append(values.counts)
        self.size += len(values.words)
        is_word = values.words != NO_WORD
        if is_word.any():
            self._count(values.words[is_word])
            documents, positions = _located(values, first)
            self._batches.append(
                _grouped(
                    term_ids[is_word],
                    documents[is_word],
                    positions[is_word],
                    variants[is_word] if len(variants) else variants,
                )
            )

    def _count(self, word_ids: Array) -> None:
        less, more = sorted((self.counts, np.bincount(word_ids)), key=len)
        more[: len(less)] += less
        self.counts = more

    def per_document(self, name: str) -> dict[str, Array]:
        """The lengths of documents and of their values, and the first value of each document."""
        lengths = _joined(self._value_lengths)
        value_starts, word_starts = starts_of(_joined(self._value_counts)), starts_of(lengths)
        return {
            f"{name}.lengths": narrowed(np.diff(word_starts[value_starts])),
            f"{name}.total_length": word_starts[-1:].astype(np.uint64),
            f"{name}.value_starts": value_starts.astype(np.uint32),
            f"{name}.value_lengths": narrowed(lengths),
        }

    def postings(self, name: str, terms: Terms) -> Iterator[tuple[str, Array]]:
        """The arrays of terms, postings and positions, with their names, as
        `search.engines.whoosh.segments.layout` lists them.

        They are made one at a time, and what an array was made of is freed before the next: the
        arrays of a large segment would not fit in memory twice.
        """
        columns = {of: [getattr(each, of) for each in self._batches] for of in _Batch._fields}
        self._batches = []
        ordinals = terms.ordinals[_joined(columns.pop("term_ids"))]
        postings, occurrences = (
            _joined(columns.pop("postings")),
            _joined(columns.pop("occurrences")),
        )
        order = stable_order(ordinals)
        size = len(terms)
        yield from Strings.pack(f"{name}.terms", terms.encoded()).items()
        yield f"{name}.posting_starts", _starts(np.bincount(ordinals, postings, size))
        yield f"{name}.position_starts", _starts(np.bincount(ordinals, occurrences, size))
        yield f"{name}.documents", regrouped(_joined(columns.pop("documents")), postings, order)
        frequencies = regrouped(_joined(columns.pop("frequencies")), postings, order)
        yield from _frequencies(name, frequencies).items()
        yield f"{name}.positions", regrouped(_joined(columns.pop("positions")), occurrences, order)
        variants = _joined(columns.pop("variants"))
        if len(variants):
            variants = regrouped(variants, occurrences, order)
            yield from pack_blocks(f"{name}.variants", variants).items()


def _located(values: FieldValues, first: int) -> tuple[Array, Array]:
    """The document (uint16) and the position of each word.

    A position counts slots from the first word of the document. One slot is left empty after each
    value, so that words of different values are never adjacent: a phrase stays within a value
    without a look at where values start.
    """
    _, value_lengths, value_counts = values
    starts = starts_of(value_lengths)[starts_of(value_counts)]
    lengths = np.diff(starts)
    documents = np.arange(first, first + len(lengths)).astype(np.uint16).repeat(lengths)
    values_before = np.arange(len(value_lengths)) - starts_of(value_counts)[:-1].repeat(
        value_counts
    )
    positions = np.arange(len(values.words)) - starts[:-1].repeat(lengths)
    return documents, narrowed(positions + values_before.repeat(value_lengths))


def _frequencies(name: str, frequencies: Array) -> dict[str, Array]:
    """Frequencies, a byte each: few words occur 255 times in a document, and those are listed."""
    large = np.flatnonzero(frequencies >= LARGE)
    return {
        f"{name}.frequencies": np.minimum(frequencies, LARGE).astype(np.uint8),
        f"{name}.large_postings": large.astype(np.uint32),
        f"{name}.large_frequencies": frequencies[large].astype(np.uint32),
    }


def _grouped(term_ids: Array, documents: Array, positions: Array, variants: Array) -> _Batch:
    """Words in document order, grouped by term; within a term they stay in document order, as the
    sort is stable."""
    order = stable_order(term_ids)
    term_ids, documents = term_ids[order], documents[order]
    is_new_term = np.diff(term_ids, prepend=-1) != 0
    firsts = np.flatnonzero(is_new_term | (np.diff(documents, prepend=documents[:1]) != 0))
    heads = np.flatnonzero(is_new_term[firsts])
    return _Batch(
        term_ids[firsts[heads]],
        np.diff(heads, append=len(firsts)).astype(np.int32),
        np.diff(firsts[heads], append=len(term_ids)).astype(np.int32),
        documents[firsts],
        narrowed(np.diff(firsts, append=len(term_ids))),
        positions[order],
        variants[order] if len(variants) else variants,
    )


def stable_order(numbers: Array) -> Array:
    """The indices that sort numbers from 0 to 2^32 - 1, equal ones in their present order (int64).

    A stable argsort of 16-bit integers is a radix sort in NumPy, linear in their number; of wider
    ones it is a merge sort. So wide numbers are sorted as a radix sort would: by their low 16 bits,
    then, keeping that order among equals, by their high 16 bits.
    """
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if int(numbers.max(initial=0)) >= 1 << 16:
        order = order[np.argsort((numbers >> 16).astype(np.uint16)[order], kind="stable")]
    return order


def regrouped(values: Array, counts: Array, order: Array) -> Array:
    """Consecutive groups of `counts` values, put in another order of groups, a chunk at a time to
    save memory."""
    starts = starts_of(counts)[:-1][order]
    counts = counts[order]
    ends = np.cumsum(counts)
    result = np.empty_like(values)
    done = first = 0
    while first < len(order):
        last = max(first + 1, int(ends.searchsorted(done + _CHUNK, "right")))
        moved = values[spread(starts[first:last], counts[first:last])]
        result[done : done + len(moved)] = moved
        done, first = done + len(moved), last
    return result


def _starts(counts: Array) -> Array:
    return starts_of(counts.astype(np.int64)).astype(np.uint32)


def _joined(arrays: list[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.int64)
