"""Articles of which only the month or the year is known: the same on every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from search import SearchRequest
from search.engines import Engine, open_engine
from search.model.articles import Source
from search.model.dates import PartialDate
from search.model.results import Results
from tests.contract.conftest import EMBEDDED, IN_CLUSTER
from tests.contract.places import Place
from tests.support import article

PARTLY_DATED = [
    article("day", "The river rose.", published=date(1899, 12, 31)),
    article(
        "year",
        "The river rose.",
        published=PartialDate(1899),
        source=Source("A", PartialDate(1898)),
    ),
    article("month", "The river rose.", published=PartialDate(1899, 12)),
    article("other", "The river rose.", published=PartialDate(1899, 11)),
    article("after", "The river rose.", published=PartialDate(1951, 2)),
    article("undated", "The river rose."),
]


@pytest.fixture(scope="module", params=[EMBEDDED, *IN_CLUSTER])
def partly_dated(
    request: pytest.FixtureRequest, places: Callable[[str], Place]
) -> Iterator[Engine]:
    """An engine over articles of which some have no day."""
    place = places(request.param)
    place.publish(PARTLY_DATED)
    with open_engine(place.index, time_limit=10) as engine:
        yield engine


def _ids(results: Results) -> list[str]:
    return sorted(hit.id for hit in results.hits)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1899", "day month other year"),
        ("1899-12", "day month year"),
        ("1899-12-31", "day month year"),
        ("1899-12-30", "month year"),
        ("1899-11", "other year"),
        ("1900", ""),
        ("[1899-12 to]", "after day month year"),
        ("[to 1899-11]", "other year"),
        ("[to 1899-01-01]", "year"),
    ],
)
def test_a_partial_date_is_found_by_all_its_days(
    partly_dated: Engine, text: str, found: str
) -> None:
    assert _ids(partly_dated.search(SearchRequest(text=f"date:{text}"))) == found.split()
    first, _, last = text.strip("[]").partition("to")
    ends = (first, first) if text[0] != "[" else (first, last)
    params = zip(("from", "to"), map(str.strip, ends), strict=True)
    results = partly_dated.search(SearchRequest.from_params(params))
    assert _ids(results) == found.split()


def test_a_partial_date_is_counted_in_each_month_that_finds_it(partly_dated: Engine) -> None:
    narrow = SearchRequest(since=date(1899, 11, 20), until=date(1899, 12, 31))
    timeline = dict(partly_dated.search(narrow).timeline)
    assert timeline == {"1899-11": 2, "1899-12": 3}
    every = partly_dated.search(SearchRequest())
    assert dict(every.timeline) == {"1899": 4, "1951": 1}
    assert (every.undated, every.spread) == (1, 0)
    by_month = partly_dated.search(replace(narrow, interval="month"))
    assert dict(by_month.timeline) == timeline
    assert (by_month.undated, by_month.spread) == (0, 1)
    assert dict(partly_dated.search(replace(narrow, interval="year")).timeline) == {"1899": 4}


def test_a_partial_date_is_counted_in_each_day_that_finds_it(partly_dated: Engine) -> None:
    narrow = SearchRequest(since=date(1899, 11, 29), until=date(1899, 12, 31), interval="day")
    found = partly_dated.search(narrow)
    assert len(found.timeline) == 33
    for period, count in found.timeline:
        day = date.fromisoformat(period)
        assert partly_dated.search(SearchRequest(since=day, until=day)).total == count
    assert (found.timeline[-1], found.undated, found.spread) == (("1899-12-31", 3), 0, 3)


@pytest.mark.parametrize(
    ("since", "until"),
    [(None, None), (date(1899, 1, 1), None), (date(1899, 1, 1), date(1900, 1, 2))],
)
def test_too_many_days_are_counted_as_months(
    partly_dated: Engine, since: date | None, until: date | None
) -> None:
    by_day = SearchRequest(since=since, until=until, interval="day")
    found = partly_dated.search(by_day).timeline
    assert found == partly_dated.search(replace(by_day, interval="month")).timeline
    assert ("1899-11", 2) in found


def test_a_partial_date_is_sorted_by_its_first_day_and_shown_as_it_is(
    partly_dated: Engine,
) -> None:
    oldest = partly_dated.search(SearchRequest(sort="oldest")).hits
    shown = [hit.published.isoformat() if hit.published else "" for hit in oldest]
    assert shown == ["1899", "1899-11", "1899-12", "1899-12-31", "1951-02", ""]
    newest = partly_dated.search(SearchRequest(sort="newest")).hits
    assert newest[:5] == oldest[4::-1]
    marked = partly_dated.article("year")
    assert marked
    assert marked.article == PARTLY_DATED[1]
    assert [hit.id for hit in partly_dated.scan(SearchRequest(sort="oldest"))] == [
        hit.id for hit in oldest
    ]
