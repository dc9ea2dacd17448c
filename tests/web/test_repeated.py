"""Paragraphs that stand in many articles, on pages, in exports and in feeds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines import open_engine
from search.model.articles import Paragraph
from tests.support import publish, whole_article
from tests.web.conftest import parsed
from web import create_app

FOOTER = "Support the Lantern: our zephyr needs readers who pay."
BOX = Paragraph("p2", "Sign up for the quillon letter.", "item", is_repeated=True)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    index = tmp_path_factory.mktemp("repeated") / "index"
    own = Paragraph("p1", "The river rose.")
    footer = Paragraph("p3", FOOTER, is_repeated=True)
    with_box = whole_article("a", "Flood", paragraphs=(BOX, own, footer))
    publish(index, [with_box, replace(with_box, id="b", title="Harbour")])
    return create_app(open_engine(index), Settings()).test_client()


def test_the_page_has_them_muted_in_their_places_without_marks(client: FlaskClient) -> None:
    page = parsed(client.get("/articles/a?q=zephyr+river+quillon"))
    assert [each["id"] for each in page.select(".repeated")] == ["p2", "p3"]
    assert FOOTER in page.select_one("p.repeated").text
    assert [each.text for each in page.select(".body mark")] == ["river"]


def test_no_search_feed_or_description_has_them(client: FlaskClient) -> None:
    nothing = client.get("/search.json?q=zephyr").json
    assert nothing is not None
    assert nothing["total"] == 0
    for address in ("/search.json?q=flood", "/search.atom?q=flood", "/search.csv?q=flood"):
        text = client.get(address).text
        assert "The river rose." in text
        assert "zephyr" not in text
    page = parsed(client.get("/articles/a"))
    description = page.select_one('meta[name="description"]')
    assert description is not None
    assert description["content"] == "The river rose."


def test_exports_of_the_full_text_keep_them_and_say_so(client: FlaskClient) -> None:
    answer = client.get("/articles/a.json").json
    assert answer is not None
    paragraphs = answer["paragraphs"]
    assert [each.get("repeated", False) for each in paragraphs] == [True, False, True]
    assert FOOTER in client.get("/articles/a.txt").text
    assert FOOTER in client.get("/articles/a.md").text
