"""Searches over time: counts are what a click gives, shares are of the same time, nothing is hidden."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines import Engine, open_engine
from search.model.deadline import Deadline
from search.model.trends import TrendsRequest
from tests.contract.test_partial_dates import PARTLY_DATED
from tests.support import article, publish
from tests.web.conftest import Page, parsed
from web import create_app
from web.trends import trends
from web.url_templates import query
from web.wording import percent


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


def _total(page: Page, address: str) -> int:
    path = "/search.json?" + address.partition("?")[2]
    found: int = page(path)["total"]
    return found


def _rows(soup: Any) -> list[list[str]]:
    return [
        [cell.get_text(" ").strip() for cell in row.select("th, td")]
        for row in soup.select(".numbers tbody tr")
    ]


@pytest.fixture(scope="module")
def partly_dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A site over articles of which some have no day, no month or no date."""
    index = tmp_path_factory.mktemp("partly") / "index"
    publish(index, PARTLY_DATED)
    with open_engine(index) as engine:
        client = create_app(engine, Settings()).test_client()
        yield lambda address, status=200: parsed(client.get(address))


@pytest.mark.parametrize(
    "asked",
    [
        "q=river&q=librarian",
        "q=river&region=Russia+and+FSU&-theme=Railways&unit=paragraph",
        "q=ballots&from=2010-03&to=2011-06",
        "q=river&q=harvest&interval=month&from=2009&to=2009",
    ],
)
def test_each_number_is_what_its_link_finds(page: Page, asked: str) -> None:
    soup = page(f"/trends?{asked}")
    links = soup.select(".numbers td a")
    assert len(links) > 3
    for link in links[::5]:
        assert _total(page, link["href"]) == _number(link.text), link["href"]
    for link in soup.select(".legend a"):
        assert _total(page, link["href"]) == _number(link.find_next(class_="count").text)
    cells = soup.select(".heat td a")
    for link in cells[::7]:
        assert _total(page, link["href"]) == _number(link.text), link["href"]
    assert cells


def test_time_is_looked_at_more_and_more_closely(page: Page) -> None:
    years = page("/trends?q=river&q=harvest&theme=Railways")
    assert years.select_one("#by-date-head").text == "By year"
    months = page(years.select_one(".chart a")["href"])
    assert months.select_one("#by-date-head").text == "By month"
    days = page(months.select_one(".numbers th a")["href"])
    assert days.select_one("#by-date-head").text == "By day"
    assert [box["value"] for box in days.select(".boxes input")][:2] == ["river", "harvest"]
    assert "Railways" in days.select_one(".chips").text
    back = page(days.select_one(".zoom-out a")["href"])
    assert back.select_one("#by-date-head").text == "By month"
    every = page(back.select_one(".zoom-out a")["href"])
    assert _rows(every) == _rows(years)


def test_the_histogram_of_a_search_leads_to_days_and_back(page: Page, partly_dated: Page) -> None:
    months = page("/search?q=river&from=2010&to=2010")
    assert months.select_one("#zoom-out").text == "All dates"
    days = partly_dated("/search?q=river&from=1899-11-20&to=1899-12-31")
    bars = days.select(".timeline a")
    assert [bars[0]["aria-label"], bars[-1]["aria-label"]] == [
        "20 November 1899: 2 articles",
        "31 December 1899: 3 articles",
    ]
    assert len(partly_dated(bars[-1]["href"]).select(".hit")) == 3
    one = page("/search?from=2010-03-02&to=2010-03-02")
    assert one.select_one("#zoom-out").text == "All of March 2010"
    year = page(one.select_one("#zoom-out")["href"]).select_one("#zoom-out")
    assert year.text == "All of 2010"
    assert page(year["href"]).select_one("#zoom-out").text == "All dates"


def test_shares_are_of_all_that_the_archive_has_in_the_same_time(page: Page) -> None:
    soup = page("/trends?q=librarian&measure=share&region=Russia+and+FSU")
    assert soup.select_one(".choices [aria-current]").text == "Share of the archive"
    for name, count, share, archive in _rows(soup):
        year = f"from={name}&to={name}"
        assert _number(archive) == _total(page, f"?{year}")
        if share:
            assert share == percent(_number(count) / _number(archive))
    assert any(share not in ("", percent(0)) for _, _, share, _ in _rows(soup))
    assert "%" in soup.select_one(".chart .top").text


def test_what_is_not_known_of_dates_is_said(partly_dated: Page) -> None:
    every = partly_dated("/trends")
    assert "1 without a date" in every.select_one(".legend").text
    assert "is known" not in every.select_one(".legend").text
    months = partly_dated("/trends?from=1899-11&to=1899-12&interval=month")
    assert "1 of which only a month or a year is known" in months.select_one(".legend").text
    days = partly_dated("/trends?from=1899-12")
    assert "without a date" not in days.select_one(".legend").text
    data = partly_dated("/trends.json?from=1899-12&to=1899-12")
    (series,) = data["series"]
    assert (data["interval"], series["undated"], series["spread"]) == ("day", 0, 2)
    assert {each["count"] for each in series["timeline"]} == {2, 3}


