"""Counts by two facets as a grid whose cells are searches, the darker the more."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.crosstab import Crosstab, cell_request
from search.model.request import SearchRequest
from web.links import Links
from web.wording import number, value_name

LEVELS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """`level` is 0 for nothing, else from 1 to LEVELS; without hits there is no `url`."""

    text: str
    level: int
    url: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """`row_label` and `column_label` name the facets."""

    row_label: str
    column_label: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    is_whole: bool


def heat_view(found: Crosstab, request: SearchRequest, links: Links) -> Heat:
    rows, columns = found.rows, found.columns
    most = max(map(max, found.counts))
    are_short = links.are_short(request)

    def cell(row: str, column: str, count: int) -> Cell:
        asked = cell_request(request, rows.facet, row, columns.facet, column)
        return Cell(
            number(count), level(count, most), links.search(asked) if count and are_short else ""
        )

    return Heat(
        row_label=links.facets[rows.facet].label,
        column_label=links.facets[columns.facet].label,
        columns=tuple(value_name(columns.facet, each) for each in columns.values),
        rows=tuple(
            HeatRow(
                value_name(rows.facet, row),
                tuple(
                    cell(row, column, count)
                    for column, count in zip(columns.values, counts, strict=True)
                ),
            )
            for row, counts in zip(rows.values, found.counts, strict=True)
        ),
        is_whole=found.is_whole,
    )


def level(count: int, most: int) -> int:
    """By the square root, so that the few large counts leave something for the others."""
    return min(LEVELS, 1 + int(LEVELS * (count / most) ** 0.5)) if count else 0
