"""Of each group of duplicates the first in the order of hits is shown, and the others are not."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.searching.duplicates import Duplicates
from search.engines.whoosh.searching.segment_group import joined
from search.engines.whoosh.searching.top_docs import (
    CandidateDocs,
    Tier,
    primary_key,
    secondary_key,
    threshold,
)
from search.model.request import Sort
from search.storage.arrays import Array, begin_runs, starts_of

_TRIED = 16
"""Candidates that are looked at first, for each hit of a page. If too few are left, because many are
copies, this many times as many are looked at next."""


class Collapser:
    """Leaves one member of each group in the tiers of a search, which are given in their order: a group
    of which a member was in a tier is not in later ones."""

    def __init__(self, duplicates: Duplicates) -> None:
        self._duplicates = duplicates
        self._is_seen = np.zeros(duplicates.count, bool)
        self._last: tuple[Tier, list[tuple[Array, Array]]] = (), []

    def size_of(self, tier: Tier) -> int:
        """The hits that a tier adds."""
        size = sum(len(each.doc_ids) for each in tier)
        if not (self._duplicates and size):
            return size
        groups = self._groups(tier)
        if not len(groups):
            return size
        is_seen = self._is_seen.copy()
        is_seen[groups] = True
        return size - len(groups) + int(np.count_nonzero(is_seen) - np.count_nonzero(self._is_seen))

    def pass_over(self, tier: Tier) -> None:
        """Take the hits of a tier as shown."""
        if self._duplicates:
            self._is_seen[self._groups(tier)] = True

    def collapsed(self, tier: Tier, sort: Sort, most: int) -> Tier:
        """The first `most` hits that a tier adds, or more."""
        if not self._duplicates:
            return tier
        size, tried = sum(len(each.doc_ids) for each in tier), _TRIED * most
        while tried < size:
            found = self._all_of(_best(tier, sort, tried), sort)
            if sum(len(each.doc_ids) for each in found) >= most:
                return found
            tried *= _TRIED
        return self._all_of(tier, sort)

    def _all_of(self, tier: Tier, sort: Sort) -> Tier:
        """All hits that a tier adds."""
        found = self._among(tier)
        if not any(len(indices) for indices, _ in found):
            return tier
        is_left = self._are_left(tier, found, sort)
        kept, done = [], 0
        for each, (indices, _) in zip(tier, found, strict=True):
            mask = np.ones(len(each.doc_ids), bool)
            mask[indices] = is_left[done : done + len(indices)]
            kept.append(each.chosen(mask) if len(indices) else each)
            done += len(indices)
        return kept

    def _are_left(self, tier: Tier, found: list[tuple[Array, Array]], sort: Sort) -> Array:
        """Which of the members in a tier are the first of their groups (bool)."""
        members = np.concatenate([own for _, own in found])
        primary = [
            primary_key(_some(each, own), sort) for each, (own, _) in zip(tier, found, strict=True)
        ]
        secondary = [
            secondary_key(each, sort, own) for each, (own, _) in zip(tier, found, strict=True)
        ]
        # Members are numbered by groups, and in them by the order of ids, which breaks ties.
        order = members.argsort()
        groups = self._duplicates.group_of.take(members.take(order))
        keys = (np.concatenate(each).take(order) for each in (primary, secondary))
        first = order.take(_least_of_runs(begin_runs(groups).nonzero()[0], *keys))
        is_left = np.zeros(len(members), bool)
        is_left[first] = ~self._is_seen.take(self._duplicates.group_of.take(members.take(first)))
        return is_left

    def _groups(self, tier: Tier) -> Array:
        """The groups of the members in a tier."""
        members = [own for _, own in self._among(tier)]
        groups: Array = self._duplicates.group_of[np.concatenate(members)]
        return groups

    def _among(self, tier: Tier) -> list[tuple[Array, Array]]:
        """The members in a tier, see `Duplicates.among`; those of the last one are kept."""
        last, found = self._last
        if last is not tier:
            found = [self._duplicates.among(each.group, each.documents) for each in tier]
            self._last = tier, found
        return found


def _least_of_runs(starts: Array, *keys: Array) -> Array:
    """The index of the least entry of each run; `starts` has the first index of each.

    Entries are compared by the first of `keys`, then by the next, then by their indices.
    """
    left = np.arange(len(keys[0]))
    for key in keys:
        own = key.take(left)
        sizes = np.diff(starts, append=len(left))
        is_least = own == np.minimum.reduceat(own, starts).repeat(sizes)
        starts = starts_of(np.add.reduceat(is_least, starts, dtype=np.int64))[:-1]
        left = left.compress(is_least)
    return left.take(starts)


def _best(tier: Tier, sort: Sort, most: int) -> Tier:
    """The first `most` candidates of a tier by the first sort key, and all that equal the last one."""
    keys = [primary_key(each, sort) for each in tier]
    last = threshold(joined(keys), most)
    return [each.chosen(key <= last) for each, key in zip(tier, keys, strict=True)]


def _some(found: CandidateDocs, indices: Array) -> CandidateDocs:
    group, *columns = found
    return CandidateDocs(group, *(column[indices] for column in columns))
