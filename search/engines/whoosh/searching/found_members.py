"""Members of groups of duplicates that a search finds, and what they count too much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array, begin_runs, narrowed, spread, starts_of

_FEW = 4
"""If less than a quarter of the groups are found, only the entries of these are looked at."""


class Surplus(NamedTuple):
    """What is counted too much: the ordinal of a value, and of how many hits, None for one each; a value
    may be there more than once."""

    ordinals: Array
    hits: Array | None

    @property
    def total(self) -> int:
        return len(self.ordinals) if self.hits is None else int(self.hits.sum())

    def by_ordinal(self) -> Array:
        """The hits of each ordinal up to the last (int64)."""
        return np.bincount(self.ordinals, self.hits).astype(np.int64, copy=False)


@dataclass(frozen=True)
class Found:
    """The matching members of groups of which several match (rising), the group of each, and whether
    each of all members matches (bool). If hits are paragraphs, `hits` has the number of each member, and
    `ranks` their order in a group, of which the last is shown (both int64, for all members)."""

    members: Array
    groups: Array
    is_found: Array
    hits: Array | None = None
    ranks: Array | None = None

    def __bool__(self) -> bool:
        return len(self.members) > 0

    @property
    def is_again(self) -> Array:
        """Which members are not the first of their group (bool)."""
        return ~begin_runs(self.groups)


class Entries:
    """Values of the members of `count` groups, as parallel arrays in the order of groups and values: the
    member, the ordinal of the value, and a key that is the same if both the group and the value are."""

    def __init__(self, count: int, groups: Array, members: Array, ordinals: Array) -> None:
        keys = groups * (int(ordinals.max(initial=0)) + 1) + ordinals
        order = np.argsort(keys)
        self._members, self._ordinals = narrowed(members[order]), narrowed(ordinals[order])
        self._keys = np.cumsum(begin_runs(keys[order]), dtype=np.int32)
        self._starts = starts_of(np.bincount(groups, minlength=count))

    @cached_property
    def with_several(self) -> Array:
        """The members with more than one value."""
        return np.flatnonzero(np.bincount(self._members) > 1)

    def surplus(self, found: Found) -> Surplus:
        """What the found members count too much."""
        members, keys, ordinals = self._of(found)
        at = found.is_found.take(members).nonzero()[0]
        keys, ordinals = keys.take(at), ordinals.take(at)
        if found.hits is None or found.ranks is None:
            again = (keys[1:] == keys[:-1]).nonzero()[0] + 1
            return Surplus(ordinals.take(again), None)
        members = members.take(at)
        return Surplus(
            ordinals, not_last(keys, found.hits.take(members), found.ranks.take(members))
        )

    def _of(self, found: Found) -> tuple[Array, Array, Array]:
        """The members, keys and ordinals of all entries, or at least of those of the found groups."""
        columns = self._members, self._keys, self._ordinals
        if _FEW * len(found.groups) >= len(self._starts):
            return columns
        groups = found.groups.compress(~found.is_again)
        starts = self._starts.take(groups)
        entries = spread(starts, self._starts.take(groups + 1) - starts)
        members, keys, ordinals = (each.take(entries) for each in columns)
        return members, keys, ordinals


def not_last(keys: Array, hits: Array, ranks: Array) -> Array:
    """The hits, but 0 for the last by rank of those with the same key."""
    order = np.lexsort((ranks, keys))
    is_last = np.ones(len(order), bool)
    is_last[:-1] = keys[order][1:] != keys[order][:-1]
    rest = hits.copy()
    rest[order[is_last]] = 0
    return rest
