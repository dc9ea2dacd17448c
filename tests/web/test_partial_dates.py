"""Articles of which only the month or the year is known: shown so, and counted as they are found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from search.config.environment import Settings
from search.engines import open_engine
from search.model.articles import Article, Source
from search.model.dates import AnyDate, PartialDate
from tests.support import article, publish
from tests.web.conftest import Page, parsed
from web import create_app

DATES: list[AnyDate | None] = [
    PartialDate(1899, 12),
    PartialDate(1899),
    PartialDate(1898),
    date(1899, 2, 28),
    date(1899, 11, 30),
    PartialDate(1900, 1),
    None,
]


def _article(number: int, published: AnyDate | None) -> Article:
    source = Source("The Lantern", PartialDate(1897, 5))
    return article(f"a{number}", "The river rose.", published=published, source=source)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    index: Path = tmp_path_factory.mktemp("dates") / "index"
    publish(index, [_article(number, each) for number, each in enumerate(DATES)])
    with open_engine(index) as engine:
        client = create_app(engine, Settings()).test_client()
        yield lambda address: parsed(client.get(address))


def _times(soup: Any) -> list[tuple[str, str]]:
    return [(each["datetime"], each.text) for each in soup.select("main time")]


def test_a_list_shows_a_date_as_far_as_it_is_known(page: Page) -> None:
    assert _times(page("/search?q=river&sort=oldest")) == [
        ("1898", "1898"),
        ("1899", "1899"),
        ("1899-02-28", "28 February 1899"),
        ("1899-11-30", "30 November 1899"),
        ("1899-12", "December 1899"),
        ("1900-01", "January 1900"),
    ]


def test_a_page_shows_a_date_as_far_as_it_is_known(page: Page) -> None:
    soup = page("/articles/a0")
    assert _times(soup)[:2] == [("1899-12", "December 1899"), ("1897-05", "May 1897")]
    assert "The river rose" in soup.text


def test_json_has_a_date_as_far_as_it_is_known(page: Page) -> None:
    found = page("/search.json?q=river&sort=newest")["hits"]
    assert [hit["published"] for hit in found] == [
        "1900-01", "1899-12", "1899-11-30", "1899-02-28", "1899", "1898", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "search",
    [
        "/search",
        "/search?q=date:1899-03",
        "/search?from=1899",
        "/search?from=1899-03-15&to=1899-12-15",
        "/search?to=1899-02-10",
        "/search?unit=paragraph&from=1898-11&to=1899-02-15",
        "/search?q=NOT+date:1899-11&from=1899-11",
    ],
)
def test_each_bar_counts_what_its_link_finds(page: Page, search: str) -> None:
    bars = page(search).select(".timeline a")
    assert len(bars) > 1
    for bar in bars:
        count = int(bar["aria-label"].split(": ")[1].split()[0])
        address = bar["href"].replace("/search?", "/search.json?")
        assert page(address)["total"] == count, bar["aria-label"]


def test_bars_stay_within_the_dates_of_the_search(page: Page) -> None:
    found = page("/search.json?from=1899-11-30&to=1899-12-01")
    assert {each["period"]: each["count"] for each in found["timeline"]} == {
        "1899-11": 2,
        "1899-12": 2,
    }
    assert found["total"] == 3
