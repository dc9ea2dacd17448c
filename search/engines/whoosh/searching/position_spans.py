"""Where a term occurs in the documents of a segment group, so that a few of them are found at once.

As with impacts, a term in many documents has an array over all documents of the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

import numpy as np

from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.engines.whoosh.segments.postings import Postings
from search.storage.arrays import Array, starts_of

_MANY = 4
"""A term is in many documents if it is in at least a quarter of them."""


@dataclass(frozen=True, slots=True)
class SparseSpans:
    """The n documents that hold a term (uint, of a type for all documents of the group; rising), and
    where the positions in each begin and end (uint, n + 1), counted through all segments; for each
    segment what makes these numbers those of `FieldReader.positions_at` (int64)."""

    documents: Array
    starts: Array
    shifts: Array

    @property
    def is_empty(self) -> bool:
        return not len(self.documents)

    @property
    def nbytes(self) -> int:
        return self.documents.nbytes + self.starts.nbytes

    def of(self, documents: Array) -> tuple[Array, Array]:
        """Where the positions in each of some documents (rising) begin, and how many there are."""
        wanted = documents.astype(self.documents.dtype)
        indices = self.documents.searchsorted(wanted)
        is_held = self.documents.take(indices, mode="clip") == wanted
        begins = self.starts.take(indices)
        return begins, (self.starts.take(indices + 1, mode="clip") - begins) * is_held


@dataclass(frozen=True, slots=True)
class DenseSpans:
    """Where the positions in each of the D documents of the group begin and end (uint, D + 1), and
    `shifts` as in `SparseSpans`."""

    starts: Array
    shifts: Array

    @property
    def is_empty(self) -> bool:
        return False

    @property
    def nbytes(self) -> int:
        return self.starts.nbytes

    def of(self, documents: Array) -> tuple[Array, Array]:
        """See `SparseSpans.of`."""
        begins = self.starts.take(documents)
        return begins, self.starts.take(documents + 1) - begins


PositionSpans: TypeAlias = SparseSpans | DenseSpans


def position_spans_of(
    group: SegmentGroup, statistics: CollectionStatistics, field: str, stem: str
) -> PositionSpans | None:
    """Where a term occurs, which the group keeps for a while; None if it does not."""

    def made() -> PositionSpans:
        return _made(group, postings_of(group, statistics, field, stem))

    found = group.recent(("spans", field, stem), made)
    return None if found.is_empty else found


def postings_of(
    group: SegmentGroup, statistics: CollectionStatistics, field: str, stem: str
) -> Sequence[Postings]:
    """The postings of a term in each segment of a group."""
    return statistics.postings[field, stem][group.first : group.first + len(group.segments)]


def documents_of(
    group: SegmentGroup, statistics: CollectionStatistics, field: str, stem: str
) -> Array:
    """The documents of a group that hold a term (intp, rising), which the group keeps for a while."""

    def made() -> Array:
        return _documents(group, postings_of(group, statistics, field, stem))

    return group.recent(("documents", field, stem), made)


def _documents(group: SegmentGroup, own: Sequence[Postings]) -> Array:
    documents = np.concatenate([each.documents for each in own], dtype=np.intp)
    documents += np.repeat(group.first_documents, [*map(len, own)])
    return documents


def _made(group: SegmentGroup, own: Sequence[Postings]) -> PositionSpans:
    documents = _documents(group, own)
    frequencies = np.concatenate([each.frequencies for each in own])
    starts = starts_of(frequencies)
    firsts = np.array([each.first_position for each in own], np.int64)
    shifts = firsts - starts.take([0, *accumulate(map(len, own[:-1]))])
    if len(documents) * _MANY < group.size:
        kind = np.min_scalar_type(group.size)
        return SparseSpans(documents.astype(kind), _narrowed(starts), shifts)
    counts = np.zeros(group.size, frequencies.dtype)
    counts[documents] = frequencies
    return DenseSpans(_narrowed(starts_of(counts)), shifts)


def _narrowed(starts: Array) -> Array:
    """Rising numbers in the narrowest type that holds all of them."""
    return starts.astype(np.min_scalar_type(int(starts[-1])))