def test_the_numbers_are_there_for_programs(page: Page, client: FlaskClient) -> None:
    asked = "q=river&q=librarian&from=2008&to=2012"
    response = client.get(f"/trends.csv?{asked}")
    assert response.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    data = page(f"/trends.json?{asked}")
    assert [each["query"] for each in data["series"]] == ["river", "librarian"]
    listed = [
        (each["period"], series["query"], each["count"])
        for series in data["series"]
        for each in series["timeline"]
    ]
    assert [(row["period"], row["query"], int(row["count"])) for row in rows] == listed
    for row in rows[::3]:
        dates = f"from={row['period']}&to={row['period']}"
        assert _total(page, f"?q={row['query']}&{dates}") == int(row["count"])
        assert _total(page, f"?{dates}") == int(row["archive"])
        assert float(row["share"]) == pytest.approx(
            int(row["count"]) / int(row["archive"]), abs=1e-6
        )
    again = client.get(f"/trends.csv?{asked}", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    crosstab = data["crosstab"]
    assert (crosstab["rows"]["facet"], crosstab["columns"]["facet"]) == ("theme", "region")


def test_the_facets_of_the_grid_can_be_chosen(page: Page) -> None:
    soup = page("/trends?q=river&rows=author&columns=report")
    assert soup.select_one("#crossed-head").text == "Author by in-depth report"
    assert _total(page, soup.select_one(".heat a")["href"])
    same = page("/trends?q=river&rows=theme&columns=theme")
    assert not same.select(".heat")


def test_ticked_values_narrow_all_searches(page: Page) -> None:
    soup = page("/trends?q=river&q=librarian&-author=Bo+Li&measure=share")
    boxes = soup.select(".narrow [type=checkbox]")
    assert {each["name"] for each in boxes} == {"author", "region", "theme", "report", "source"}
    assert not soup.select(".narrow [checked], .narrow [value='Bo Li']")
    for box in boxes[::6]:
        label, count = (soup.find(id=each).text for each in box["aria-labelledby"].split())
        assert label == box["value"]
        others = [] if box["name"] == "author" else [("-author", "Bo Li")]
        asked = query([("q", "river"), *others, (box["name"], label)])
        assert _total(page, f"?{asked}") == _number(count)


def test_a_form_sends_what_is_ticked_and_nothing_twice(page: Page) -> None:
    soup = page("/trends?q=river&q=librarian&theme=Railways&theme=None&-author=Bo+Li&rows=author")
    form = soup.select_one("form.compare")
    assert [each["value"] for each in form.select("[checked]")] == ["Railways", "None"]
    kept = [(each["name"], each["value"]) for each in form.select("[type=hidden]")]
    assert ("-author", "Bo Li") in kept
    assert not [each for each in kept if each[0] == "theme"]
    other = soup.select_one("form.crossing").select("[name=theme]")
    assert {each["value"] for each in other} == {"None", "Railways"}


def test_all_values_are_one_step_from_those_of_a_filter(tmp_path: Path) -> None:
    publish(tmp_path, [article(f"{n}", "A river.", authors=(f"Ann {n}",)) for n in range(20)])
    with open_engine(tmp_path) as engine:
        client = create_app(engine, Settings()).test_client()
        link = parsed(client.get("/trends?q=river")).select_one(".narrow .onward a")
        assert link.text == "All 20 authors, A–Z"
        found = parsed(client.get(link["href"]))
    assert len(found.select(".values [type=checkbox]")) == 20
    assert found.select_one("#q")["value"] == "river"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/trends?q=a&q=b&q=c&q=d&q=e", "At most 4 searches"),
        ("/trends?q=river&measure=weight", "Numbers or shares"),
        ("/trends?q=river&rows=weather", "no facet “weather”"),
        ("/trends?from=soon", "2019-08-31"),
    ],
)
def test_what_cannot_be_used_is_said(page: Page, address: str, sentence: str) -> None:
    assert sentence in page(address, 400).select_one("main").text


def test_nothing_found_is_a_page_too(page: Page) -> None:
    soup = page("/trends?q=zyzzyva")
    assert not soup.select(".chart, .heat")
    assert "Nothing" in soup.select_one("main").text


def test_there_is_no_style_or_script_in_the_page(page: Page) -> None:
    soup = page("/trends?q=river&q=harvest")
    assert not soup.select("[style], style, main script, [onclick]")


def test_what_there_is_no_time_for_is_said(engine: Engine) -> None:
    offered = engine.config().facets
    asked = TrendsRequest.from_params([("q", "river"), ("q", "harvest")], offered)
    found = trends(engine, asked, offered, Deadline.after(-1))
    assert not found.is_whole


def test_far_dates_are_shown_in_few_pieces(tmp_path: Path) -> None:
    years = (1, 1500, 9999)
    far = [article(f"{year}", "A river.", published=date(year, 5, 1)) for year in years]
    publish(tmp_path / "index", far)
    with open_engine(tmp_path / "index") as engine:
        client = create_app(engine, Settings()).test_client()
        for asked in ("q=river", "q=river&interval=month", "q=river&interval=day"):
            soup = parsed(client.get(f"/trends?{asked}"))
            rows = _rows(soup)
            assert len(rows) <= 60
            assert sum(int(row[1]) for row in rows) == 3


def test_boxes_hold_markup_as_text(page: Page) -> None:
    soup = page("/trends?q=%22%3E%3Cscript%3E&q=river")
    assert soup.select_one(".boxes input")["value"] == '"><script>'


def test_decades_are_not_called_years(tmp_path: Path) -> None:
    dated = [article(f"{year}", "A river.", published=date(year, 5, 4)) for year in (1899, 2019)]
    publish(tmp_path / "index", dated)
    client: FlaskClient = create_app(settings=Settings(index=tmp_path / "index")).test_client()
    soup = parsed(client.get("/trends"))
    assert soup.select_one("#by-date-head").text == "Through the years"
    assert soup.select_one(".numbers th").text == "Years"
    assert soup.select_one(".numbers tbody th").text == "1890–1899"
    near = parsed(client.get("/trends?from=2010&to=2020&interval=year"))
    assert near.select_one(".numbers th").text == "Year"
