"""The counts of several searches in pieces of time, as a chart and as the rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.model.request import SINCE, UNTIL, SearchRequest
from search.model.results import Results
from search.model.trends import Trends
from web.links import Links
from web.views.chart import Chart, columns, lines, most
from web.views.hits import Link
from web.views.periods import Piece, numbered
from web.wording import EVERYTHING, counted, most_in, number, percent


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece of time in the table: `url` leads into it; a cell is a count, which is a link to what it
    counts, and a share."""

    name: str
    url: str
    cells: tuple[tuple[Link, str], ...]
    archive: Link


class TrendTable:
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
            summary=" ".join(self._summary(series, own) for series, own in enumerate(values)),
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

    def _summary(self, series: int, values: Sequence[float]) -> str:
        top = max(values)
        busiest = self._shown[list(values).index(top)].name
        said = percent(top) if self._is_share else counted(int(top), self._noun)
        return most_in(self._name(series), busiest, said)

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
