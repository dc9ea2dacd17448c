"""The best of all matching items, in an order that depends on the articles alone.

Ties in the sort key are broken by date (newest first), then by id and paragraph, never by where a
document happens to stand in the index: a rebuilt index answers in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from search.engines.whoosh.arrays import Array
from search.request import Sort

_SAMPLE = 1024


@dataclass(frozen=True, slots=True)
class Items:
    """Matching items of all slabs, as parallel arrays: the slab's number, the document, the item in
    its space (the document again, or a paragraph), the score and the day (0 for none)."""

    slabs: Array
    documents: Array
    items: Array
    scores: Array
    days: Array

    def __len__(self) -> int:
        return len(self.items)


def best(items: Items, sort: Sort, skip: int, size: int, id_of: Callable[[int], str]) -> list[int]:
    """The places in `items` of hits number `skip` to `skip + size`; `id_of` gives a place's id."""
    end = min(skip + size, len(items))
    if skip >= end:
        return []
    first, second = _keys(items, sort)
    candidates = np.flatnonzero(first <= _threshold(first, end))
    order = candidates[np.lexsort((second[candidates], first[candidates]))]
    return _ties_broken(items, order, first, second, end, id_of)[skip:end]


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


def _keys(items: Items, sort: Sort) -> tuple[Array, Array]:
    """Two keys to sort by, smallest first; undated articles come last in either order of dates."""
    scores, newest = -items.scores, -items.days
    if sort == "newest":
        return newest, scores
    if sort == "oldest":
        return np.where(items.days == 0, np.iinfo(np.int32).max, items.days), scores
    return scores, newest


def _ties_broken(
    items: Items, order: Array, first: Array, second: Array, end: int, id_of: Callable[[int], str]
) -> list[int]:
    """The first `end` places of `order` at least, runs of equal keys sorted by id and paragraph."""
    keys = zip(first[order].tolist(), second[order].tolist(), order.tolist(), strict=True)
    result: list[int] = []
    for _, group in groupby(keys, key=itemgetter(0, 1)):
        run = [place for _, _, place in group]
        if len(run) > 1:
            run.sort(key=lambda place: (id_of(place), int(items.items[place])))
        result += run
        if len(result) >= end:
            break
    return result
