"""The periods of a timeline: months or, over a long span, years.

Engines count hits by the number of the period that their date is: a month, or a year of which no more is
known. A hit of such a year is found in each of its months, and so it is counted in each: the count of a
period is what the search finds in it, and all of them may add up to more than all hits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from search.model.dates import AnyDate
from search.model.request import SearchRequest
from search.model.results import Period

MOST_MONTHS = 48
PERIODS_OF_YEAR = 13
"""The number of a period is that of its year times this, plus its month, from 1 to 12."""
WHOLE_YEAR = 0
"""The month in the number of a year of which no more is known."""


def period_number(published: AnyDate) -> int:
    """The number of the period of a date."""
    return published.year * PERIODS_OF_YEAR + (published.month or WHOLE_YEAR)


def periods(counted: Sequence[tuple[int, int]], request: SearchRequest) -> tuple[Period, ...]:
    """The months with hits, or the years if the months span MOST_MONTHS or more; none outside the dates
    that the request is narrowed to.

    `counted` are pairs of the number of a period and its count above 0, rising.
    """
    if not counted:
        return ()
    first, last = (number // PERIODS_OF_YEAR for number, _ in (counted[0], counted[-1]))
    if 12 * (last - first - 1) < MOST_MONTHS:
        start = _months(counted[0][0], request).start
        end = max(_months(number, request).stop for number, _ in counted[-PERIODS_OF_YEAR:])
        if end - start <= MOST_MONTHS:
            return _by_month(counted, request, range(start, end))
    by_year: dict[int, int] = {}
    for number, count in counted:
        year = number // PERIODS_OF_YEAR
        by_year[year] = by_year.get(year, 0) + count
    return tuple(Period(f"{year:04}", count) for year, count in by_year.items())


def numbered(period: str) -> int:
    """The number of a period as it is listed: of a year itself, of a month year * 12 + month - 1."""
    year, _, month = period.partition("-")
    return 12 * int(year) + int(month) - 1 if month else int(year)


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
