"""Duplicates: articles with the same text, or nearly, under several ids, found by their signatures.

Articles are in one group if their signatures agree with that of its first member, the first in the order
of ids, in LEAST bytes or more: no chain leads from one text to an unlike one. Each article in turn joins
the first member that it agrees with most, or begins a group. So groups follow from the set of articles,
whatever the order in which they came. An article that shares no band with others, not even through a
chain of articles, changes nothing for them.

Each article is compared with the first COMPARED articles of those that have a band in common with it (see
`signature_bands`). The pairs of _PIECE articles are in memory together; besides, it takes some 256 bytes
for each article.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.engines.common.signature_bands import bands, ordered
from search.storage.arrays import Array, begin_runs, distinct, starts_of
from search.text.signatures import SIZE, agreements

LEAST = 77
"""Bytes: of all runs of five words in either text, 60 in 100 are in both. So one word in twenty may be
another."""
COMPARED = 8
_PIECE = 1 << 14
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of duplicates.

    `members` (int64) has those of all groups, group after group, in the order of ids; `starts` (int64,
    one more than groups) where each group begins; `agreements` (uint8) how many bytes of its signature
    each member has in common with the first of its group.
    """

    members: Array
    starts: Array
    agreements: Array

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Array:
        """The members of each group (int64)."""
        return np.diff(self.starts)


NO_GROUPS = Groups(np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros(0, np.uint8))


def grouped(signatures: Array) -> Groups:
    """The groups of articles with these signatures (uint8, a row each), which are in the order of ids;
    members are numbers of rows."""
    leaders, shared = _leaders(signatures)
    sizes = np.bincount(leaders, minlength=len(leaders))
    members = np.argsort(leaders, kind="stable")
    members = members[sizes[leaders[members]] > 1]
    return Groups(members, starts_of(sizes[sizes > 1]), shared[members])


def _leaders(signatures: Array) -> tuple[Array, Array]:
    """For each signature the first member of its group (int64), and the bytes that both share (uint8)."""
    leaders = array("l", range(len(signatures)))
    most_shared = array("B", [SIZE]) * len(signatures)
    for index, partners in _near(signatures):
        firsts = sorted({leaders[each] for each in partners})
        if partners.keys() >= {*firsts}:
            shared = [partners[each] for each in firsts]
        else:
            shared = agreements(signatures[firsts], signatures[index]).tolist()
        if (most := max(shared)) >= LEAST:
            leaders[index], most_shared[index] = firsts[shared.index(most)], most
    return np.array(leaders, np.int64), np.array(most_shared, np.uint8)


def _near(signatures: Array) -> Iterator[tuple[int, Mapping[int, int]]]:
    """Each signature that agrees with earlier ones, and some of these with the bytes that both share, all
    by their numbers (rising)."""
    buckets = [_Buckets(band) for band in bands(signatures)]
    for first in range(0, len(signatures), _PIECE):
        rows = np.arange(first, min(first + _PIECE, len(signatures)))
        later, earlier = np.divmod(_compared(buckets, rows), len(signatures))
        shared = np.empty(len(later), np.uint8)
        for at in range(0, len(later), _CHUNK):
            some = slice(at, at + _CHUNK)
            shared[some] = agreements(signatures[later[some]], signatures[earlier[some]])
        is_near = shared >= LEAST
        later, earlier, shared = later[is_near], earlier[is_near], shared[is_near]
        bounds = np.flatnonzero(np.diff(later, prepend=-1, append=-1))
        for start, end in pairwise(bounds.tolist()):
            partners = earlier[start:end].tolist(), shared[start:end].tolist()
            yield int(later[start]), dict(zip(*partners, strict=True))


class _Buckets:
    """The signatures that have the same band, for each value that it has."""

    def __init__(self, band: Array) -> None:
        values, owners = ordered(band)
        ranks = np.arange(len(owners))
        self._owners = owners.astype(np.int32)
        self._starts = np.empty(len(owners), np.int32)
        self._starts[owners] = np.maximum.accumulate(np.where(begin_runs(values), ranks, 0))

    def __len__(self) -> int:
        return len(self._owners)

    def pairs(self, rows: Array) -> Iterator[tuple[Array, Array]]:
        """Signatures, each with one of the COMPARED first that have its band and are before it."""
        ranks = self._starts.take(rows)
        for _ in range(COMPARED):
            others = self._owners.take(ranks)
            is_earlier = others != rows
            rows, ranks = rows.compress(is_earlier), ranks.compress(is_earlier) + 1
            if not len(rows):
                return
            yield rows, others.compress(is_earlier)


def _compared(buckets: Sequence[_Buckets], rows: Array) -> Array:
    """The pairs of signatures to compare: of each the later one, which is of `rows`, times the number of
    all signatures, plus the earlier one (int64, rising)."""
    pairs, size = [np.zeros(0, np.int64)], len(buckets[0])
    for each in buckets:
        pairs += [later * size + earlier for later, earlier in each.pairs(rows)]
        gathered = sum(map(len, pairs))
        if gathered > 2 * len(pairs[0]) + _CHUNK:  # most pairs have several bands in common
            pairs = [distinct(np.concatenate(pairs))]
    return distinct(np.concatenate(pairs))
