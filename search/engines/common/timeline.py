"""The periods of a timeline: months or, over a long span, years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from search.model.results import Period

MOST_MONTHS = 48


def periods(months: Sequence[tuple[int, int]]) -> tuple[Period, ...]:
    """The months with hits, or the years if the months span MOST_MONTHS or more.

    `months` are pairs of a month (year * 12 + month - 1) and its count above 0, rising.
    """
    if not months:
        return ()
    if months[-1][0] - months[0][0] < MOST_MONTHS:
        return tuple(
            Period(f"{month // 12:04}-{month % 12 + 1:02}", count) for month, count in months
        )
    years: Counter[int] = Counter()
    for month, count in months:
        years[month // 12] += count
    return tuple(Period(f"{year:04}", count) for year, count in years.items())
