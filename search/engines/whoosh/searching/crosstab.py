"""Counts by two facets at once."""

from __future__ import annotations

import numpy as np

from search.engines.common import facet_listing
from search.engines.whoosh.searching.counting import without_surplus
from search.engines.whoosh.searching.doc_values import total
from search.engines.whoosh.searching.duplicates import Duplicates
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.matching import Matching
from search.engines.whoosh.searching.searcher import MATCHING, Searcher
from search.model.crosstab import Crosstab, FacetValues
from search.model.deadline import Deadline, TimeExceeded
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.storage.arrays import Array


def crosstab(
    searcher: Searcher,
    request: SearchRequest,
    rows: FacetValues,
    columns: FacetValues,
    deadline: Deadline | None,
) -> Crosstab:
    """See `search.engines.protocol.Engine.crosstab`."""
    facet_listing.check_crosstab(request, rows, columns, searcher.config.facets)
    deadline = deadline or Deadline.after(searcher.time_limit)
    found = searcher.matching(request, Limits(deadline.part(MATCHING)))
    counted = _Rows(searcher, found, searcher.duplicates_of(request), rows.facet, columns)
    table = np.zeros((len(rows.values), len(columns.values)), np.int64)
    is_whole = found.is_whole
    try:
        for number, value in enumerate(rows.values):
            table[number] = counted.row(value)
            deadline.check()
    except TimeExceeded:
        is_whole = False
    return Crosstab(rows, columns, tuple(map(tuple, table.tolist())), is_whole)


class _Rows:
    """Counts the hits with a value of one facet by the values of another."""

    def __init__(
        self,
        searcher: Searcher,
        found: Matching,
        duplicates: Duplicates,
        facet: FacetName,
        columns: FacetValues,
    ) -> None:
        self._rows = searcher.dictionary(facet)
        self._columns = searcher.dictionary(columns.facet)
        self._ordinals = [self._columns.ordinal(value) for value in columns.values]
        self._kept = [(each.group, each.kept(facet, columns.facet)) for each in found.groups]
        self._duplicates = duplicates

    def row(self, value: str) -> Array:
        """The hits with a value that have each value of the columns."""
        ordinal = self._rows.ordinal(value)
        known = [ordinal] if ordinal < len(self._rows.values) else []
        matching = [
            (group, kept.kept(self._rows.doc_values(group).having(known)))
            for group, kept in self._kept
        ]
        counts = total([self._columns.doc_values(group).count(own) for group, own in matching])
        members = self._duplicates.found([(group, own, None) for group, own in matching])
        shown = without_surplus(counts, self._columns, self._duplicates, members)
        return np.array([shown.count(each) for each in self._ordinals], np.int64)
