"""The page of searches over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search.model.facets import FacetName
from search.model.request import SINCE, TEXT, UNTIL, Params, SearchRequest
from search.model.results import Results
from search.model.trends import COLUMNS, MEASURES, MOST_QUERIES, ROWS, Trends, TrendsRequest
from web.links import Links
from web.views.chart import Chart, columns, lines, most
from web.views.heat import Heat, heat_view
from web.views.hits import Link
from web.views.periods import Piece, numbered, pieces, wider
from web.views.search import Chip, Choice
from web.wording import (
    EVERYTHING,
    MEASURE_LABEL,
    counted,
    date_range,
    joined,
    number,
    percent,
    quoted_text,
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
class PieceRow:
    """A piece of time in the table: `url` leads into it; a cell is a count, which is a link to what it
    counts, and a share."""

    name: str
    url: str
    cells: tuple[tuple[Link, str], ...]
    archive: Link


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """Of which facet the rows or columns of the grid are."""

    name: str
    label: str
    current: FacetName
    options: tuple[tuple[FacetName, str], ...]


@dataclass(frozen=True, slots=True)
class TrendsPage:
    """What trends.html shows. `texts` fill the boxes; `kept` are parameters in hidden fields."""

    title: str
    heading: str
    canonical: str
    texts: tuple[str, ...]
    kept: Params
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
    interval: str
    noun: str
    is_whole: bool


def trends_page(found: Trends, crossed: Sequence[FacetName], links: Links) -> TrendsPage:
    """`crossed` are the facets of the grid, if there is one."""
    asked, common = found.request, found.request.common
    names = [each.text for each in asked.searches if each.text]
    heading = joined([quoted_text(each) for each in names]) or EVERYTHING
    shown = pieces([each.period for series in found.series for each in series.timeline])
    table = _Table(found, shown, links)
    first = asked.searches[0]
    return TrendsPage(
        title=heading,
        heading=heading,
        canonical=links.trends(asked.to_params()),
        texts=(*names, *[""] * (MOST_QUERIES - len(names))),
        kept=[
            each for each in asked.to_params() if each[0] not in (TEXT, SINCE, UNTIL, ROWS, COLUMNS)
        ],
        since=common.since.isoformat() if common.since else "",
        until=common.until.isoformat() if common.until else "",
        measures=tuple(
            Choice(
                MEASURE_LABEL[each],
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
        crossed=tuple(_choices(crossed, links)),
        files=tuple(
            Link(name.upper(), links.trends(asked.to_params(), name)) for name in ("csv", "json")
        ),
        interval=found.interval,
        noun=common.unit,
        is_whole=found.is_whole,
    )


class _Table:
    """The counts of all series in each piece of time."""

    def __init__(self, found: Trends, shown: Sequence[Piece], links: Links) -> None:
        self._asked, self._shown, self._links = found.request, shown, links
        self._counts = [_in_pieces(each, shown) for each in found.series]
        self._archive = _in_pieces(found.archive, shown)
        self._is_share = found.request.measure == "share"
        self._noun = found.request.common.unit
        self._are_short = all(map(links.are_short, found.request.searches))
        self._undated = [each for each in self._asked.to_params() if each[0] not in (SINCE, UNTIL)]

    def chart(self) -> Chart | None:
        """The chart; None if there are fewer than two pieces."""
        if len(self._shown) <= 1:
            return None
        values = [
            [self._value(count, whole) for count, whole in zip(series, self._archive, strict=True)]
            for series in self._counts
        ]
        labels = [self._label(place) for place in range(len(self._shown))]
        top = most(values)
        return Chart(
            columns=columns(values, labels, list(self._ways())),
            lines=lines(values),
            most=percent(top) if self._is_share else number(int(top)),
            first=self._shown[0].name,
            last=self._shown[-1].name,
            summary=" ".join(
                f"{self._name(series)}: {labels_of}."
                for series, labels_of in enumerate(map(self._summary, values))
            ),
        )

    def rows(self) -> Iterator[PieceRow]:
        searches = [self._links.with_dates(each) for each in self._asked.searches]
        every = self._links.with_dates(SearchRequest(unit=self._asked.common.unit))
        for place, piece in enumerate(self._shown):
            dates, whole = piece.within(self._asked.common), self._archive[place]
            cells = tuple(
                (
                    Link(
                        number(counts[place]),
                        template.fill(*dates) if self._are_short and counts[place] else "",
                    ),
                    percent(self._share(counts[place], whole)) if whole else "",
                )
                for counts, template in zip(self._counts, searches, strict=True)
            )
            archive = Link(number(whole), every.fill(*dates) if whole else "")
            yield PieceRow(piece.name, self._into(piece), cells, archive)

    def _share(self, count: int, whole: int) -> float:
        return count / whole if whole else 0.0

    def _value(self, count: int, whole: int) -> float:
        return self._share(count, whole) if self._is_share else float(count)

    def _said(self, series: int, place: int) -> str:
        count, whole = self._counts[series][place], self._archive[place]
        if self._is_share:
            return percent(self._share(count, whole))
        return counted(count, self._noun)

    def _label(self, place: int) -> str:
        """ "2019: 12 articles", or of several series "2019: river 12 articles, flood 3 articles"."""
        if len(self._counts) == 1:
            said = self._said(0, place)
        else:
            said = ", ".join(
                f"{self._name(series)} {self._said(series, place)}"
                for series in range(len(self._counts))
            )
        return f"{self._shown[place].name}: {said}"

    def _summary(self, values: Sequence[float]) -> str:
        top = max(values)
        said = percent(top) if self._is_share else counted(int(top), self._noun)
        return f"most in {self._shown[list(values).index(top)].name}, {said}"

    def _name(self, series: int) -> str:
        return self._asked.searches[series].text or EVERYTHING

    def _ways(self) -> Iterator[str]:
        """The address of the trends in each piece, where there is something."""
        for place, piece in enumerate(self._shown):
            has_hits = any(series[place] for series in self._counts)
            yield self._into(piece) if has_hits else ""

    def _into(self, piece: Piece) -> str:
        """The trends in a piece of time."""
        common = self._asked.common
        since, until = piece.within(common)
        if not self._are_short or (since, until) == (common.since, common.until):
            return ""
        dates = [(SINCE, since.isoformat()), (UNTIL, until.isoformat())]
        return self._links.trends([*self._undated, *dates])


def _in_pieces(found: Results, shown: Sequence[Piece]) -> list[int]:
    counts: Mapping[int, int] = numbered(found.timeline)
    return [each.count(counts) for each in shown]


def _series(number_of_series: int, found: Results, links: Links) -> SeriesView:
    request = found.request.of_no_page()
    plain = replace(request, interval="auto")
    return SeriesView(
        number_of_series,
        request.text or EVERYTHING,
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
                yield Chip(facet.label, value, is_excluding, url)
    if common.since or common.until:
        url = without(replace(common, since=None, until=None))
        yield Chip("Date", date_range(common), False, url)


def _zoom_out(asked: TrendsRequest, links: Links) -> Link | None:
    around = wider(asked.common)
    if around is None:
        return None
    wide = replace(asked.common, since=around.since, until=around.until)
    return Link(around.name, links.trends(asked.with_common(wide).to_params()))


def _choices(crossed: Sequence[FacetName], links: Links) -> Iterator[FacetChoice]:
    options = tuple((each.name, each.label) for each in links.facets)
    for (name, label), current in zip(
        ((ROWS, "Rows"), (COLUMNS, "columns")), crossed, strict=False
    ):
        yield FacetChoice(name, label, current, options)
