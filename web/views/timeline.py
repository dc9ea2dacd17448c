"""The number of hits per year or month, as bars that link to the search in their period."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from search.model.request import SearchRequest
from search.model.results import Period
from web.links import Links
from web.wording import counted, period_name

HEIGHT = 48
LEAST = 2.0
MOST_BARS = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart that is HEIGHT high; `x` is its left edge in widths of a bar,
    `url` is empty where the search is too long for links."""

    x: int
    top: float
    height: float
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """All periods from the first to the last; the bars of those without a hit have no height."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    summary: str
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _Span:
    """The days of one bar, and the number of hits in them."""

    name: str
    since: date
    until: date
    count: int


def timeline_view(
    periods: Sequence[Period], request: SearchRequest, links: Links, noun: str
) -> TimelineView | None:
    """The chart, or None if there are fewer than two bars; `noun` names what is counted."""
    if not periods:
        return None
    spans = list(_months(periods) if "-" in periods[0].period else _years(periods))
    if len(spans) <= 1:
        return None
    most = max(span.count for span in spans)
    template = links.with_dates(request) if links.are_short(request) else None
    bars = tuple(
        _bar(
            x,
            HEIGHT * span.count / most,
            f"{span.name}: {counted(span.count, noun)}",
            template.fill(*_within(request, span)) if template else "",
        )
        for x, span in enumerate(spans)
    )
    busiest = max(spans, key=lambda span: span.count)
    summary = (
        f"From {spans[0].name} to {spans[-1].name}; most in {busiest.name}:"
        f" {counted(busiest.count, noun)}."
    )
    return TimelineView(bars, spans[0].name, spans[-1].name, summary)


def _bar(x: int, height: float, label: str, url: str) -> Bar:
    """A bar that is high enough to be seen, unless it has no hits."""
    visible = round(max(LEAST, height), 1) if height else 0.0
    return Bar(x, round(HEIGHT - visible, 1), visible, label, url)


def _within(request: SearchRequest, span: _Span) -> tuple[date, date]:
    """The days of a bar that the search covers."""
    since = max(span.since, request.since or span.since)
    until = min(span.until, request.until or span.until)
    return since, until


def _years(periods: Iterable[Period]) -> Iterator[_Span]:
    """One span per year or, if these are too many, per decade, century or millennium."""
    counts = {int(each.period): each.count for each in periods}
    first, last = min(counts), max(counts)
    step = next(step for step in (1, 10, 100, 1000) if (last - first) // step < MOST_BARS)
    for start in range(first // step * step, last + 1, step):
        years = range(max(start, date.min.year), min(start + step, date.max.year + 1))
        name = str(years[0]) if step == 1 else f"{years[0]}–{years[-1]}"
        count = sum(counts.get(year, 0) for year in years)
        yield _Span(name, date(years[0], 1, 1), date(years[-1], 12, 31), count)


def _months(periods: Iterable[Period]) -> Iterator[_Span]:
    counts = {_month_number(each.period): each.count for each in periods}
    for number in range(min(counts), max(counts) + 1):
        year, month = number // 12, number % 12 + 1
        name = period_name(f"{year:04}-{month:02}")
        until = date(year, month, monthrange(year, month)[1])
        yield _Span(name, date(year, month, 1), until, counts.get(number, 0))


def _month_number(period: str) -> int:
    year, month = period.split("-")
    return int(year) * 12 + int(month) - 1
