"""Feeds: a search that is followed, read by an independent program."""

from __future__ import annotations

from datetime import date
from typing import Any

import feedparser
import pytest
from flask.testing import FlaskClient

from tests.web.archive import HOSTILE_ID, articles
from tests.web.conftest import Page
from tests.web.test_exports import SEARCHES, ids_on_pages

ARCHIVE = {each.id: each for each in articles()}


def _from_feed(text: str) -> list[str]:
    entries: list[Any] = feedparser.parse(text).entries
    return [each.link.split("/articles/")[1] for each in entries]


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("name", ["atom", "rss"])
def test_a_feed_begins_as_the_pages_do(client: FlaskClient, name: str, search: str) -> None:
    response = client.get(f"/search.{name}?{search}")
    feed = feedparser.parse(response.data)
    assert not feed.bozo
    links = [each.link for each in feed.entries]
    ids = ids_on_pages(client, search)[:50]
    paths = [each.split("#")[0].removeprefix("http://localhost/articles/") for each in links]
    assert [each.replace("%20", " ") for each in paths if "%3C" not in each] == [
        each for each in ids if each != HOSTILE_ID
    ]
    assert len(links) == len(ids)
    assert len({each.id for each in feed.entries}) == len(links)


def test_an_entry_of_a_feed(client: FlaskClient) -> None:
    for name in ("atom", "rss"):
        address = f"/search.{name}?q=librarian+theme:railways"
        feed = feedparser.parse(client.get(address).data, sanitize_html=False)
        assert feed.feed.title == "librarian theme:railways – The Test Review"
        entry = feed.entries[0]
        id = entry.link.removeprefix("http://localhost/articles/")
        article = ARCHIVE[id]
        assert entry.id == f"tag:localhost,2026:/articles/{id}"
        assert entry.title == article.title
        assert "<mark>librarian</mark>" in (
            entry.content[0].value if name == "atom" else entry.summary
        )
        assert [each.term for each in entry.tags] == [
            *article.values("region"), *article.values("theme"), *article.values("report"),
        ]  # fmt: skip
        assert isinstance(article.published, date)
        assert entry.published_parsed[:3] == article.published.timetuple()[:3]


def test_a_feed_is_newest_first_unless_it_is_told_otherwise(client: FlaskClient) -> None:
    newest = _from_feed(client.get("/search.atom?q=river&sort=newest").text)
    assert _from_feed(client.get("/search.atom?q=river").text) == newest
    best = _from_feed(client.get("/search.atom?q=river&sort=relevance").text)
    assert best != newest


def test_a_page_leads_to_its_feeds_and_files(client: FlaskClient, page: Page) -> None:
    shown = page("/search?q=river&sort=oldest&region=Russia+and+FSU&page=2&size=5")
    follow = shown.find("a", string="Follow this search")["href"]
    assert follow == "/search.atom?q=river&region=Russia+and+FSU"
    alternates = [each["href"] for each in shown.head.find_all("link", rel="alternate")]
    assert alternates == [follow, follow.replace("atom", "rss")]
    files = [each["href"] for each in shown.select(".exports li a")]
    assert len(files) == 5
    for each in [*files, *alternates]:
        assert client.get(each).status_code == 200
    assert "/search.csv?q=river&region=Russia+and+FSU&sort=oldest" in files
    assert not page("/search?q=qqqqqq").select(".exports li")
