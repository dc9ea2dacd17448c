"""Related articles on the page of an article and as JSON, and the search for articles like a passage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines import Engine, open_engine
from search.errors import IndexUnreachable
from search.model.deadline import Deadline
from tests.engines.topics import archive
from tests.support import article, publish
from tests.web.archive import HOSTILE, HOSTILE_ID
from tests.web.conftest import Page, parsed
from web import create_app

IDS = [f"a{number:03}" for number in range(40)]
ABOUT_A_FLOOD = "The levee of the river broke in the flood, and a boat went out in the rain. " * 2


@pytest.fixture(scope="module")
def topics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site over an archive with topics, and an awkward article about one of them."""
    hostile = article(HOSTILE_ID, ABOUT_A_FLOOD, HOSTILE, title=HOSTILE, authors=(HOSTILE,))
    nested = article("odd/related.json", "Its id looks like the address of something else.")
    index = tmp_path_factory.mktemp("related") / "index"
    publish(index, [*archive(7, 40), hostile, nested])
    with open_engine(index) as engine:
        yield create_app(engine, Settings()).test_client()


def _page(client: FlaskClient, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    return parsed(response)


def test_the_page_lists_what_the_json_has(topics: FlaskClient) -> None:
    copies = 0
    for id in IDS:
        found = _page(topics, f"/articles/{id}/related.json")
        assert (found["id"], found["url"], found["partial"]) == (id, f"/articles/{id}", False)
        assert 1 <= len(found["related"]) <= 5
        shown = _page(topics, f"/articles/{id}").select(".related li")
        for near, item in zip(found["related"], shown, strict=True):
            assert item.h3.a["href"] == near["url"]
            assert item.h3.text == near["title"]
            assert item.select_one(".shares em").text == ", ".join(near["shares"])
            links = [link["href"] for link in item.select(".copies a")]
            assert links == [copy["url"] for copy in near["copies"]][:3]
            copies += len(links)
    assert copies


def test_a_related_article_has_the_fields_of_a_hit(topics: FlaskClient) -> None:
    near = _page(topics, "/articles/a000/related.json")["related"][0]
    hit = _page(topics, "/search.json?q=flood&size=1")["hits"][0]
    assert near.keys() - {"shares"} == hit.keys() - {"passages"}
    assert near["score"] > 0
    assert 3 <= len(near["shares"]) <= 6


def test_nothing_is_shown_where_nothing_is_near(page: Page) -> None:
    assert page("/articles/bare/related.json")["related"] == []
    assert page("/articles/bare").select(".related") == []


def test_an_article_that_is_not_there(topics: FlaskClient) -> None:
    response = topics.get("/articles/nothing/related.json")
    assert response.status_code == 404
    assert response.json
    assert response.json["detail"]


def test_an_article_whose_id_looks_like_such_an_address_can_be_read(topics: FlaskClient) -> None:
    assert "Its id looks like" in topics.get("/articles/odd/related.json").text


def test_the_article_can_be_read_when_related_ones_cannot_be_found(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(_: str, _deadline: Deadline) -> None:
        raise IndexUnreachable("The cluster does not answer.")

    monkeypatch.setattr(engine, "related", unreachable)
    assert _page(client, "/articles/kinds").h1.text == "All kinds of paragraphs"
    assert client.get("/articles/kinds/related.json").status_code == 503


def test_a_passage_leads_to_a_search_for_articles_like_it(topics: FlaskClient) -> None:
    soup = _page(topics, f"/articles/{quote(HOSTILE_ID)}")
    link, *_ = soup.select(".body .like")
    assert link["aria-label"] == "More like paragraph 1"
    assert "nofollow" in link["rel"]
    response = topics.get(link["href"])
    assert response.status_code == 302
    assert response.headers["X-Robots-Tag"] == "noindex"
    found = _page(topics, response.headers["Location"])
    words = found.find(id="q")["value"].split(" OR ")
    assert {"flood", "levee", "river"} <= set(words)
    assert len(words) <= 8
    assert found.select(".hit")


def test_an_article_leads_to_a_search_for_more_like_it(topics: FlaskClient) -> None:
    link = _page(topics, f"/articles/{quote(HOSTILE_ID)}").select_one(".related .more a")
    found = _page(topics, topics.get(link["href"]).headers["Location"])
    assert "flood" in found.find(id="q")["value"].split(" OR ")


def test_a_short_passage_has_no_such_link(page: Page) -> None:
    assert page("/articles/kinds").select(".like") == []


@pytest.mark.parametrize(
    "query", ["", "article=nothing", "article=a000&passage=nowhere", "passage=p0", "article=%ff%00"]
)
def test_a_passage_that_is_not_there(topics: FlaskClient, query: str) -> None:
    assert topics.get(f"/search/similar?{query}").status_code == 404
