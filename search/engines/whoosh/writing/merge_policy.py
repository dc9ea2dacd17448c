"""Keeping segments few: small ones, and those that are mostly deleted, are written together anew.

Segments fall into tiers by powers of ten of their live documents. When a tier holds more than MOST
segments, all of the tier are merged, so a document is rewritten at most about once a tier however
many reindexes there are. A segment that has a good part of the words that one may have is full: it
is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.writing.segment_sink import SegmentSink

FULL = 4
"""A segment is full when it has one in so many of the words at which a segment is closed."""
MOST = 6


def to_merge(segments: Sequence[ColumnarSegment], full: int) -> list[ColumnarSegment]:
    """The segments that should be written together anew; none if there is nothing to gain. Those of
    `full` words and more are left alone, unless most of their documents are deleted."""
    mostly_deleted = [each for each in segments if 2 * each.deleted_count() > each.size]
    tiers: dict[int, list[ColumnarSegment]] = {}
    for segment in segments:
        if segment.words < full and segment not in mostly_deleted:
            tiers.setdefault(len(str(segment.doc_count())), []).append(segment)
    crowded = [each for tier in tiers.values() if len(tier) > MOST for each in tier]
    return mostly_deleted + crowded


def merge(segments: Iterable[ColumnarSegment], folders: dict[str, Path], sink: SegmentSink) -> None:
    """Add the live articles of `segments` to `sink`; `folders` says where each segment is."""
    for listed in segments:
        sink.absorb(listed.open(folders[listed.name]))
