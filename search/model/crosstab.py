"""Counts of a search by two facets at once (a cross-tabulation)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from search.model.facets import FacetName
from search.model.request import SearchRequest, Selection


class FacetValues(NamedTuple):
    """Some values of a facet."""

    facet: FacetName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosstab:
    """For each value of `rows` how many hits there are with each value of `columns`: what `cell_request`
    finds. `is_whole` is False if only a part was counted in time."""

    rows: FacetValues
    columns: FacetValues
    counts: tuple[tuple[int, ...], ...]
    is_whole: bool = True


def cell_request(
    request: SearchRequest, rows: FacetName, row: str, columns: FacetName, column: str
) -> SearchRequest:
    """The search for the hits of a cell: its values take the place of what was selected in both facets,
    as the value of a facet that is counted takes the place of the facet's own selection."""
    chosen = request.with_selection(rows, Selection((row,)))
    return chosen.with_selection(columns, Selection((column,)))
