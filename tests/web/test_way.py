"""From an article back to its results, and on to the next one, by links alone."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search.engines import Engine
from search.errors import SearchTooLong
from search.model.request import SearchRequest
from search.model.results import Results
from tests.web.conftest import Page
from web import create_app
from web.links import Links

SEARCHES = (
    "/search?q=river&theme=Railways&sort=oldest",
    "/search?q=river&-author=Bo+Li&from=2006&page=2",
    "/search?theme=Railways&size=3",
    "/search?sort=newest",
    "/search?q=librarian&unit=paragraph&size=5",
)


@pytest.mark.parametrize("address", SEARCHES)
def test_an_article_leads_back_to_the_very_page_it_was_on(page: Page, address: str) -> None:
    for link in page(address).select(".hit h3 a, .passages a")[::4]:
        back = page(link["href"].partition("#")[0]).find(id="back")["href"]
        asked = [(name, value) for name, value in parse_qsl(address.partition("?")[2])]
        shown = parse_qsl(back.partition("?")[2])
        request = SearchRequest.from_params(asked)
        assert SearchRequest.from_params(shown) == request


@pytest.mark.parametrize("address", SEARCHES[:1] + SEARCHES[2:])
def test_next_leads_through_all_results_in_their_order(page: Page, address: str) -> None:
    everything = [
        link["href"].partition("?")[0]
        for number in (1, 2, 3)
        for link in page(f"{address}&size=4&page={number}", 200).select(".hit h3 a")
    ]
    met: list[str] = []
    place = page(f"{address}&size=4").select_one(".hit h3 a")["href"]
    while len(met) < len(everything):
        met.append(place.partition("?")[0])
        link = page(place.partition("#")[0]).find(id="next")
        if link is None:
            break
        place = link["href"]
    assert met == everything[: len(met)]
    assert len(met) > 5


def test_previous_crosses_the_border_of_a_page(page: Page) -> None:
    first = page("/search?q=river&page=2").select_one(".hit h3 a")["href"]
    last = page("/search?q=river").select(".hit h3 a")[-1]["href"]
    soup = page(first)
    assert soup.find(id="previous")["href"] == last
    assert soup.select_one(".place").text.startswith("Result 11 of ")


def test_the_list_of_everything_is_a_way_back_too(page: Page) -> None:
    link = page("/search").select(".hit h3 a")[1]["href"]
    soup = page(link)
    assert soup.select_one(".place").text == "Result 2 of 63"
    assert soup.find(id="back")["href"] == "/search?sort=newest"


def test_an_article_that_no_search_led_to_has_no_way_back(page: Page) -> None:
    assert page("/articles/kinds").select_one("nav.back") is None


def test_an_address_from_elsewhere_still_shows_the_article(page: Page) -> None:
    soup = page("/articles/kinds?q=river&page=x&sort=sideways")
    assert soup.h1.text == "All kinds of paragraphs"
    assert soup.find(id="back")["href"] == "/search?q=river"
    assert page("/articles/kinds?q=zebra").select_one("nav.back .place") is None


def test_an_article_is_shown_though_its_neighbours_take_too_long(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(request: SearchRequest, deadline: object = None) -> Results:
        raise SearchTooLong

    client: FlaskClient = create_app(engine).test_client()
    monkeypatch.setattr(engine, "search", stop)
    soup = BeautifulSoup(client.get("/articles/kinds?q=river").text, "html5lib")
    assert soup.find(id="back")
    assert not soup.find(id="next")


def test_a_long_search_is_not_repeated_in_each_link() -> None:
    assert Links().article("a/b") == "/articles/a/b"
