"""The best of all matching items, in an order that depends on the articles alone.

Ties in the sort key are broken by date (newest first), then by id and paragraph, never by where a
document happens to stand in the index: a rebuilt index answers in the same order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from search.engines.whoosh.searching.segment_group import SegmentGroup, joined
from search.model.request import Sort
from search.storage.arrays import Array, starts_of

_SAMPLE = 1024


class CandidateDocs(NamedTuple):
    """Matching items of a slab that pass the filters, as parallel arrays: the item in its space, the
    document that it belongs to, the score."""

    group: SegmentGroup
    items: Array
    documents: Array
    scores: Array


class ScoreDoc(NamedTuple):
    """An item of a slab: its number in the space, its document, its score."""

    group: SegmentGroup
    item: int
    document: int
    score: float

    @property
    def id(self) -> str:
        segment, document = self.group.segment_of(self.document)
        return segment.id(document)


def best(found: Sequence[CandidateDocs], sort: Sort, skip: int, size: int) -> list[ScoreDoc]:
    """Hits number `skip` to `skip + size` of all slabs."""
    end = min(skip + size, sum(len(each.items) for each in found))
    if skip >= end:
        return []
    keys = [_first_key(each, sort) for each in found]
    threshold = _threshold(joined(keys), end)
    at = [np.flatnonzero(key <= threshold) for key in keys]
    first = joined([key[places] for key, places in zip(keys, at, strict=True)])
    second = joined(
        [_second_key(each, sort, places) for each, places in zip(found, at, strict=True)]
    )
    order = np.lexsort((second, first))
    order = order[: _end_of_ties(first[order], second[order], end)]
    starts: list[int] = starts_of(np.array([len(places) for places in at])).tolist()
    ordered = [
        (key, _place(found, at, starts, candidate))
        for *key, candidate in zip(
            first[order].tolist(), second[order].tolist(), order.tolist(), strict=True
        )
    ]
    return _ties_broken(ordered)[skip:end]


def _first_key(found: CandidateDocs, sort: Sort) -> Array:
    """What to sort by first, smallest first; undated articles come last in either order."""
    if sort == "relevance":
        return -found.scores
    days = found.group.days[found.documents]
    return -days if sort == "newest" else np.where(days == 0, np.iinfo(np.int32).max, days)


def _second_key(found: CandidateDocs, sort: Sort, places: Array) -> Array:
    if sort == "relevance":
        return -found.group.days[found.documents[places]]
    return -found.scores[places]


def _threshold(keys: Array, size: int) -> Any:
    """A key that at least the `size` smallest are not above, and not many more are.

    Among many keys, the one that a sample puts there comes first, so that few are partitioned.
    """
    if size >= len(keys):
        return keys.max()
    sample = keys[:: max(1, len(keys) // _SAMPLE)]
    if size < len(sample):
        keys = keys[keys <= np.partition(sample, size - 1)[size - 1]]
    return np.partition(keys, size - 1)[size - 1]


def _end_of_ties(first: Array, second: Array, end: int) -> int:
    """Behind the last of the sorted places that cannot be told from number `end` - 1 by its keys."""
    same = (first[end:] == first[end - 1]) & (second[end:] == second[end - 1])
    return end + (len(same) if same.all() else int(same.argmin()))


def _place(
    found: Sequence[CandidateDocs], at: Sequence[Array], starts: Sequence[int], candidate: int
) -> ScoreDoc:
    number = bisect_right(starts, candidate, hi=len(found)) - 1
    each, place = found[number], int(at[number][candidate - starts[number]])
    return ScoreDoc(
        each.group, int(each.items[place]), int(each.documents[place]), float(each.scores[place])
    )


def _ties_broken(ordered: Sequence[tuple[list[float], ScoreDoc]]) -> list[ScoreDoc]:
    """Runs of equal keys sorted by id and paragraph."""
    result: list[ScoreDoc] = []
    for _, group in groupby(ordered, key=itemgetter(0)):
        run = [place for _, place in group]
        result += sorted(run, key=lambda place: (place.id, place.item)) if len(run) > 1 else run
    return result
