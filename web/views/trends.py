"""The page of searches over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.model.facets import FacetName
from search.model.params import Params
from search.model.request import SINCE, TEXT, UNTIL, SearchRequest
from search.model.results import Results
from search.model.trends import COLUMNS, MEASURES, MOST_QUERIES, ROWS, Trends, TrendsRequest
from web.language import gettext as _
from web.links import Links
from web.views.chart import Chart
from web.views.heat import Heat, heat_view
from web.views.hits import Link
from web.views.periods import pieces, wider
from web.views.search import Chip, Choice
from web.views.trend_filters import FilterView, filter_views, without_ticks
from web.views.trend_table import PieceRow, TrendTable
from web.wording import (
    EVERYTHING,
    MEASURE_LABEL,
    counted,
    date_range,
    joined,
    quoted_query,
    value_name,
)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A search: `undated` hits are in no period, `spread` ones in each of several."""

    number: int
    name: str
    url: str
    total: str
    undated: int
    spread: int
    is_partial: bool


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """Of which facet the rows or columns of the grid are."""

    name: str
    label: str
    current: FacetName
    options: tuple[tuple[FacetName, str], ...]


@dataclass(frozen=True, slots=True)
class TrendsPage:
    """What trends.html shows. `texts` fill the boxes; `kept` are parameters in hidden fields, `beside`
    those of them that no filter gives. `pieces` is "day", "month" or "year", or "years" where a row has
    several of these."""

    title: str
    heading: str
    canonical: str
    texts: tuple[str, ...]
    kept: Params
    filters: tuple[FilterView, ...]
    beside: Params
    since: str
    until: str
    measures: tuple[Choice, ...]
    is_share: bool
    chips: tuple[Chip, ...]
    zoom_out: Link | None
    series: tuple[SeriesView, ...]
    chart: Chart | None
    rows: tuple[PieceRow, ...]
    heat: Heat | None
    crossed: tuple[FacetChoice, ...]
    files: tuple[Link, ...]
    pieces: str
    noun: str
    is_whole: bool


def trends_page(found: Trends, links: Links) -> TrendsPage:
    asked, common = found.request, found.request.common
    names = [each.text for each in asked.searches if each.text]
    heading = joined([quoted_query(each) for each in names]) or _(EVERYTHING)
    shown = pieces([each.period for series in found.series for each in series.timeline])
    table = TrendTable(found, shown, links)
    first = asked.searches[0]
    kept = [
        each for each in asked.to_params() if each[0] not in (TEXT, SINCE, UNTIL, ROWS, COLUMNS)
    ]
    filters = tuple(filter_views(found.series[0], links))
    return TrendsPage(
        title=heading,
        heading=heading,
        canonical=links.trends(asked.to_params()),
        texts=(*names, *[""] * (MOST_QUERIES - len(names))),
        kept=kept,
        filters=filters,
        beside=without_ticks(kept, filters),
        since=common.since.isoformat() if common.since else "",
        until=common.until.isoformat() if common.until else "",
        measures=tuple(
            Choice(
                _(MEASURE_LABEL[each]),
                links.trends(replace(asked, measure=each).to_params()),
                each == asked.measure,
            )
            for each in MEASURES
        ),
        is_share=asked.measure == "share",
        chips=tuple(_chips(asked, links)),
        zoom_out=_zoom_out(asked, links),
        series=tuple(_series(number, each, links) for number, each in enumerate(found.series, 1)),
        chart=table.chart(),
        rows=tuple(table.rows()),
        heat=heat_view(found.crosstab, first, links) if found.crosstab else None,
        crossed=tuple(_choices(found.crossed, links)),
        files=tuple(
            Link(name.upper(), links.trends(asked.to_params(), name)) for name in ("csv", "json")
        ),
        pieces="years" if any(len(each.numbers) > 1 for each in shown) else found.interval,
        noun=common.unit,
        is_whole=found.is_whole,
    )


def _series(number_of_series: int, found: Results, links: Links) -> SeriesView:
    request = found.request.of_no_page()
    plain = replace(request, interval="auto")
    return SeriesView(
        number_of_series,
        request.text or _(EVERYTHING),
        links.search(plain),
        counted(found.total, request.unit),
        found.undated,
        found.spread,
        found.partial,
    )


def _chips(asked: TrendsRequest, links: Links) -> Iterator[Chip]:
    """The filters, each with the same page without it."""
    common = asked.common

    def without(request: SearchRequest) -> str:
        return links.trends(asked.with_common(request).to_params())

    for facet in links.facets:
        chosen = common.selection(facet.name)
        for values, is_excluding in ((chosen.included, False), (chosen.excluded, True)):
            for value in values:
                url = without(common.without_value(facet.name, value))
                yield Chip(facet.label, value_name(facet.name, value), is_excluding, url)
    if common.since or common.until:
        url = without(replace(common, since=None, until=None))
        yield Chip(_("Date"), date_range(common), False, url)


def _zoom_out(asked: TrendsRequest, links: Links) -> Link | None:
    around = wider(asked.common)
    if around is None:
        return None
    wide = replace(asked.common, since=around.since, until=around.until)
    return Link(around.name, links.trends(asked.with_common(wide).to_params()))


def _choices(crossed: Sequence[FacetName], links: Links) -> Iterator[FacetChoice]:
    options = tuple((each.name, each.label) for each in links.facets)
    for (name, label), current in zip(
        ((ROWS, _("Rows")), (COLUMNS, _("Columns"))), crossed, strict=False
    ):
        yield FacetChoice(name, label, current, options)
