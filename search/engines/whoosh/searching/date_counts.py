"""Counts over dates: exact, from the dates of all matching documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.common.timeline import Timeline, by_day, days_asked, timeline
from search.engines.whoosh.searching.doc_values import MatchingDocs
from search.engines.whoosh.searching.segment_group import DocPeriods, SegmentGroup
from search.model.request import SearchRequest
from search.storage.arrays import Array


def timeline_of(
    found: Sequence[tuple[SegmentGroup, MatchingDocs]], request: SearchRequest
) -> Timeline:
    """The hits of each period, from the matching documents of each segment group."""
    days = days_asked(request)
    if days is not None:
        return _by_day(found, days)
    return by_period([(group.periods, matching) for group, matching in found], request)


def by_period(found: Sequence[tuple[DocPeriods, MatchingDocs]], request: SearchRequest) -> Timeline:
    """The hits of each month or year, from the periods of documents."""
    every = [
        (own.first, np.bincount(own.ordinals.take(matching.documents), matching.weights))
        for own, matching in found
    ]
    undated = sum(int(counts[0]) for _, counts in every if len(counts))
    counted = [(first, counts[1:]) for first, counts in every if len(counts) > 1]
    if not counted:
        return Timeline((), undated)
    start = min(first for first, _ in counted)
    sums = np.zeros(max(first + len(counts) for first, counts in counted) - start, np.int64)
    for first, counts in counted:
        sums[first - start : first - start + len(counts)] += counts.astype(np.int64)
    used = np.flatnonzero(sums)
    pairs = list(zip((used + start).tolist(), sums[used].tolist(), strict=True))
    return timeline(pairs, undated, request)


def _by_day(found: Sequence[tuple[SegmentGroup, MatchingDocs]], days: range) -> Timeline:
    """The hits of each day. Matching documents have a date that may be one of the days."""
    changes, spread = np.zeros(len(days) + 1, np.int64), 0
    for group, matching in found:
        first, last = (each.take(matching.documents) for each in (group.days, group.last_days))
        begin, end = np.maximum(first, days.start), np.minimum(last, days.stop - 1)
        changes += _counted(begin - days.start, matching, len(changes))
        changes -= _counted(end + 1 - days.start, matching, len(changes))
        spread += int(_counted(end > begin, matching, 2)[1])
    return by_day(days, changes.cumsum()[:-1].tolist(), spread)


def _counted(places: Array, matching: MatchingDocs, size: int) -> Array:
    return np.bincount(places, matching.weights, size).astype(np.int64)
