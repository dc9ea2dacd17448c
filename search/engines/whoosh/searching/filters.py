"""What the facets and dates that are chosen let through: documents of a slab, as masks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from search.engines.whoosh.searching.facet_counts import FacetIndex
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.model.facets import FacetName
from search.model.request import SearchRequest, Selection
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents of a slab each facet's selection, the dates, and `always` (dates, and not
    being deleted) let through (bool, one a document); None lets all through."""

    facets: Mapping[FacetName, Array]
    always: Array | None

    def combined(self, ignoring: FacetName | None = None) -> Array | None:
        """The documents that everything lets through, the selection of one facet left out."""
        masks = [each for name, each in self.facets.items() if name != ignoring]
        masks += [] if self.always is None else [self.always]
        if not masks:
            return None
        return masks[0] if len(masks) == 1 else np.logical_and.reduce(masks)


def filters_of(
    group: SegmentGroup, request: SearchRequest, index: Mapping[FacetName, FacetIndex]
) -> Filters:
    """The filters of a request; `index` need only have facets in which something is chosen."""
    masks = {
        name: _selected(group, index[name], selection)
        for name, selection in request.selections.items()
    }
    return Filters(masks, _dated(group, request.since, request.until))


def _selected(group: SegmentGroup, index: FacetIndex, selection: Selection) -> Array:
    mask = np.ones(group.size, bool)
    if selection.included:
        mask = _having(group, index, selection.included)
    if selection.excluded:
        mask &= ~_having(group, index, selection.excluded)
    return mask


def _having(group: SegmentGroup, index: FacetIndex, values: Sequence[str]) -> Array:
    """The documents that have one of the values."""
    places = [index.place(value) for value in values]
    return index.column(group).having([each for each in places if each < len(index.values)])


def _dated(group: SegmentGroup, since: date | None, until: date | None) -> Array | None:
    """The documents in a range of days that are not deleted; those without a date are in none."""
    if since is None and until is None:
        return group.live
    first = since.toordinal() if since else 1
    last = until.toordinal() if until else date.max.toordinal()
    chosen = (group.days >= first) & (group.days <= last)
    return chosen if group.live is None else chosen & group.live
