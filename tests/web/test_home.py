"""The front page."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from search.config.environment import Settings
from tests.support import article, publish
from tests.web.archive import articles
from tests.web.conftest import Page, parsed
from web import create_app


def test_it_says_how_many_articles_there_are_and_from_when(page: Page) -> None:
    assert page("/").select_one(".motto").text == "63 articles, 1999–2020"


def test_the_newest_articles_come_first(page: Page) -> None:
    dates = [time["datetime"] for time in page("/").select(".newest time")]
    newest = sorted(each.published.isoformat() for each in articles() if each.published)[::-1]
    assert dates == newest[: len(dates)]
    assert len(dates) > 1


def test_each_facet_has_its_top_values_with_counts(page: Page) -> None:
    shelves = page("/").select(".shelves section")
    assert [shelf.h3.text for shelf in shelves] == [
        "Authors",
        "Regions",
        "Themes",
        "In-depth reports",
        "Sources",
    ]
    first = shelves[2].select_one("li")
    railways = sum("Railways" in each.values("theme") for each in articles())
    counts = {li.bdi.text: li.select_one(".count").text for li in shelves[2].select("li")}
    assert counts["Railways"] == str(railways)
    assert first.a["href"].startswith("/search?theme=")


def test_a_list_that_is_shown_whole_has_no_link_to_all_of_it(page: Page) -> None:
    themes, reports = page("/").select(".shelves section")[2:4]
    assert not reports.select(".onward")
    assert themes.select_one(".onward") is None


def test_one_article_stands_alone(tmp_path: Path) -> None:
    publish(tmp_path / "index", [article("one", "A river.", title="One", authors=("Ann Lee",))])
    client: FlaskClient = create_app(settings=Settings(index=tmp_path / "index")).test_client()
    soup = parsed(client.get("/"))
    assert soup.select_one(".leading h3").text == "One"
    assert not soup.select(".others")
    assert not soup.select("main .onward")
    assert parsed(client.get("/authors")).select_one(".found").text == "1 author"


def test_an_empty_archive_is_no_error(tmp_path: Path) -> None:
    publish(tmp_path / "index", [])
    client: FlaskClient = create_app(settings=Settings(index=tmp_path / "index")).test_client()
    assert "There is no article in the archive yet" in client.get("/").text
    assert client.get("/search").status_code == 200
    assert "No article has any of these yet" in client.get("/authors").text
