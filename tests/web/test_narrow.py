"""The values of a facet in the hits of a search: looked for among all of them, ticked, counted truly."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from tests.support import publish
from tests.web.conftest import Page, parsed
from tests.web.crowd import articles, authors
from tests.web.test_search import chips, total
from web import create_app


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    index: Path = tmp_path_factory.mktemp("crowd") / "index"
    publish(index, articles()[:120], articles()[120:])
    return create_app(settings=Settings(index=index)).test_client()


@pytest.fixture(scope="module")
def page(crowd: FlaskClient) -> Page:
    def get(address: str, status: int = 200) -> Any:
        response = crowd.get(address)
        assert response.status_code == status, address
        return parsed(response)

    return get


def within(typed: str = "", **search: str) -> str:
    return "/authors?" + urlencode({"q": typed, "within": urlencode(search)})


def names(soup: Any) -> list[str]:
    return [each.text for each in soup.select(".values .value")]


def sent(soup: Any, *ticked: str) -> str:
    """The address that the form of a page leads to, with more values ticked."""
    fields = soup.select('#search-form input, input[form="search-form"]')
    params = [
        (each["name"], each.get("value", ""))
        for each in fields
        if each.get("type") != "checkbox" or each.has_attr("checked") or each["value"] in ticked
    ]
    return f"/search?{urlencode([each for each in params if each[1]])}"


def test_every_value_of_a_search_is_found_by_its_name(page: Page) -> None:
    listed = names(page("/search?q=river").select_one("#facet-author"))
    for author in authors()[::9]:
        assert author in names(page(within(author, q="river")))
    assert len(listed) < len(authors())


def test_counts_are_those_of_the_search(page: Page) -> None:
    search = {"q": "river", "theme": "Floods"}
    soup = page(within("gomez", **search))
    assert len(soup.select(".values li")) == 4
    for row in soup.select(".values li"):
        found = page(row.select_one(".value")["href"])
        assert total(found) == int(row.select_one(".count").text) > 0
        assert "Remove theme Floods ×" in chips(found)


def test_without_script_a_value_is_typed_ticked_and_shown(page: Page) -> None:
    search = page("/search?q=river&-theme=Floods&author=Ada+Abara&from=2010&sort=oldest")
    form = search.select_one("#facet-author form.find")
    fields = [(each["name"], each.get("value", "")) for each in form.select("input")]
    typed = [(name, "elan hugo" if name == "q" else value) for name, value in fields]
    soup = page(f"{form['action']}?{urlencode(typed)}")
    assert set(names(soup)) == {"Ada Abara", "Elan Hugo", "Élan Hugo"} & set(names(soup))
    assert "Ada Abara" in names(soup)
    address = sent(soup, "Élan Hugo")
    assert parse_qsl(address.partition("?")[2]) == [
        ("q", "river"),
        ("-theme", "Floods"),
        ("from", "2010-01-01"),
        ("sort", "oldest"),
        ("author", "Ada Abara"),
        ("author", "Élan Hugo"),
    ]
    assert total(page(address)) > 0


def test_the_way_back_is_the_search_itself(page: Page) -> None:
    soup = page(within("ada", q="river", theme="Rails"))
    assert soup.select_one(".back a")["href"] == "/search?q=river&theme=Rails"


def test_a_whole_list_says_how_many_values_it_has(page: Page) -> None:
    assert page(within("", q="river")).select_one(".found").text == "81 authors"


def test_as_many_values_as_are_asked_for_come_most_frequent_first(page: Page) -> None:
    soup = page(within("", q="river") + "&facet_size=5")
    counts = [int(each.text) for each in soup.select(".values .count")]
    assert len(counts) == 5
    assert counts == sorted(counts, reverse=True)
    assert "The 5 most frequent of 81 authors" in soup.select_one(".found-values .found").text


def test_equal_counts_are_listed_in_the_order_of_the_alphabet_accents_aside(page: Page) -> None:
    found = names(page("/search?q=river&facet_size=200").select_one("#facet-author"))
    order = [name.replace("É", "E").replace("Ł", "L") for name in found if name.endswith("Abara")]
    assert order == sorted(order)


def test_a_name_that_is_not_there_is_no_dead_end(page: Page) -> None:
    soup = page(within("nobody", q="river"))
    assert "0 of 81 authors" in soup.select_one(".found").text
    assert soup.select_one(".found a")["href"] == "/authors?within=q%3Driver"


def test_a_search_that_cannot_be_used_is_refused_with_a_sentence(page: Page) -> None:
    said = page(within("", sort="upwards"), status=400).select_one("main").text
    assert "There is no order “upwards”." in said


def test_pages_of_a_search_stay_small(crowd: FlaskClient) -> None:
    answer = crowd.get("/search?q=river", headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < 60_000
