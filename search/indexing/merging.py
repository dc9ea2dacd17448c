"""Keeping segments few: small ones, and those that are mostly deleted, are written together anew.

Segments fall into tiers by powers of ten of their live documents. When a tier below LARGE documents
holds more than MOST segments, all of the tier are merged, so a document is rewritten at most about
once a tier however many reindexes there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from search.engines.whoosh.codec import ColumnarSegment
from search.indexing.tasks import Segments

LARGE = 10_000
MOST = 6


def to_merge(segments: Sequence[ColumnarSegment]) -> list[ColumnarSegment]:
    """The segments that should be written together anew; none if there is nothing to gain."""
    mostly_deleted = [each for each in segments if 2 * each.deleted_count() > each.size]
    tiers: dict[int, list[ColumnarSegment]] = {}
    for segment in segments:
        if segment.doc_count() < LARGE and segment not in mostly_deleted:
            tiers.setdefault(len(str(segment.doc_count())), []).append(segment)
    crowded = [each for tier in tiers.values() if len(tier) > MOST for each in tier]
    return mostly_deleted + crowded


def merge(segments: Iterable[ColumnarSegment], folders: dict[str, Path], sink: Segments) -> None:
    """Add the live articles of `segments` to `sink`; `folders` says where each segment is."""
    for listed in segments:
        sink.absorb(listed.open(folders[listed.name]))
