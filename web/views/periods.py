"""Time in pieces that a chart or a table can show, and steps from one to the next larger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from search.model.dates import PartialDate, as_one
from search.model.periods import days_of, kind_of, number_of, period_of
from search.model.request import SearchRequest
from web.wording import period_name

MOST_BARS = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Some days, and the numbers of the periods in them (see `search.model.periods`)."""

    name: str
    since: date
    until: date
    numbers: range

    def count(self, counts: Mapping[int, int]) -> int:
        """The sum of what some of its periods have."""
        return sum(counts.get(number, 0) for number in self.numbers)

    def within(self, request: SearchRequest) -> tuple[date, date]:
        """The days that the dates of a request leave."""
        since = max(self.since, request.since or self.since)
        return since, min(self.until, request.until or self.until)


def pieces(periods: Sequence[str]) -> tuple[Piece, ...]:
    """All days, months or years from the first to the last of some periods; decades, centuries or
    millennia if years are too many."""
    if not periods:
        return ()
    numbers = [number_of(each) for each in periods]
    first, last = min(numbers), max(numbers)
    kind = kind_of(periods[0])
    if kind == "year":
        return tuple(_years(first, last))
    return tuple(_one(period_of(each, kind), each) for each in range(first, last + 1))


def numbered(counts: Sequence[tuple[str, int]]) -> dict[int, int]:
    """Counts of periods by the numbers of these."""
    return {number_of(period): count for period, count in counts}


def _one(period: str, number: int) -> Piece:
    since, until = days_of(period)
    return Piece(period_name(period), since, until, range(number, number + 1))


def _years(first: int, last: int) -> Iterator[Piece]:
    step = next(step for step in (1, 10, 100, 1000) if (last - first) // step < MOST_BARS)
    for start in range(first // step * step, last + 1, step):
        years = range(max(start, date.min.year), min(start + step, date.max.year + 1))
        name = str(years[0]) if step == 1 else f"{years[0]}–{years[-1]}"
        yield Piece(name, date(years[0], 1, 1), date(years[-1], 12, 31), years)


class Wider(NamedTuple):
    """More of the time around some dates; no dates for all of it."""

    name: str
    since: date | None
    until: date | None


def wider(request: SearchRequest) -> Wider | None:
    """The month around the day that a request has, the year around the month, all around anything else;
    None without dates."""
    since, until = request.since, request.until
    if not since and not until:
        return None
    period = as_one(since, until) if since and until else ""
    if not since or period.count("-") == 0:
        return Wider("", None, None)
    around = PartialDate(since.year, since.month if period.count("-") == 2 else None)
    return Wider(period_name(around.isoformat()), *around.span)
