"""The documents of a segment group that pass the filters of a request, as masks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from search.engines.whoosh.searching.facet_counts import FacetDictionary
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.model.facets import FacetName
from search.model.request import SearchRequest, Selection
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class Filters:
    """Masks over the documents of a segment group (bool): `facets` for the selection in each facet
    that has one, `always` for the dates and for documents that are not deleted (None if all pass).
    They are kept apart because the counts of a facet ignore its own selection."""

    facets: Mapping[FacetName, Array]
    always: Array | None

    def combined(self, *ignored: FacetName) -> Array | None:
        """The documents that pass all filters but the selections in the facets `ignored`; None if all
        documents pass."""
        masks = [each for name, each in self.facets.items() if name not in ignored]
        masks += [] if self.always is None else [self.always]
        if not masks:
            return None
        return masks[0] if len(masks) == 1 else np.logical_and.reduce(masks)


def filters_of(
    group: SegmentGroup, request: SearchRequest, dictionaries: Mapping[FacetName, FacetDictionary]
) -> Filters:
    """The filters of a request; `dictionaries` needs only the facets with a selection."""
    masks = {
        name: _selected(group, dictionaries[name], selection)
        for name, selection in request.selections.items()
    }
    return Filters(masks, _dated(group, request.since, request.until))


def _selected(group: SegmentGroup, dictionary: FacetDictionary, selection: Selection) -> Array:
    mask = np.ones(group.size, bool)
    if selection.included:
        mask = _having(group, dictionary, selection.included)
    if selection.excluded:
        mask &= ~_having(group, dictionary, selection.excluded)
    return mask


def _having(group: SegmentGroup, dictionary: FacetDictionary, values: Sequence[str]) -> Array:
    """The documents that have one of the values."""
    ordinals = [dictionary.ordinal(value) for value in values]
    known = [each for each in ordinals if each < len(dictionary.values)]
    return dictionary.doc_values(group).having(known)


def _dated(group: SegmentGroup, since: date | None, until: date | None) -> Array | None:
    """The documents in a range of days that are not deleted; a document without a date is in no
    range."""
    if since is None and until is None:
        return group.live
    chosen = group.dated(since.toordinal() if since else None, until.toordinal() if until else None)
    return chosen if group.live is None else chosen & group.live
