"""The hits of a search, counted: all of them, those of each value of a facet, those of each period."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from search.engines.common.modes import FEW
from search.engines.common.timeline import Timeline, days_asked, numbered
from search.engines.whoosh.searching.collapsing import Collapser
from search.engines.whoosh.searching.date_counts import timeline_of
from search.engines.whoosh.searching.doc_values import FacetCounts, MatchingDocs, total
from search.engines.whoosh.searching.duplicates import NO_DUPLICATES, Duplicates
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.facet_counts import FacetDictionary
from search.engines.whoosh.searching.found_members import Entries, Found
from search.engines.whoosh.searching.matching import GroupMatches, Matching
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.top_docs import CandidateDocs, Tier
from search.model.deadline import TimeExceeded
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.model.results import Period
from search.storage.arrays import Array


class Counting:
    """Counts the matches that pass the filters; of each group of `duplicates` one member counts."""

    def __init__(self, found: Matching, duplicates: Duplicates) -> None:
        self._found = found
        self.duplicates = duplicates
        self._kept = [each.kept() for each in found.groups]

    @cached_property
    def members(self) -> Found:
        """The members of groups of duplicates that match."""
        return self._members(self._kept)

    @cached_property
    def hits(self) -> int:
        return self._hits(self._kept, self.members)

    @cached_property
    def hits_with_all(self) -> int:
        """How many hits have all words."""
        if not self._found.is_relaxed:
            return self.hits
        complete = [each.kept_complete() or each.kept() for each in self._found.groups]
        members = self.duplicates.found(
            [(each.group, own, None) for each, own in self._with_groups(complete)]
        )
        return self._hits(complete, members)

    def hits_with_some(self, limits: Limits) -> int | None:
        """How many hits there are with some of the words, where few have all of them."""
        found = self._found
        if found.is_relaxed:
            return self.hits
        relaxed = found.wider.relaxed
        if relaxed is None or self.hits >= FEW or not found.is_whole:
            return None
        try:
            some = [each.some(found.wider, relaxed, limits) for each in found.groups]
        except TimeExceeded:
            return None
        members = self.duplicates.found(
            [
                (each.group, own, complete)
                for (each, own), complete in zip(self._with_groups(some), self._kept, strict=True)
            ]
        )
        return self._hits(some, members)

    def of_values(self, dictionary: FacetDictionary) -> FacetCounts:
        """The hits of each value of a facet, if it alone is chosen in it."""
        name, kept, members = dictionary.name, self._kept, self.members
        if any(name in each.filters.facets for each in self._found.groups):
            kept = [each.kept(name) for each in self._found.groups]
            members = self._members(kept, name)
        counts = total(
            [dictionary.doc_values(each.group).count(own) for each, own in self._with_groups(kept)]
        )
        return without_surplus(counts, dictionary, self.duplicates, members)

    def shown(self) -> tuple[list[Tier], Collapser]:
        """The hits in tiers, and what leaves one article of each group of duplicates in them."""
        if not self.members:
            return self._found.tiers(), Collapser(NO_DUPLICATES)
        if self.members.hits is None:
            return self._found.tiers(), Collapser(self.duplicates)
        hidden = self.duplicates.hidden(self.members)
        tiers = self._found.tiers()
        shown: list[Tier] = [[self._without(hidden, each) for each in tier] for tier in tiers]
        return shown, Collapser(NO_DUPLICATES)

    def _without(self, hidden: Array, found: CandidateDocs) -> CandidateDocs:
        """The candidates that are not of hidden members."""
        members = self.duplicates.members_of(found.group).take(found.documents)
        is_hidden = hidden.take(members)
        return found.chosen(~(is_hidden & (members >= 0)))

    def timeline(self, request: SearchRequest) -> Timeline:
        """The hits of each period of the timeline."""
        found = [(each.group, own) for each, own in self._with_groups(self._kept)]
        listed = timeline_of(found, request)
        if not self.members:
            return listed
        undated = listed.undated - self.duplicates.undated.surplus(self.members).total
        if not listed.periods:
            return listed._replace(undated=undated)
        entries = self._dates(listed.periods[0].period, request)
        surplus = FacetCounts.of(entries.surplus(self.members).by_ordinal())
        periods = (
            Period(name, count - surplus.count(numbered(name))) for name, count in listed.periods
        )
        several = self.duplicates.alike(entries.with_several).surplus(self.members).total
        return Timeline(tuple(periods), undated, listed.spread and listed.spread - several)

    def _dates(self, period: str, request: SearchRequest) -> Entries:
        """The periods of members, as long as a given one."""
        days = days_asked(request)
        if days is not None:
            return self.duplicates.days(days)
        return self.duplicates.months if "-" in period else self.duplicates.years

    def _members(self, kept: list[MatchingDocs], *ignoring: FacetName) -> Found:
        return self.duplicates.found(
            [
                (each.group, own, each.kept_complete(*ignoring) if self.duplicates else None)
                for each, own in self._with_groups(kept)
            ]
        )

    def _hits(self, matching: list[MatchingDocs], members: Found) -> int:
        return sum(each.hits for each in matching) - self.duplicates.surplus(members)

    def _with_groups(self, matching: list[MatchingDocs]) -> zip[tuple[GroupMatches, MatchingDocs]]:
        return zip(self._found.groups, matching, strict=True)


def value_counts(
    dictionary: FacetDictionary,
    groups: Sequence[SegmentGroup],
    masks: Sequence[Array | None],
    duplicates: Duplicates,
) -> Array:
    """The documents of a mask for each segment group (None: all) that have each value, by ordinal; of
    each group of duplicates one counts."""
    matching = [
        MatchingDocs(np.arange(group.size) if mask is None else mask.nonzero()[0], group.size)
        for group, mask in zip(groups, masks, strict=True)
    ]
    pairs = list(zip(groups, matching, strict=True))
    counts = total([dictionary.doc_values(group).count(own) for group, own in pairs])
    members = duplicates.found([(group, own, None) for group, own in pairs])
    found = without_surplus(counts, dictionary, duplicates, members)
    by_ordinal = np.zeros(len(dictionary.values), np.int64)
    by_ordinal[found.ordinals] = found.counts
    return by_ordinal


def without_surplus(
    counts: FacetCounts, dictionary: FacetDictionary, duplicates: Duplicates, members: Found
) -> FacetCounts:
    """The counts of values, of which each group of duplicates counts one member; `members` match."""
    if not members:
        return counts
    surplus = duplicates.values(dictionary).surplus(members).by_ordinal()
    corrected = counts.counts.copy()
    own = counts.ordinals[: counts.ordinals.searchsorted(len(surplus))]
    corrected[: len(own)] -= surplus.take(own)
    return FacetCounts(counts.ordinals, corrected)
