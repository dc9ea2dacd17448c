"""Segments that are opened one at a time: an open one takes 2 MB and more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.segments.segment import Segment


@dataclass(frozen=True, slots=True)
class ClosedSegments:
    """Segments as a table of contents lists them; `open` opens one."""

    listed: Sequence[ColumnarSegment]
    open: Callable[[ColumnarSegment], Segment]

    def at(self, number: int) -> closing[Segment]:
        """One of them, open until the end of a `with` statement."""
        return closing(self.open(self.listed[number]))

    def each(self) -> Iterator[Segment]:
        """All of them in turn, each open until the next one is asked for."""
        for listed in self.listed:
            with closing(self.open(listed)) as segment:
                yield segment
