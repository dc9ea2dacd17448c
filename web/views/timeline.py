"""The number of hits per period, as bars that link to the search in their period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.model.request import SearchRequest
from search.model.results import Period
from web.links import Links
from web.views.hits import Link
from web.views.periods import numbered, pieces, wider
from web.wording import counted

HEIGHT = 48
LEAST = 2.0


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


def timeline_view(
    periods: Sequence[Period], request: SearchRequest, links: Links, noun: str
) -> TimelineView | None:
    """The chart, or None if there are fewer than two bars; `noun` names what is counted."""
    shown = pieces([each.period for each in periods])
    if len(shown) <= 1:
        return None
    by_number = numbered(periods)
    counts = [each.count(by_number) for each in shown]
    most = max(counts)
    template = links.with_dates(request) if links.are_short(request) else None
    bars = tuple(
        bar(
            x,
            HEIGHT * count / most,
            f"{piece.name}: {counted(count, noun)}",
            template.fill(*piece.within(request)) if template else "",
        )
        for x, (piece, count) in enumerate(zip(shown, counts, strict=True))
    )
    busiest = shown[counts.index(most)].name
    summary = f"From {shown[0].name} to {shown[-1].name}; most in {busiest}: {counted(most, noun)}."
    return TimelineView(bars, shown[0].name, shown[-1].name, summary)


def bar(x: int, height: float, label: str, url: str, whole: int = HEIGHT) -> Bar:
    """A bar that is high enough to be seen, unless it has no hits."""
    visible = round(max(LEAST, height), 1) if height else 0.0
    return Bar(x, round(whole - visible, 1), visible, label, url)


def zoom_out(request: SearchRequest, links: Links) -> Link | None:
    """The search in more of the time around its dates; `text` is empty for all of it."""
    around = wider(request)
    if around is None:
        return None
    wide = replace(request, since=around.since, until=around.until, page=1)
    return Link(around.name, links.search(wide))
