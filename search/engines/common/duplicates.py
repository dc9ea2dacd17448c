"""Duplicates: articles with the same text, or nearly, under several ids, found by their signatures.

Articles are in one group if their signatures agree with that of its first member, the first in the order
of ids, in LEAST bytes or more: no chain leads from one text to an unlike one. Each article in turn joins
the first member that it agrees with most, or begins a group. So groups follow from the set of articles,
whatever the order in which they came.

Only articles that have a band in common, ROWS bytes at one place, are compared (Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, 3.4): all that agree in three quarters of their bytes have, and 99 in
100 of those that agree in as many as LEAST.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.storage.arrays import Array, starts_of
from search.text.signatures import SIZE, agreements

LEAST = 77
"""Bytes: of all runs of five words in either text, 60 in 100 are in both. So one word in twenty may be
another."""
ROWS = 4
_BANDS = SIZE // ROWS
_COMPARED = 8
"""Each article is compared with the first so many of those with the same band."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of duplicates, in the order of their first members.

    `members` (int64) has those of all groups, group after group, in the order of ids; `starts` (int64,
    one more than groups) where each group begins; `agreements` (uint8) how many bytes of its signature
    each member has in common with the first of its group.
    """

    members: Array
    starts: Array
    agreements: Array

    def __len__(self) -> int:
        return len(self.starts) - 1


NO_GROUPS = Groups(np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros(0, np.uint8))


def grouped(signatures: Array, id_of: Callable[[int], str]) -> Groups:
    """The groups of articles with these signatures (uint8, a row each); members are numbers of rows.

    `id_of` gives the id of an article, of which few are needed.
    """
    candidates = sorted(np.flatnonzero(_share_a_band(signatures)).tolist(), key=id_of)
    order = np.array(candidates, np.int64)
    leaders = _leaders(signatures[order])
    by_group: dict[int, list[tuple[int, int]]] = {}
    for index, (leader, agreement) in enumerate(leaders):
        by_group.setdefault(leader, []).append((index, agreement))
    found = [by_group[leader] for leader in sorted(by_group) if len(by_group[leader]) > 1]
    flat = [each for group in found for each in group]
    members = order[np.array([index for index, _ in flat], np.int64)]
    sizes = np.array([len(group) for group in found], np.int64)
    return Groups(members, starts_of(sizes), np.array([each for _, each in flat], np.uint8))


def _bands(signatures: Array) -> Iterator[Array]:
    """Each band of all signatures, as numbers (uint32)."""
    columns = np.ascontiguousarray(signatures).view(np.uint32)
    return (columns[:, band].copy() for band in range(_BANDS))


def _share_a_band(signatures: Array) -> Array:
    """Which signatures have a band that another has (bool)."""
    shared = np.zeros(len(signatures), bool)
    numbers = np.arange(len(signatures), dtype=np.uint64)
    for band in _bands(signatures):
        # Sorting numbers is several times as fast as finding the order that sorts them.
        ordered = np.sort(band.astype(np.uint64) << np.uint64(32) | numbers)
        values = (ordered >> np.uint64(32)).astype(np.uint32)
        is_same = values[1:] == values[:-1]
        own = (ordered & np.uint64(0xFFFFFFFF)).astype(np.int64)
        shared[own[1:][is_same]] = shared[own[:-1][is_same]] = True
    return shared


def _leaders(signatures: Array) -> list[tuple[int, int]]:
    """For each signature, in this order, the first member of its group and the bytes that both share."""
    leaders: list[tuple[int, int]] = [(each, SIZE) for each in range(len(signatures))]
    for index, partners in _near(signatures):
        firsts = sorted({leaders[each][0] for each in partners})
        if partners.keys() >= {*firsts}:
            shared = [partners[each] for each in firsts]
        else:
            shared = agreements(signatures[firsts], signatures[index]).tolist()
        if (most := max(shared)) >= LEAST:
            leaders[index] = firsts[shared.index(most)], most
    return leaders


def _near(signatures: Array) -> Iterator[tuple[int, Mapping[int, int]]]:
    """Each signature that agrees with earlier ones, and some of these with the bytes that both share, all
    by their numbers (rising)."""
    later, earlier = np.divmod(_compared(signatures), max(len(signatures), 1))
    shared = np.empty(len(later), np.uint8)
    for at in range(0, len(later), _CHUNK):
        some = slice(at, at + _CHUNK)
        shared[some] = agreements(signatures[later[some]], signatures[earlier[some]])
    is_near = shared >= LEAST
    later, earlier, shared = later[is_near], earlier[is_near], shared[is_near]
    bounds = np.flatnonzero(np.diff(later, prepend=-1, append=-1))
    for start, end in pairwise(bounds.tolist()):
        yield (
            int(later[start]),
            dict(zip(earlier[start:end].tolist(), shared[start:end].tolist(), strict=True)),
        )


def _compared(signatures: Array) -> Array:
    """The pairs of signatures to compare: of each pair the later one times the number of all signatures,
    plus the earlier one (int64, rising)."""
    pairs = [np.zeros(0, np.int64)]
    for band in _bands(signatures):
        order = np.argsort(band, kind="stable")
        is_first = np.diff(band[order].astype(np.int64), prepend=-1) != 0
        places = np.arange(len(order))
        starts = np.maximum.accumulate(np.where(is_first, places, 0))
        for nth in range(_COMPARED):
            later = np.flatnonzero(starts + nth < places)
            if not len(later):
                break
            pairs.append(order[later] * len(order) + order[starts[later] + nth])
        gathered = sum(map(len, pairs))
        if gathered > 2 * len(pairs[0]) + _CHUNK:  # most pairs have several bands in common
            pairs = [_distinct(pairs)]
    return _distinct(pairs)


def _distinct(numbers: Sequence[Array]) -> Array:
    """The distinct of numbers from 0 on, rising, faster than `np.unique`."""
    ordered = np.sort(np.concatenate(numbers))
    distinct: Array = ordered[np.diff(ordered, prepend=-1) != 0]
    return distinct
