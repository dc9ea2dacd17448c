"""Groups of duplicates in the hits of a search: what each counts, and which of its members is shown.

Of each group one member is a hit. Of articles it is the one that comes first in the order of the hits; of
paragraphs, those of the member with the most of them are hits (with all words, if some are enough).

All counts are of these hits: a facet value counts each group that has a matching member with it, as
its search does. Only groups of which several members match need a correction. For each value a group
counts what the member does that would be shown; what the others count is a surplus.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from search.engines.common.duplicates import NO_GROUPS, Groups
from search.engines.common.timeline import PERIODS_OF_YEAR, WHOLE_YEAR
from search.engines.whoosh.searching.doc_values import MatchingDocs
from search.engines.whoosh.searching.facet_counts import FacetDictionary
from search.engines.whoosh.searching.found_members import Entries, Found, not_last
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.model.facets import FacetName
from search.storage.arrays import Array, spread, starts_of

_NONE = np.zeros(0, np.int64)
_NO_MEMBER = -1


class Duplicates:
    """The groups of duplicates of a generation, or none. Members are numbered group by group in the order
    of ids; `group_of` has the group of each."""

    def __init__(self, groups: Groups, segment_groups: Sequence[SegmentGroup]) -> None:
        self._groups = groups
        self._segment_groups = segment_groups
        self.count = len(groups)
        sizes = np.array([each.size for each in segment_groups], np.int64)
        self._firsts = starts_of(sizes)
        self._values: dict[FacetName, Entries] = {}

    @cached_property
    def group_of(self) -> Array:
        """int32."""
        return np.repeat(np.arange(self.count, dtype=np.int32), np.diff(self._groups.starts))

    @cached_property
    def _by_document(self) -> dict[int, Array]:
        """Which member each document of a segment group is, by the first segment of the group."""
        members = self._groups.members
        every = np.full(int(self._firsts[-1]), _NO_MEMBER, np.int32)
        every[members] = np.arange(len(members), dtype=np.int32)
        parts = np.split(every, self._firsts[1:-1])
        return {group.first: own for group, own in zip(self._segment_groups, parts, strict=True)}

    def __bool__(self) -> bool:
        return self.count > 0

    def members_of(self, group: SegmentGroup) -> Array:
        """Which member each document of a segment group is, -1 for most (int32)."""
        return self._by_document[group.first]

    def _documents_of(self, group: SegmentGroup) -> Array:
        """The documents of a segment group that are members (rising)."""
        return np.flatnonzero(self.members_of(group) != _NO_MEMBER)

    def among(self, group: SegmentGroup, documents: Array) -> tuple[Array, Array]:
        """Which of some documents (rising) are members (indices), and which members these are."""
        members = self.members_of(group).take(documents)
        indices = (members != _NO_MEMBER).nonzero()[0]
        return indices, members.take(indices).astype(np.int64)

    def found(
        self, matching: Sequence[tuple[SegmentGroup, MatchingDocs, MatchingDocs | None]]
    ) -> Found:
        """The members among the matching documents of each segment group; those that have all words are
        given too, if others match."""
        if not (self and matching):
            return NOT_FOUND
        among = [self.among(group, own.documents) for group, own, _ in matching]
        members = np.concatenate([own for _, own in among])
        if len(members) < 2:
            return NOT_FOUND
        is_found = np.zeros(len(self.group_of), bool)
        is_found[members] = True
        found = is_found.nonzero()[0]  # in order, without a sort
        groups = self.group_of.take(found)
        is_again = groups[1:] == groups[:-1]
        are_several = np.append(is_again, False) | np.append(False, is_again)
        found, groups = found.compress(are_several), groups.compress(are_several)
        if not len(found):
            return NOT_FOUND
        if matching[0][1].weights is None:
            return Found(found, groups, is_found)
        columns = [own.weights for _, own, _ in matching if own.weights is not None]
        weights = [each.take(indices) for each, (indices, _) in zip(columns, among, strict=True)]
        hits = np.zeros(len(self.group_of), np.int64)
        hits[members] = np.concatenate(weights)
        return Found(found, groups, is_found, hits, hits + (self._complete(matching) << 32))

    def _complete(
        self, matching: Sequence[tuple[SegmentGroup, MatchingDocs, MatchingDocs | None]]
    ) -> Array:
        """For each member how many of its hits have all words, if others match too (int64)."""
        counts = np.zeros(len(self.group_of), np.int64)
        for group, _, complete in matching:
            if complete is not None and complete.weights is not None:
                indices, members = self.among(group, complete.documents)
                counts[members] = complete.weights.take(indices)
        return counts

    def surplus(self, found: Found) -> int:
        """How many hits of members are not shown."""
        if found.hits is None or found.ranks is None:
            return int(np.count_nonzero(found.is_again))
        hits, ranks = found.hits.take(found.members), found.ranks.take(found.members)
        return int(not_last(found.groups, hits, ranks).sum())

    def hidden(self, found: Found) -> Array:
        """The members whose paragraphs are not shown, as a mask over all members."""
        hidden = np.zeros(len(self.group_of), bool)
        assert found.ranks is not None
        order = np.lexsort((-found.members, found.ranks.take(found.members), found.groups))
        members, groups = found.members[order], found.groups[order]
        hidden[members[:-1]] = groups[:-1] == groups[1:]
        return hidden

    def values(self, dictionary: FacetDictionary) -> Entries:
        """The values of all members in a facet."""
        found = self._values.get(dictionary.name)
        if found is None:
            parts = [
                dictionary.doc_values(each).entries_of(self._documents_of(each))
                for each in self._segment_groups
            ]
            found = self._values[dictionary.name] = self._entries(*self._of_members(parts))
        return found

    @cached_property
    def years(self) -> Entries:
        """The years of all members that have a date."""
        members, numbers = self._periods
        return self._entries(members, numbers // PERIODS_OF_YEAR)

    @cached_property
    def months(self) -> Entries:
        """The months (year * 12 + month - 1) of all members that have a date, all twelve of a year of
        which no more is known."""
        members, numbers = self._periods
        years, months = np.divmod(numbers, PERIODS_OF_YEAR)
        counts = np.where(months == WHOLE_YEAR, 12, 1)
        first = 12 * years + np.where(months == WHOLE_YEAR, 0, months - 1)
        return self._entries(np.repeat(members, counts), spread(first, counts))

    def days(self, days: range) -> Entries:
        """Those of `days` (proleptic ordinals) that the date of each member may be."""
        parts = []
        for each in self._segment_groups:
            documents = self._documents_of(each)
            first, last = each.days[documents], each.last_days[documents]
            begin = np.maximum(first, days.start).astype(np.int64)
            counts = np.minimum(last, days.stop - 1) + 1 - begin
            counts = np.where(first > 0, np.maximum(counts, 0), 0)
            parts.append((np.repeat(np.arange(len(documents)), counts), spread(begin, counts)))
        return self._entries(*self._of_members(parts))

    @cached_property
    def undated(self) -> Entries:
        """The members without a date, all with one value."""
        is_dated = np.zeros(len(self.group_of), bool)
        is_dated[self._periods[0]] = True
        return self.alike(np.flatnonzero(~is_dated))

    def alike(self, members: Array) -> Entries:
        """Members that all have one value."""
        return self._entries(members, np.zeros(len(members), np.int64))

    @cached_property
    def _periods(self) -> tuple[Array, Array]:
        """The members that have a date, and the numbers of their periods."""
        parts = []
        for each in self._segment_groups:
            ordinals = each.periods.ordinals[self._documents_of(each)].astype(np.int64)
            dated = np.flatnonzero(ordinals)
            parts.append((dated, ordinals[dated] - 1 + each.periods.first))
        return self._of_members(parts)

    def _of_members(self, parts: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
        """Entries of the documents of each segment group that are members as those of members."""
        held = [self.members_of(each)[self._documents_of(each)] for each in self._segment_groups]
        members = [own[indices] for own, (indices, _) in zip(held, parts, strict=True)]
        ordinals = [own.astype(np.int64) for _, own in parts]
        return np.concatenate([_NONE, *members]), np.concatenate([_NONE, *ordinals])

    def _entries(self, members: Array, ordinals: Array) -> Entries:
        return Entries(self.count, self.group_of[members].astype(np.int64), members, ordinals)

    def others(self, group: SegmentGroup, document: int) -> list[tuple[SegmentGroup, int]]:
        """The other members of the group that a document is in, in the order of ids."""
        own = int(self.members_of(group)[document]) if self else -1
        if own < 0:
            return []
        first, end = self._groups.starts[self.group_of[own] :][:2].tolist()
        return [self.document(each) for each in range(first, end) if each != own]

    def document(self, member: int) -> tuple[SegmentGroup, int]:
        """The document of a member, and its segment group."""
        document = int(self._groups.members[member])
        number = int(self._firsts.searchsorted(document, "right")) - 1
        return self._segment_groups[number], document - int(self._firsts[number])


NO_DUPLICATES = Duplicates(NO_GROUPS, ())
NOT_FOUND = Found(_NONE, _NONE, np.zeros(0, bool))
