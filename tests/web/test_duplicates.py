"""Articles with the same text on the pages of the site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines import open_engine
from search.model.articles import Source
from tests.support import article, publish
from tests.web.conftest import parsed
from web import create_app

TEXT = " ".join(f"word{number}" for number in range(60))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site with five articles that have one text, and another article."""
    index: Path = tmp_path_factory.mktemp("duplicates") / "index"
    copies = [
        article(
            f"copy {number}",
            TEXT,
            title=f"Title <{number}>",
            published=date(2010 + number, 5, 6),
            source=Source(f"Paper & {number}"),
        )
        for number in range(5)
    ]
    other = article("other", "Only word1 is here.", title="Other", published=date(1999, 1, 1))
    publish(index, copies[:2], [*copies[2:], other], are_grouped=True)
    with open_engine(index) as engine:
        yield create_app(engine, Settings()).test_client()


def test_a_hit_names_its_copies(client: FlaskClient) -> None:
    page = parsed(client.get("/search?q=word1&sort=newest"))
    assert page.select_one("#found").text.startswith("2 articles")
    first, other = page.select(".hit")
    assert first.h3.text == "Title <4>"
    copies = first.select_one(".copies")
    expected = (
        "Also published as Title <0> (Paper & 0, 6 May 2010); Title <1> (Paper & 1, 6 May 2011);"
    )
    assert copies.text == f"{expected} Title <2> (Paper & 2, 6 May 2012); and 1 more"
    links = [link["href"] for link in copies.select("a")]
    assert links == [*(f"/articles/copy%20{n}" for n in range(3)), first.h3.a["href"]]
    assert all(client.get(link).status_code == 200 for link in links)
    assert other.select_one(".copies") is None


def test_each_copy_can_be_shown(client: FlaskClient) -> None:
    page = parsed(client.get("/search?q=word1&sort=newest&source=Paper+%26+3"))
    each = page.select_one("nav[aria-label='Articles with the same text'] a")
    assert (each.text, each["href"]) == (
        "Every copy",
        "/search?q=word1&source=Paper+%26+3&sort=newest&copies=all",
    )
    page = parsed(client.get("/search?q=word1&sort=newest&copies=all"))
    assert [hit.h3.text for hit in page.select(".hit")][:2] == ["Title <4>", "Title <3>"]
    assert len(page.select(".hit")) == 6
    assert page.select_one("#search-form input[name=copies]")["value"] == "all"
    assert client.get("/search?q=word1&copies=some").status_code == 400


def test_without_copies_there_is_no_such_choice(client: FlaskClient) -> None:
    page = parsed(client.get("/search?q=only"))
    assert page.select_one("nav[aria-label='Articles with the same text']") is None


def test_the_page_of_an_article_names_them_all(client: FlaskClient) -> None:
    page = parsed(client.get("/articles/copy%201"))
    (copies,) = page.select("article header .copies")
    assert [link.text for link in copies.select("a")] == [f"Title <{n}>" for n in (0, 2, 3, 4)]
    assert not parsed(client.get("/articles/other")).select(".copies")


def test_programs_get_them(client: FlaskClient) -> None:
    found = client.get("/search.json?q=word1&sort=oldest").json
    assert found is not None
    assert found["total"] == 2
    other, hit = found["hits"]
    assert (other["copies"], other["more_copies"]) == ([], 0)
    assert [each["id"] for each in hit["copies"]] == [f"copy {n}" for n in range(1, 5)]
    assert hit["copies"][0] == {
        "id": "copy 1",
        "url": "/articles/copy%201",
        "title": "Title <1>",
        "source": "Paper & 1",
        "published": "2011-05-06",
    }


@pytest.mark.parametrize(("format", "lines"), [("ndjson", 2), ("csv", 3)])
def test_files_hold_what_the_page_lists(client: FlaskClient, format: str, lines: int) -> None:
    assert len(client.get(f"/search.{format}?q=word1").text.splitlines()) == lines
    every = client.get(f"/search.{format}?q=word1&copies=all")
    assert len(every.text.splitlines()) == lines + 4


def test_crawlers_get_every_address(client: FlaskClient) -> None:
    assert client.get("/sitemap-1.xml").text.count("<loc>") == 6
