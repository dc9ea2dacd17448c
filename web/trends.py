"""Asks for several searches over time, and for one by two facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.engines import Engine
from search.model.crosstab import Crosstab, FacetValues
from search.model.deadline import Deadline
from search.model.facets import AUTHOR, LANGUAGE, SOURCE, FacetName, FacetTable
from search.model.periods import interval_of, kind_of, number_of
from search.model.request import Interval, SearchRequest
from search.model.results import Facet, Results
from search.model.trends import Trends, TrendsRequest

MOST_MONTHS = 600
"""More are shown as years, so that no page is without end."""
MOST_MONTHS_AT_ONCE = 60
"""More are shown as years, unless months are asked for."""
ROWS, COLUMNS = 12, 10


def trends(engine: Engine, asked: TrendsRequest, offered: FacetTable, deadline: Deadline) -> Trends:
    """The answer within the deadline: what there was no time for is partial."""
    common = replace(asked.common, interval=interval_of(asked.common))
    searches = asked.with_common(common).searches
    series = [
        engine.search(_counting(each, () if number else offered.names), deadline)
        for number, each in enumerate(searches)
    ]
    interval = _interval(common.interval, series)
    for number, found in enumerate(series):
        if any(kind_of(each.period) != interval for each in found.timeline):
            again = replace(found.request, facets=(), interval=interval)
            series[number] = replace(engine.search(again, deadline), facets=found.facets)
    every = SearchRequest(
        since=common.since, until=common.until, unit=common.unit, interval=interval
    )
    archive = engine.search(_counting(every), deadline)
    crossed = _facets_to_cross(asked, series[0].facets, offered)
    crosstab = _crosstab(engine, series[0], crossed, deadline)
    return Trends(asked, interval, archive, tuple(series), crossed, crosstab)


def _facets_to_cross(
    asked: TrendsRequest, found: Sequence[Facet], offered: FacetTable
) -> tuple[FacetName, ...]:
    """The facets of the rows and of the columns: those that are asked for or else, of those with values
    that say what an article is about, the second and the first; none if there are not two."""
    used = [each.name for each in found if len(each.values) > 1]
    about = [name for name in used if name not in (AUTHOR, SOURCE, LANGUAGE)]
    usual = [*about[:2][::-1], *about[2:], *used, *offered.names]
    rows = asked.rows or next((each for each in usual if each != asked.columns), "")
    columns = asked.columns or next((each for each in usual if each != rows), "")
    return (rows, columns) if rows and columns and rows != columns else ()


def _counting(request: SearchRequest, facets: Sequence[FacetName] = ()) -> SearchRequest:
    """A request for counts alone."""
    return replace(request, size=1, passages=0, facets=tuple(facets), facet_size=ROWS)


def _interval(asked: Interval, series: Sequence[Results]) -> Interval:
    """The interval that all series can have."""
    periods = [each.period for found in series for each in found.timeline]
    kinds = {kind_of(each) for each in periods}
    if len(kinds) != 1:
        return "year"
    (kind,) = kinds
    if kind != "month":
        return kind
    numbers = list(map(number_of, periods))
    most = MOST_MONTHS if asked == "month" else MOST_MONTHS_AT_ONCE
    return "month" if max(numbers) - min(numbers) < most else "year"


def _crosstab(
    engine: Engine, first: Results, names: Sequence[FacetName], deadline: Deadline
) -> Crosstab | None:
    """The first search by the most frequent values of its two facets, if it has some of both."""
    values = {
        facet.name: tuple(each.value for each in facet.values if each.count)
        for facet in first.facets
    }
    if not names or not all(values.get(each) for each in names):
        return None
    rows, columns = names
    return engine.crosstab(
        first.request,
        FacetValues(rows, values[rows][:ROWS]),
        FacetValues(columns, values[columns][:COLUMNS]),
        deadline,
    )
