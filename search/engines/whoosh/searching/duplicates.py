"""Groups of duplicates in the hits of a search: what each counts, and which of its members is shown.

Of each group one member is a hit. Of articles it is the one that comes first in the order of the hits; of
paragraphs, those of the member with the most of them are hits (with all words, if some are enough).

All counts are of these hits: a facet value counts each group that has a matching member with it, as
its search does. Only members of groups need a correction. For each value a group counts what the member
does that would be shown; what the others count is a surplus.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.engines.common.duplicates import NO_GROUPS, Groups
from search.engines.common.timeline import PERIODS_OF_YEAR, WHOLE_YEAR
from search.engines.whoosh.searching.doc_values import MatchingDocs
from search.engines.whoosh.searching.facet_counts import FacetDictionary
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.model.facets import FacetName
from search.storage.arrays import Array, spread, starts_of


class Held(NamedTuple):
    """The documents of a segment group that are in groups of duplicates (rising), and which member each
    is (int64)."""

    documents: Array
    members: Array


class Entries(NamedTuple):
    """Values of members, as parallel arrays: the member and the ordinal of the value (int64)."""

    members: Array
    ordinals: Array

    def several(self) -> Entries:
        """The members with more than one value, all with the ordinal 0."""
        members = np.flatnonzero(np.bincount(self.members) > 1)
        return Entries(members, np.zeros(len(members), np.int64))

    def within(self, first: int, last: int) -> Entries:
        """Those with ordinals from `first` to `last`, which count from 0 then."""
        is_within = (self.ordinals >= first) & (self.ordinals <= last)
        return Entries(self.members[is_within], self.ordinals[is_within] - first)


class Found(NamedTuple):
    """The members that match, in all segment groups, the hits in each, and their rank among those of
    their group: the member with the highest is shown."""

    members: Array
    hits: Array
    ranks: Array


class Duplicates:
    """The groups of duplicates of a generation, or none. Members are numbered group by group in the order
    of ids; `group_of` has the group of each."""

    def __init__(self, groups: Groups, segment_groups: Sequence[SegmentGroup]) -> None:
        self._groups = groups
        self._segment_groups = segment_groups
        self.count = len(groups)
        self.group_of = np.repeat(np.arange(len(groups)), np.diff(groups.starts))
        sizes = np.array([each.size for each in segment_groups], np.int64)
        self._firsts = starts_of(sizes)
        self._values: dict[FacetName, Entries] = {}
        order = np.argsort(groups.members)
        bounds = groups.members[order].searchsorted(self._firsts)
        self._held = {
            group.first: Held(groups.members[order[start:end]] - first, order[start:end])
            for group, first, start, end in zip(
                segment_groups, self._firsts, bounds[:-1], bounds[1:], strict=False
            )
        }

    def __bool__(self) -> bool:
        return self.count > 0

    def held(self, group: SegmentGroup) -> Held:
        return self._held[group.first]

    def among(self, group: SegmentGroup, documents: Array) -> tuple[Array, Array]:
        """Which of some documents (rising) are members (indices), and which members these are."""
        held = self._held[group.first]
        if not (len(documents) and len(held.documents)):
            return _NONE, _NONE
        places = documents.searchsorted(held.documents)
        is_there = documents.take(places, mode="clip") == held.documents
        return places[is_there], held.members[is_there]

    def found(
        self, matching: Sequence[tuple[SegmentGroup, MatchingDocs, MatchingDocs | None]]
    ) -> Found:
        """The members among the matching documents of each segment group; those that have all words come
        last, if others match too."""
        if not (self and matching):
            return NONE_FOUND
        parts = [self._found(*each) for each in matching]
        return Found(*map(np.concatenate, zip(*parts, strict=True)))

    def _found(
        self, group: SegmentGroup, matching: MatchingDocs, complete: MatchingDocs | None
    ) -> Found:
        indices, members = self.among(group, matching.documents)
        hits = _hits(matching, indices)
        ranks = hits
        if complete is not None:
            own, of = self.among(group, complete.documents)
            more = np.zeros(len(self.group_of), np.int64)
            more[of] = _hits(complete, own)
            ranks = hits + (more[members] << 32)
        return Found(members, hits, ranks)

    def surplus(self, found: Found) -> int:
        """How many hits of members are not shown."""
        return int(self._surplus(found, self.group_of[found.members]).sum())

    def surplus_of_values(self, found: Found, entries: Entries, values: int) -> Array:
        """As `surplus`, for each of so many values (int64)."""
        place = np.full(len(self.group_of), -1, np.int64)
        place[found.members] = np.arange(len(found.members))
        at = place[entries.members]
        is_found = at >= 0
        at, ordinals = at[is_found], entries.ordinals[is_found]
        own = Found(*(column[at] for column in found))
        surplus = self._surplus(own, self.group_of[own.members] * values + ordinals)
        return np.bincount(ordinals, surplus, values).astype(np.int64)

    def values(self, dictionary: FacetDictionary) -> Entries:
        """The values of all members in a facet."""
        found = self._values.get(dictionary.name)
        if found is None:
            parts = [
                dictionary.doc_values(each).entries_of(self.held(each).documents)
                for each in self._segment_groups
            ]
            found = self._values[dictionary.name] = self._entries(parts)
        return found

    def dates(self, is_by_month: bool) -> Entries:
        """The months (year * 12 + month - 1) of all members that have a date, all twelve of a year of
        which no more is known; or the years."""
        members, numbers = self._periods
        years, months = np.divmod(numbers, PERIODS_OF_YEAR)
        if not is_by_month:
            return Entries(members, years)
        counts = np.where(months == WHOLE_YEAR, 12, 1)
        first = 12 * years + np.where(months == WHOLE_YEAR, 0, months - 1)
        return Entries(np.repeat(members, counts), spread(first, counts))

    def days(self, days: range) -> Entries:
        """Those of `days` (proleptic ordinals) that the date of each member may be."""
        parts = []
        for each in self._segment_groups:
            documents = self.held(each).documents
            first, last = each.days[documents], each.last_days[documents]
            begin = np.maximum(first, days.start).astype(np.int64)
            counts = np.minimum(last, days.stop - 1) + 1 - begin
            counts = np.where(first > 0, np.maximum(counts, 0), 0)
            parts.append((np.repeat(np.arange(len(documents)), counts), spread(begin, counts)))
        return self._entries(parts)

    @cached_property
    def undated(self) -> Entries:
        """The members without a date, all with the ordinal 0."""
        is_dated = np.zeros(len(self.group_of), bool)
        is_dated[self._periods.members] = True
        members = np.flatnonzero(~is_dated)
        return Entries(members, np.zeros(len(members), np.int64))

    @cached_property
    def _periods(self) -> Entries:
        """The numbers of the periods of all members that have a date."""
        parts = []
        for each in self._segment_groups:
            ordinals = each.periods.ordinals[self.held(each).documents].astype(np.int64)
            dated = np.flatnonzero(ordinals)
            parts.append((dated, ordinals[dated] - 1 + each.periods.first))
        return self._entries(parts)

    def _entries(self, parts: Sequence[tuple[Array, Array]]) -> Entries:
        """From the entries of the held documents of each segment group."""
        held = [self.held(each).members for each in self._segment_groups]
        members = [own[indices] for own, (indices, _) in zip(held, parts, strict=True)]
        ordinals = [ordinals.astype(np.int64) for _, ordinals in parts]
        return Entries(np.concatenate([_NONE, *members]), np.concatenate([_NONE, *ordinals]))

    def hidden(self, found: Found) -> Array:
        """The members whose hits are not shown, as a mask over all members."""
        hidden = np.zeros(len(self.group_of), bool)
        order = np.lexsort((-found.members, found.ranks, self.group_of[found.members]))
        members = found.members[order]
        hidden[members[:-1]] = self.group_of[members[:-1]] == self.group_of[members[1:]]
        return hidden

    def _surplus(self, found: Found, keys: Array) -> Array:
        """The hits of each found member that are not shown, where only those with its key are found."""
        order = np.lexsort((found.ranks, keys))
        sorted_keys = keys[order]
        is_shown = np.ones(len(order), bool)
        is_shown[:-1] = sorted_keys[1:] != sorted_keys[:-1]
        surplus = found.hits.copy()
        surplus[order[is_shown]] = 0
        return surplus

    def others(self, group: SegmentGroup, document: int) -> list[tuple[SegmentGroup, int]]:
        """The other members of the group that a document is in, in the order of ids."""
        held = self._held[group.first]
        at = int(held.documents.searchsorted(document))
        if at == len(held.documents) or held.documents[at] != document:
            return []
        own = int(held.members[at])
        first, end = self._groups.starts[self.group_of[own] :][:2].tolist()
        return [self.place(each) for each in range(first, end) if each != own]

    def place(self, member: int) -> tuple[SegmentGroup, int]:
        """The document of a member, and its segment group."""
        document = int(self._groups.members[member])
        number = int(self._firsts.searchsorted(document, "right")) - 1
        return self._segment_groups[number], document - int(self._firsts[number])


_NONE = np.zeros(0, np.int64)
NO_DUPLICATES = Duplicates(NO_GROUPS, ())
NONE_FOUND = Found(_NONE, _NONE, _NONE)


def _hits(matching: MatchingDocs, indices: Array) -> Array:
    if matching.weights is None:
        return np.ones(len(indices), np.int64)
    return matching.weights[indices].astype(np.int64)
