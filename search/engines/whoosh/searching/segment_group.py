"""Segment groups: consecutive segments treated as one, so that a search runs once for all of them.

Segments only supply postings; masks, scores and counts are over the documents (or paragraphs) of a
whole group, which are numbered from 0. A group of several segments has at most SIZE documents: its
arrays stay in the cache, and a search that runs out of time can end between groups.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from search.engines.common.timeline import PERIODS_OF_YEAR, WHOLE_YEAR
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import TEXT
from search.storage.arrays import Array, starts_of
from search.storage.recent import Made, Recent

SIZE = 1 << 17
KEPT = 40 << 20
"""Bytes of what searches made that are kept of one generation: a frequent word takes about 8 for each
article of the archive, so that an archive of 200,000 articles keeps some twenty of these and thousands
of others."""
_EPOCH = 719_163
"""The proleptic ordinal of 1 January 1970."""
_LAST = date.max.toordinal()

_YEAR_AFTER = 364
"""The days that a year has after its first, or more."""


@dataclass(frozen=True, slots=True)
class DocPeriods:
    """The period of each document (see `search.engines.common.timeline`): `first` + `ordinals` - 1
    (int32); ordinal 0 is for a document without a date."""

    first: int
    ordinals: Array


class SegmentGroup:
    """Consecutive segments of a generation with `size` documents together; `first` is the number of the
    first segment in the generation. `starts` has the first document of each segment, and `size`
    (int64). `recent` keeps what searches of the generation may need again."""

    def __init__(self, segments: Sequence[Segment], first: int, recent: Recent) -> None:
        self.segments = tuple(segments)
        self.first = first
        self.starts = starts_of(np.array([each.size for each in segments], np.int64))
        self.size = int(self.starts[-1])
        self._recent = recent
        self._cached: dict[object, Array] = {}
        self._bits: dict[str, int] = {}

    @cached_property
    def live(self) -> Array | None:
        """The documents that are not deleted, as a mask (bool, `size`); None if none is deleted."""
        if all(each.live is None for each in self.segments):
            return None
        return np.concatenate(
            [np.ones(each.size, bool) if each.live is None else each.live for each in self.segments]
        )

    @cached_property
    def days(self) -> Array:
        """The (first) day of each document (int32; proleptic ordinal, 0 for none)."""
        return self._joined(lambda segment: segment.days)

    @cached_property
    def last_days(self) -> Array:
        """The last day of each document, as `days`, which has the same for whole dates."""
        return self.days + self._days_after if self._days_after.any() else self.days

    def dated(self, first: int | None, last: int | None) -> Array:
        """The documents that may be of a day from `first` to `last` (ordinals, None for an open end), as
        a mask (bool, `size`); those without a date are never among them."""
        if first is not None and last is not None and first > last:
            return np.zeros(self.size, bool)
        chosen: Array = self.last_days >= (first or 1)
        return chosen if last is None else chosen & (self.days <= last)

    @cached_property
    def periods(self) -> DocPeriods:
        dated = self.days > 0
        years, months = np.divmod(_months(self.days), 12)
        months = np.where(self._days_after >= _YEAR_AFTER, WHOLE_YEAR, months + 1)
        periods = years * PERIODS_OF_YEAR + months
        first = int(periods[dated].min()) if dated.any() else 0
        return DocPeriods(first, np.where(dated, periods - first + 1, 0).astype(np.int32))

    @cached_property
    def paragraph_starts(self) -> Array:
        """The first paragraph of each document, and the number of paragraphs (int64, `size` + 1)."""
        counts = self._joined(lambda segment: np.diff(segment.field(TEXT).value_starts))
        return starts_of(counts)

    @cached_property
    def paragraph_lengths(self) -> Array:
        """The words of each paragraph (uint)."""
        return self._joined(lambda segment: segment.field(TEXT).value_lengths())

    @cached_property
    def repeated_paragraphs(self) -> Array:
        """The paragraphs that are repeated and not searched (int64, rising)."""
        return np.flatnonzero(self._joined(lambda segment: segment.are_repeated))

    @cached_property
    def first_documents(self) -> list[int]:
        """The first document of each segment."""
        found: list[int] = self.starts[:-1].tolist()
        return found

    @cached_property
    def first_paragraphs(self) -> list[int]:
        """The first paragraph of each segment."""
        found: list[int] = self.paragraph_starts[self.starts[:-1]].tolist()
        return found

    def segment_of(self, document: int) -> tuple[Segment, int]:
        """The segment that has a document, and the number of the document there."""
        index = bisect_right(self.first_documents, document) - 1
        return self.segments[index], document - self.first_documents[index]

    def lengths(self, field: str) -> Array:
        """The words of each document in a field (uint)."""
        return self._joined(lambda segment: segment.field(field).lengths)

    def position_bits(self, field: str) -> int:
        """The bits that hold any position in a document, and the slot after the last word."""
        bits = self._bits.get(field)
        if bits is None:
            most = max(segment.field(field).most_slots for segment in self.segments)
            bits = self._bits[field] = most.bit_length()
        return bits

    def cached(self, key: object, make: Callable[[], Array]) -> Array:
        """The array that `make` returns, made once for each key. Keys are few: one or two per field."""
        found = self._cached.get(key)
        if found is None:
            found = self._cached[key] = make()
        return found

    def recent(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` returns, kept for a while. Keys may be many: some per word."""
        return self._recent.get((self.first, key), make)

    @cached_property
    def _days_after(self) -> Array:
        """The days that a partial date has after its first (unsigned)."""
        return self._joined(lambda segment: segment.days_after)

    def _joined(self, column: Callable[[Segment], Array]) -> Array:
        return joined([column(segment) for segment in self.segments])


def segment_groups(segments: Sequence[Segment]) -> Iterator[SegmentGroup]:
    """All segments, in order, in groups of at most SIZE documents (or of one larger segment)."""
    recent = Recent(KEPT)
    pending: list[Segment] = []
    first = 0
    for number, segment in enumerate(segments):
        if pending and sum(each.size for each in pending) + segment.size > SIZE:
            yield SegmentGroup(pending, first, recent)
            pending, first = [], number
        pending.append(segment)
    if pending:
        yield SegmentGroup(pending, first, recent)


def joined(arrays: Sequence[Array]) -> Array:
    """The arrays concatenated; a single array is not copied."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _months(days: Array) -> Array:
    """The month of each of some days (ordinals), counted from year 0 (int32); any for 0. It is worked out
    once for each day that occurs, as NumPy takes 60 ns or more for it."""
    first = int(days.min(initial=_LAST, where=days > 0))
    numbers = np.maximum(days - first, 0)
    is_there = np.zeros(int(numbers.max(initial=0)) + 1, bool)
    is_there[numbers] = True
    known = np.flatnonzero(is_there)
    since_1970 = (known + (first - _EPOCH)).astype("datetime64[D]").astype("datetime64[M]")
    by_number = np.zeros(len(is_there), np.int32)
    by_number[known] = since_1970.astype(np.int32) + 12 * 1970
    months: Array = by_number.take(numbers)
    return months
