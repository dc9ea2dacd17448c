"""Compact lists and hits a page are chosen once and remembered."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from search.engines import Engine
from tests.web.conftest import parsed
from web import create_app
from web.preferences import View


@pytest.fixture
def reader(engine: Engine) -> FlaskClient:
    """A browser of its own, since it remembers."""
    return create_app(engine).test_client()


def choose(reader: FlaskClient, address: str, **choice: str) -> Any:
    form = parsed(reader.get(address)).select_one("#view form")
    kept = {each["name"]: each["value"] for each in form.select("input")}
    return parsed(reader.post(form["action"], data=kept | choice, follow_redirects=True))


def test_a_compact_list_is_remembered(reader: FlaskClient) -> None:
    shown = choose(reader, "/search?q=river&theme=Railways&page=2", list="compact")
    assert shown.select(".hits.compact .hit")
    assert not shown.select(".passages, .topics, .why")
    assert [each.bdi.text for each in shown.select(".chips li")] == ["Railways"]
    assert parsed(reader.get("/search?q=harvest")).select(".hits.compact")
    assert parsed(reader.get("/search?q=river")).select("#view [aria-pressed=true]")[0].text == (
        "titles only"
    )
    assert choose(reader, "/search?q=river", list="full").select(".passages")


def test_hits_a_page_are_remembered_and_in_the_address(reader: FlaskClient) -> None:
    shown = choose(reader, "/search?q=river", hits="20")
    assert len(shown.select(".hit")) == 20
    later = parsed(reader.get("/search?q=librarian"))
    assert len(later.select(".hit")) == 20
    assert "size=20" in later.select_one(".pages [rel=next]")["href"]


def test_an_address_shows_what_it_says_whatever_is_remembered(reader: FlaskClient) -> None:
    choose(reader, "/search?q=river", hits="50")
    assert len(parsed(reader.get("/search?q=river&size=5")).select(".hit")) == 5
    assert len(parsed(reader.get("/search?q=river&page=2")).select(".hit")) == 10


def test_a_choice_is_not_answered_from_a_cache(reader: FlaskClient) -> None:
    headers = reader.get("/search?q=river").headers
    assert "Cookie" in headers["Vary"]
    assert "max-age=0" in headers["Cache-Control"]


@pytest.mark.parametrize("text", ["", "x", "compact", "full-9999", "-", "compact-20-30", "ä-½"])
def test_an_odd_cookie_is_no_choice(reader: FlaskClient, text: str) -> None:
    assert View.of_cookie(text).size in (10, 20, 50)
    assert reader.get("/search", headers={"Cookie": f"view={text}"}).status_code == 200


def test_a_choice_leads_to_the_site_alone(reader: FlaskClient) -> None:
    answer = reader.post("/view", data={"within": "q=//example.org", "list": "compact"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/search?q=%2F%2Fexample.org"
