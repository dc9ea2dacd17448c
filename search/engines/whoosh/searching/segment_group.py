"""Slabs: consecutive segments seen as one row of documents, so that a search runs once for all.

Segments only supply postings; masks, scores and counts are over the documents (or paragraphs) of a
whole slab, numbered through. A slab has at most SIZE documents if it has several segments: between
slabs the clock is looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.engines.whoosh.segments.segment import Segment
from search.model.schema import TEXT
from search.storage.arrays import Array, starts_of

SIZE = 1 << 17
_EPOCH = 719_163
"""The ordinal of 1 January 1970."""


@dataclass(frozen=True, slots=True)
class Months:
    """The months of documents, counted from the year 0: `first` + `numbers` - 1 (int32); where the
    number is 0 the document has no date."""

    first: int
    numbers: Array


class SegmentGroup:
    """Some segments of a generation; `first` is the number of the first of them in it."""

    def __init__(self, segments: Sequence[Segment], first: int) -> None:
        self.segments = tuple(segments)
        self.first = first
        self.starts = starts_of(np.array([each.size for each in segments], np.int64))
        self.size = int(self.starts[-1])
        self._cached: dict[object, Array] = {}
        self._bits: dict[str, int] = {}

    @cached_property
    def live(self) -> Array | None:
        """Which documents are not deleted (bool); None if all are there."""
        if all(each.live is None for each in self.segments):
            return None
        return np.concatenate(
            [np.ones(each.size, bool) if each.live is None else each.live for each in self.segments]
        )

    @cached_property
    def days(self) -> Array:
        return self._joined(lambda segment: segment.days)

    @cached_property
    def months(self) -> Months:
        dated = self.days > 0
        since_1970 = (self.days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
        months = since_1970.astype(np.int32) + 12 * 1970
        first = int(months[dated].min()) if dated.any() else 0
        return Months(first, np.where(dated, months - first + 1, 0).astype(np.int32))

    @cached_property
    def paragraph_starts(self) -> Array:
        """Where each document's paragraphs start, and where the last one's end (int64)."""
        counts = self._joined(lambda segment: np.diff(segment.field(TEXT).part_starts))
        return starts_of(counts)

    @cached_property
    def paragraph_lengths(self) -> Array:
        return self._joined(lambda segment: np.diff(segment.field(TEXT).part_places) - 1)

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
        """The segment that holds a document, and the document's number there."""
        place = bisect_right(self.first_documents, document) - 1
        return self.segments[place], document - self.first_documents[place]

    def lengths(self, field: str) -> Array:
        """The words of each document in a field."""
        return self._joined(lambda segment: segment.field(field).lengths)

    def position_bits(self, field: str) -> int:
        """The bits of the highest position in a document."""
        bits = self._bits.get(field)
        if bits is None:
            most = max(segment.field(field).most_places for segment in self.segments)
            bits = self._bits[field] = most.bit_length()
        return bits

    def first_places(self, field: str) -> Array:
        """At which place of the slab each document starts in a field (int64)."""
        return self.cached(("first places", field), lambda: self._first_places(field))

    def part_places(self, field: str) -> Array:
        """At which place of the slab each part of a field starts (int64)."""
        return self.cached(("part places", field), lambda: self._part_places(field))

    def cached(self, key: object, make: Callable[[], Array]) -> Array:
        """What `make` gives, made once for each key. Keys are few: one or two a field or facet."""
        found = self._cached.get(key)
        if found is None:
            found = self._cached[key] = make()
        return found

    def _first_places(self, field: str) -> Array:
        firsts = self._place_bounds(field)[:-1].tolist()
        own = [segment.field(field).first_places for segment in self.segments]
        return joined([each + first for each, first in zip(own, firsts, strict=True)])

    def _part_places(self, field: str) -> Array:
        firsts = self._place_bounds(field)[:-1].tolist()
        own = [segment.field(field).part_places[:-1] for segment in self.segments]
        return joined(
            [each.astype(np.int64) + first for each, first in zip(own, firsts, strict=True)]
        )

    def _place_bounds(self, field: str) -> Array:
        """Where the places of each segment start, and where the last one's end."""
        sizes = [int(segment.field(field).part_places[-1]) for segment in self.segments]
        return starts_of(np.array(sizes, np.int64))

    def _joined(self, column: Callable[[Segment], Array]) -> Array:
        return joined([column(segment) for segment in self.segments])


def segment_groups(segments: Sequence[Segment]) -> Iterator[SegmentGroup]:
    """All segments, in order, in as few slabs as may be."""
    waiting: list[Segment] = []
    first = 0
    for number, segment in enumerate(segments):
        if waiting and sum(each.size for each in waiting) + segment.size > SIZE:
            yield SegmentGroup(waiting, first)
            waiting, first = [], number
        waiting.append(segment)
    if waiting:
        yield SegmentGroup(waiting, first)


def joined(parts: Sequence[Array]) -> Array:
    """The arrays one behind the other; the array itself, uncopied, if it is one."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
