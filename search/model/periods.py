"""Years, months and days as the texts that a timeline has, and as numbers in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from search.model.dates import PartialDate, Span, from_iso, span_of
from search.model.request import Interval, SearchRequest

MOST_DAYS = 62
"""Dates that are no further apart are shown day by day."""
KINDS: tuple[Interval, ...] = ("year", "month", "day")


def interval_of(request: SearchRequest) -> Interval:
    """The interval at which a page shows a request: days if its dates are near."""
    since, until = request.since, request.until
    if request.interval != "auto" or not since or not until:
        return request.interval
    return "day" if (until - since).days < MOST_DAYS else "auto"


def kind_of(period: str) -> Interval:
    """What a period is: "2019" is a year, "2019-08" a month, "2019-08-31" a day."""
    return KINDS[period.count("-")]


def number_of(period: str) -> int:
    """The number of a period among those of its kind: the next has the next number."""
    day = from_iso(period)
    if not isinstance(day, PartialDate):
        return day.toordinal()
    return day.year if day.month is None else 12 * day.year + day.month - 1


def period_of(number: int, kind: Interval) -> str:
    """The inverse of `number_of`."""
    if kind == "day":
        return date.fromordinal(number).isoformat()
    if kind == "month":
        return PartialDate(number // 12, number % 12 + 1).isoformat()
    return PartialDate(number).isoformat()


def days_of(period: str) -> Span:
    """The first and the last day of a period."""
    return span_of(from_iso(period))


def all_between(periods: Iterable[str]) -> Iterator[str]:
    """Every period from the first to the last of some periods of one kind."""
    found = list(periods)
    if found:
        numbers = [number_of(each) for each in found]
        for number in range(min(numbers), max(numbers) + 1):
            yield period_of(number, kind_of(found[0]))
