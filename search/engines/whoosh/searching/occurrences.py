"""Where some terms occur in some documents of a segment group.

Only what is asked for is read: a look at a few documents costs the same however frequent a term is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.searching.position_spans import position_spans_of
from search.engines.whoosh.searching.segment_group import SegmentGroup, joined
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.model.schema import TEXT
from search.storage.arrays import Array, spread, starts_of

ROW_BITS = 32
"""An address is the number of a document, shifted left by this number of bits, and a position in it."""


class Occurrences(NamedTuple):
    """Occurrences as parallel arrays (int64), by rising address, each with the number of its term."""

    addresses: Array
    terms: Array

    def until(self, row: int) -> Occurrences:
        """Those in documents before number `row`."""
        end = int(self.addresses.searchsorted(row << ROW_BITS))
        return Occurrences(self.addresses[:end], self.terms[:end])


def occurrences(
    group: SegmentGroup,
    statistics: CollectionStatistics,
    stems: Sequence[str],
    *asked: tuple[str, Array],
) -> Occurrences:
    """The occurrences of terms in fields, each with the documents (rising) to look at; documents are
    numbered through, those of the first field from 0."""
    bits = len(stems).bit_length()
    found = []
    row = 0
    for field, documents in asked:
        positions, sizes = _positions(group, statistics, field, stems, documents)
        rows = np.arange(row, row + len(documents)) << (ROW_BITS + bits)
        keys = (rows[:, np.newaxis] + np.arange(len(stems))).ravel().repeat(sizes)
        found.append(keys + (positions << bits))
        row += len(documents)
    every = joined(found)
    every.sort()
    return Occurrences(every >> bits, every & ((1 << bits) - 1))


def _positions(
    group: SegmentGroup,
    statistics: CollectionStatistics,
    field: str,
    stems: Sequence[str],
    documents: Array,
) -> tuple[Array, Array]:
    """The positions of terms in each of some documents, for each document those of each term (int64);
    how many these are (int64)."""
    begins = np.zeros((len(documents), len(stems)), np.int64)
    counts = np.zeros((len(documents), len(stems)), np.int64)
    bounds = documents.searchsorted(group.starts)
    held = bounds[1:] - bounds[:-1]
    for number, stem in enumerate(stems if len(documents) else ()):
        spans = position_spans_of(group, statistics, field, stem)
        if spans is not None:
            begins[:, number], counts[:, number] = spans.of(documents)
            begins[:, number] += spans.shifts.repeat(held)
    sizes = counts.ravel()
    indices = spread(begins.ravel(), sizes)
    ends = starts_of(sizes).take(bounds * len(stems)).tolist()
    found = np.empty(len(indices), np.int64)
    for segment, (first, end) in zip(group.segments, pairwise(ends), strict=True):
        if first < end:
            found[first:end] = segment.field(field).positions_at(indices[first:end])
    return found, sizes


def paragraph_addresses(group: SegmentGroup, documents: Array) -> Array:
    """The addresses at which the paragraphs of `documents` (rising) begin (int64, rising)."""
    bounds = documents.searchsorted(group.starts).tolist()
    addresses = []
    for segment, start, (first, end) in zip(
        group.segments, group.first_documents, pairwise(bounds), strict=True
    ):
        if first < end:
            slots = segment.field(TEXT).slots(documents[first:end] - start)
            rows = np.arange(first, end) << ROW_BITS
            addresses.append(slots.positions + rows.repeat(np.diff(slots.firsts)))
    return joined(addresses) if addresses else np.zeros(0, np.int64)
