"""Which segments are merged: many small ones, and those whose documents are mostly deleted.

This is a tiered merge policy. Segments fall into tiers by powers of ten of their live documents. If a
tier has more than MOST segments, all of them are merged, so that a document is rewritten about once
per tier, however many reindexes there are. A segment with a large share of the words that a segment may
have is full and stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.engines.whoosh.codec import ColumnarSegment

FULL = 4
"""A segment is full at the FULLth part of the words at which a segment is closed."""
MOST = 6


def segments_to_merge(segments: Sequence[ColumnarSegment], full: int) -> list[ColumnarSegment]:
    """The segments to merge, none if that gains nothing.

    Segments of `full` words and more are left out, unless most of their documents are deleted.
    """
    mostly_deleted = [each for each in segments if 2 * each.deleted_count() > each.size]
    tiers: dict[int, list[ColumnarSegment]] = {}
    for segment in segments:
        if segment.words < full and segment not in mostly_deleted:
            tiers.setdefault(len(str(segment.doc_count())), []).append(segment)
    crowded = [each for tier in tiers.values() if len(tier) > MOST for each in tier]
    return mostly_deleted + crowded
