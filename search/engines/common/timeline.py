"""The periods of a timeline: days, months or years.

Engines count hits by the number of the period that their date is: a month, or a year of which no more is
known. A hit of such a year is found in each of its months, and so it is counted in each: the count of a
period is what the search finds in it, and all of them may add up to more than all hits. In the same way a
hit of which only the month is known is counted in each of its days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from search.model.dates import AnyDate
from search.model.request import SearchRequest
from search.model.results import Period

MOST_MONTHS = 48
MOST_DAYS = 366
PERIODS_OF_YEAR = 13
"""The number of a period is that of its year times this, plus its month, from 1 to 12."""
WHOLE_YEAR = 0
"""The month in the number of a year of which no more is known."""


class Timeline(NamedTuple):
    """Periods with hits, in order; the hits in none of them, and those in each of several."""

    periods: tuple[Period, ...] = ()
    undated: int = 0
    spread: int = 0


def period_number(published: AnyDate) -> int:
    """The number of the period of a date."""
    return published.year * PERIODS_OF_YEAR + (published.month or WHOLE_YEAR)


def days_asked(request: SearchRequest) -> range | None:
    """The days (proleptic ordinals) that a request wants to be counted one by one; None if it wants
    longer periods, or if they are more than MOST_DAYS."""
    since, until = request.since, request.until
    if request.interval != "day" or not since or not until or (until - since).days >= MOST_DAYS:
        return None
    return range(since.toordinal(), until.toordinal() + 1)


def by_day(days: range, counts: Sequence[int], spread: int) -> Timeline:
    """`counts` are those of each of `days`."""
    found = zip(days, counts, strict=True)
    periods = (Period(date.fromordinal(day).isoformat(), count) for day, count in found if count)
    return Timeline(tuple(periods), 0, spread)


def timeline(counted: Sequence[tuple[int, int]], undated: int, request: SearchRequest) -> Timeline:
    """The years or months with hits, whichever the request asks for (months for too many days): the
    months, or the years if the months span MOST_MONTHS or more, where it leaves that open. None is
    outside its dates.

    `counted` are pairs of the number of a period and its count above 0, rising.
    """
    if not counted:
        return Timeline((), undated)
    span = _span(counted, request)
    if span is None:
        return Timeline(_by_year(counted), undated)
    spread = sum(count for number, count in counted if number % PERIODS_OF_YEAR == WHOLE_YEAR)
    return Timeline(_by_month(counted, request, span), undated, spread)


def _span(counted: Sequence[tuple[int, int]], request: SearchRequest) -> range | None:
    """The months to count; None if years are to be counted."""
    if request.interval == "year":
        return None
    first, last = (number // PERIODS_OF_YEAR for number, _ in (counted[0], counted[-1]))
    if request.interval == "auto" and 12 * (last - first - 1) >= MOST_MONTHS:
        return None
    start = _months(counted[0][0], request).start
    end = max(_months(number, request).stop for number, _ in counted[-PERIODS_OF_YEAR:])
    are_few = request.interval != "auto" or end - start <= MOST_MONTHS
    return range(start, end) if are_few else None


def _by_year(counted: Sequence[tuple[int, int]]) -> tuple[Period, ...]:
    by_year: dict[int, int] = {}
    for number, count in counted:
        year = number // PERIODS_OF_YEAR
        by_year[year] = by_year.get(year, 0) + count
    return tuple(Period(f"{year:04}", count) for year, count in by_year.items())


def numbered(period: str) -> int:
    """The number of a period as it is listed: of a year itself, of a month year * 12 + month - 1, of a
    day its proleptic ordinal."""
    year, *more = period.split("-")
    if len(more) == 2:
        return date.fromisoformat(period).toordinal()
    return 12 * int(year) + int(more[0]) - 1 if more else int(year)


def _by_month(
    counted: Sequence[tuple[int, int]], request: SearchRequest, span: range
) -> tuple[Period, ...]:
    counts = [0] * len(span)
    for number, count in counted:
        for month in _months(number, request):
            counts[month - span.start] += count
    months = ((month, count) for month, count in zip(span, counts, strict=True) if count)
    return tuple(Period(f"{each // 12:04}-{each % 12 + 1:02}", n) for each, n in months)


def _months(number: int, request: SearchRequest) -> range:
    """The months (year * 12 + month - 1) of a period, those that the request is narrowed to."""
    year, month = divmod(number, PERIODS_OF_YEAR)
    if month != WHOLE_YEAR:
        return range(12 * year + month - 1, 12 * year + month)
    first, last = 12 * year, 12 * year + 11
    first = max(first, _month(request.since)) if request.since else first
    last = min(last, _month(request.until)) if request.until else last
    return range(first, last + 1)


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1
