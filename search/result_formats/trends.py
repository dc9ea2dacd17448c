"""Searches over time, as a table and as a JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search.model.crosstab import Crosstab
from search.model.periods import all_between
from search.model.results import Results
from search.model.trends import Trends
from search.result_formats.csv import row
from search.result_formats.paths import search_path

NAMES = ["period", "query", "count", "archive", "share"]


def periods(trends: Trends) -> list[str]:
    """Every period from the first with a hit to the last."""
    return list(all_between(each.period for found in trends.series for each in found.timeline))


def as_csv(trends: Trends) -> Iterator[str]:
    """A row of names, then one for each period of each search; `archive` is all that the archive has in
    it, `share` the part of the hits, from 0 to 1, empty where there is nothing."""
    yield row(NAMES)
    shown, archive = periods(trends), dict(trends.archive.timeline)
    for found in trends.series:
        counts = dict(found.timeline)
        for period in shown:
            count, whole = counts.get(period, 0), archive.get(period, 0)
            yield row([period, found.request.text, count, whole, share(count, whole)])


def as_json(trends: Trends, root: str = "") -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers."""
    shown, archive = periods(trends), dict(trends.archive.timeline)
    return {
        "interval": trends.interval,
        "partial": not trends.is_whole,
        "archive": _series(trends.archive, shown, archive, root),
        "series": [_series(each, shown, archive, root) for each in trends.series],
        "crosstab": _crosstab(trends.crosstab) if trends.crosstab else None,
    }


def share(count: int, whole: int) -> float | None:
    """The part of a whole; None of nothing."""
    return round(count / whole, 6) if whole else None


def _series(found: Results, shown: list[str], archive: dict[str, int], root: str) -> dict[str, Any]:
    counts = dict(found.timeline)
    return {
        "query": found.request.text,
        "url": f"{root}{search_path(found.request.of_no_page())}",
        "total": found.total,
        "undated": found.undated,
        "spread": found.spread,
        "partial": found.partial,
        "timeline": [
            {
                "period": period,
                "count": counts.get(period, 0),
                "share": share(counts.get(period, 0), archive.get(period, 0)),
            }
            for period in shown
        ],
    }


def _crosstab(found: Crosstab) -> dict[str, Any]:
    return {
        "rows": {"facet": found.rows.facet, "values": list(found.rows.values)},
        "columns": {"facet": found.columns.facet, "values": list(found.columns.values)},
        "counts": [list(each) for each in found.counts],
    }
