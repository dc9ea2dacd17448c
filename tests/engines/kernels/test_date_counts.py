"""Timelines, from counts."""

from __future__ import annotations

from datetime import date

import numpy as np

from search import SearchRequest
from search.engines.common.timeline import Timeline, timeline
from search.engines.whoosh.searching.date_counts import by_period
from search.engines.whoosh.searching.doc_values import MatchingDocs
from search.engines.whoosh.searching.segment_group import DocPeriods
from search.model.results import Period


def _counted(counted: list[tuple[int, int]], request: SearchRequest) -> dict[str, int]:
    return dict(timeline(counted, 0, request).periods)


def test_periods_of_several_groups_add_up() -> None:
    """Ordinal 0 is no period; the first group starts in January 2020, the second in December 2019."""
    first = DocPeriods(2020 * 13 + 1, np.array([1, 0, 2, 1], np.int32))
    second = DocPeriods(2019 * 13 + 12, np.array([1, 3], np.int32))
    undated = DocPeriods(0, np.array([0], np.int32))
    found = by_period(
        [
            (first, MatchingDocs(np.array([0, 1, 2]), 4)),
            (second, MatchingDocs(np.array([0, 1]), 2, np.array([1, 5]))),
            (undated, MatchingDocs(np.array([0]), 1)),
        ],
        SearchRequest(),
    )
    periods = (Period("2019-12", 1), Period("2020-01", 6), Period("2020-02", 1))
    assert found == Timeline(periods, undated=2, spread=0)


def test_a_timeline_of_nothing() -> None:
    request = SearchRequest()
    assert by_period([], request) == Timeline()
    nothing = MatchingDocs(np.zeros(0, np.int64), 1)
    assert by_period([(DocPeriods(0, np.array([0])), nothing)], request) == Timeline()


def test_a_year_of_which_no_more_is_known_is_in_each_of_its_months() -> None:
    """It comes before the months of its year, and may still be the last to end."""
    counted = [(1899 * 13, 2), (1899 * 13 + 2, 1)]
    months = {f"1899-{month:02}": 3 if month == 2 else 2 for month in range(1, 13)}
    assert _counted(counted, SearchRequest()) == months
    narrow = SearchRequest(since=date(1899, 1, 31), until=date(1899, 2, 1))
    assert _counted(counted, narrow) == {"1899-01": 2, "1899-02": 3}
    assert _counted([*counted, (1950 * 13, 4)], SearchRequest()) == {"1899": 3, "1950": 4}
