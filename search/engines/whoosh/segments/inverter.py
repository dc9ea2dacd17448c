"""Inverting articles in bulk: batches of numbered words are grouped by term, then joined.

A batch is small enough to be sorted in the processor's cache, by two passes of a radix sort over
16 bits each. Batches come in the order of documents, so joining them is putting the groups of one
term behind each other; nothing is sorted twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.segments.term_dictionary import Terms
from search.storage.arrays import Array, narrowed, spread, starts_of
from search.storage.byte_strings import Strings
from search.storage.compression import pack_blocks

LARGE = 255
"""A frequency that is stored apart, or a larger one."""
_CHUNK = 1 << 20


class _Batch(NamedTuple):
    """A batch grouped by term. For each term that occurs: its number, its postings, its words; for
    each posting: document (uint16) and frequency; for each word: position and variant."""

    terms: Array
    postings: Array
    words: Array
    documents: Array
    frequencies: Array
    positions: Array
    variants: Array


@dataclass(slots=True)
class FieldInverter:
    """The words of one field over the documents of a segment under construction.

    `counts` says how often each word occurs, by its number (int64).
    """

    size: int = 0
    counts: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    _parts: list[Array] = field(default_factory=list)
    _part_counts: list[Array] = field(default_factory=list)
    _batches: list[_Batch] = field(default_factory=list)

    def add(
        self,
        numbers: Array,
        terms: Array,
        variants: Array,
        parts: Array,
        part_counts: Array,
        first: int,
    ) -> None:
        """Append the words of several documents, the first of which has number `first`.

        `numbers`, `terms` and `variants` have an entry a word (no variants if terms are words),
        `parts` the words of each part (a paragraph, or one of several values), `part_counts` the
        parts of each document.
        """
        self._parts.append(parts)
        self._part_counts.append(part_counts)
        self.size += len(numbers)
        if len(numbers):
            self._count(numbers)
            starts = starts_of(parts)[starts_of(part_counts)]
            lengths = np.diff(starts)
            documents = np.arange(first, first + len(lengths)).astype(np.uint16).repeat(lengths)
            # The place of a word in its document: one is left empty behind each part.
            within = np.arange(len(parts)) - starts_of(part_counts)[:-1].repeat(part_counts)
            positions = np.arange(len(numbers)) - starts[:-1].repeat(lengths) + within.repeat(parts)
            self._batches.append(_grouped(terms, documents, narrowed(positions), variants))

    def _count(self, numbers: Array) -> None:
        counts = np.bincount(numbers, minlength=len(self.counts))
        counts[: len(self.counts)] += self.counts
        self.counts = counts

    def per_document(self, name: str) -> dict[str, Array]:
        """How long documents are, and where their parts start."""
        parts = _joined(self._parts)
        part_starts, word_starts = starts_of(_joined(self._part_counts)), starts_of(parts)
        return {
            f"{name}.lengths": np.diff(word_starts[part_starts]).astype(np.uint32),
            f"{name}.part_starts": part_starts.astype(np.uint32),
            f"{name}.part_places": starts_of(parts + 1).astype(np.uint32),
        }

    def postings(self, name: str, terms: Terms) -> Iterator[tuple[str, Array]]:
        """The arrays of terms, postings and positions, with their names: see
        `search.engines.whoosh.segments.segment`. One is made at a time; what it is made of is let go."""
        columns = {of: [getattr(each, of) for each in self._batches] for of in _Batch._fields}
        self._batches = []
        places = terms.places[_joined(columns.pop("terms"))]
        postings, words = _joined(columns.pop("postings")), _joined(columns.pop("words"))
        order = _sorted_places(places)
        size = len(terms.sorted)
        yield from Strings.pack(f"{name}.terms", terms.sorted).items()
        yield f"{name}.posting_starts", _starts(np.bincount(places, postings, size))
        yield f"{name}.word_starts", _starts(np.bincount(places, words, size))
        yield f"{name}.documents", _regrouped(_joined(columns.pop("documents")), postings, order)
        frequencies = _regrouped(_joined(columns.pop("frequencies")), postings, order)
        yield from _frequencies(name, frequencies).items()
        yield f"{name}.positions", _regrouped(_joined(columns.pop("positions")), words, order)
        variants = _joined(columns.pop("variants"))
        if len(variants):
            yield from pack_blocks(f"{name}.variants", _regrouped(variants, words, order)).items()


def _frequencies(name: str, values: Array) -> dict[str, Array]:
    """Frequencies in a byte each; the few that need more stand apart."""
    large = np.flatnonzero(values >= LARGE)
    return {
        f"{name}.frequencies": np.minimum(values, LARGE).astype(np.uint8),
        f"{name}.large_postings": large.astype(np.uint32),
        f"{name}.large_frequencies": values[large].astype(np.uint32),
    }


def _grouped(terms: Array, documents: Array, positions: Array, variants: Array) -> _Batch:
    order = _sorted_places(terms)
    terms, documents = terms[order], documents[order]
    is_new_term = np.diff(terms, prepend=-1) != 0
    firsts = np.flatnonzero(is_new_term | (np.diff(documents, prepend=documents[:1]) != 0))
    heads = np.flatnonzero(is_new_term[firsts])
    return _Batch(
        terms[firsts[heads]],
        np.diff(heads, append=len(firsts)).astype(np.int32),
        np.diff(firsts[heads], append=len(terms)).astype(np.int32),
        documents[firsts],
        narrowed(np.diff(firsts, append=len(terms))),
        positions[order],
        variants[order] if len(variants) else variants,
    )


def _sorted_places(numbers: Array) -> Array:
    """The places of numbers from 0 in rising order, equal ones in the order in which they stand."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if int(numbers.max(initial=0)) >= 1 << 16:
        order = order[np.argsort((numbers >> 16).astype(np.uint16)[order], kind="stable")]
    return order


def _regrouped(values: Array, counts: Array, order: Array) -> Array:
    """Groups of `counts` values in another order, moved a chunk at a time to save memory."""
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


def _joined(parts: list[Array]) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
