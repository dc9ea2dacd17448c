"""Members of groups of duplicates that a search finds, and what they count too much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array


class Surplus(NamedTuple):
    """What is counted too much: the ordinal of a value, and of how many hits; a value may be there more
    than once."""

    ordinals: Array
    hits: Array


@dataclass(frozen=True)
class Found:
    """The matching members of groups of which several match (rising), and for each of all members where
    it is among these, -1 if it is not (int64). If hits are paragraphs, `hits` has the number of each, and
    `ranks` their order in a group, of which the last is shown."""

    members: Array
    places: Array
    hits: Array | None = None
    ranks: Array | None = None

    def __bool__(self) -> bool:
        return len(self.members) > 0


class Entries:
    """Values of members, as parallel arrays in the order of groups and values: the member, the ordinal of
    the value, and a key that is the same if both the group and the value are (int64)."""

    def __init__(self, groups: Array, members: Array, ordinals: Array) -> None:
        keys = groups * (int(ordinals.max(initial=0)) + 1) + ordinals
        order = np.argsort(keys, kind="stable")
        self._members, self._ordinals, self._keys = members[order], ordinals[order], keys[order]

    @property
    def with_several(self) -> Array:
        """The members with more than one value."""
        return np.flatnonzero(np.bincount(self._members) > 1)

    def surplus(self, found: Found) -> Surplus:
        """What the found members count too much."""
        at = found.places.take(self._members)
        is_found = at >= 0
        keys, ordinals = self._keys.compress(is_found), self._ordinals.compress(is_found)
        if found.hits is None or found.ranks is None:
            again = keys[1:] == keys[:-1]
            more = ordinals[1:].compress(again)
            return Surplus(more, np.ones(len(more), np.int64))
        at = at.compress(is_found)
        return Surplus(ordinals, not_last(keys, found.hits.take(at), found.ranks.take(at)))


def not_last(keys: Array, hits: Array, ranks: Array) -> Array:
    """The hits, but 0 for the last by rank of those with the same key."""
    order = np.lexsort((ranks, keys))
    is_last = np.ones(len(order), bool)
    is_last[:-1] = keys[order][1:] != keys[order][:-1]
    rest = hits.copy()
    rest[order[is_last]] = 0
    return rest
