"""Counts by two facets at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.engines.common import facet_listing
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.matching import GroupMatches
from search.engines.whoosh.searching.searcher import MATCHING, Searcher
from search.model.crosstab import Crosstab, FacetValues
from search.model.deadline import Deadline, TimeExceeded
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
    sums = np.zeros((len(rows.values), len(columns.values)), np.int64)
    is_whole = found.is_whole
    try:
        for each in found.groups:
            for row, counts in enumerate(_rows(searcher, each, rows, columns)):
                sums[row] += counts
                deadline.check()
    except TimeExceeded:
        is_whole = False
    return Crosstab(rows, columns, tuple(map(tuple, sums.tolist())), is_whole)


def _rows(
    searcher: Searcher, found: GroupMatches, rows: FacetValues, columns: FacetValues
) -> Iterator[Array]:
    """For each value of the rows the hits in a segment group with each value of the columns."""
    of_rows, of_columns = searcher.dictionary(rows.facet), searcher.dictionary(columns.facet)
    kept = found.kept(rows.facet, columns.facet)
    in_row, in_column = of_rows.doc_values(found.group), of_columns.doc_values(found.group)
    ordinals = [of_columns.ordinal(value) for value in columns.values]
    for value in rows.values:
        ordinal = of_rows.ordinal(value)
        known = [ordinal] if ordinal < len(of_rows.values) else []
        counts = in_column.count(kept.kept(in_row.having(known)))
        yield np.array([counts.count(each) for each in ordinals], np.int64)
