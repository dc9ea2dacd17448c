"""What search engines find: a crawler that obeys robots.txt and reads sitemaps."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from lxml import etree

from benchmarks.crawl import HOST, NAMESPACE, Crawler, searches
from search.config.environment import Settings
from search.engines import Engine
from tests.support import publish
from tests.web.archive import articles
from tests.web.conftest import Page
from web import crawlers, create_app, exports

ARCHIVE = {each.id: each for each in articles()}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?")


@pytest.fixture
def in_parts(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(crawlers, "PART", 25)
    return create_app(engine, Settings()).test_client()


def test_sitemaps_list_every_article_and_no_search(in_parts: FlaskClient) -> None:
    crawler = Crawler(in_parts)
    crawler.read_sitemaps()
    assert crawler.articles() == {*ARCHIVE}
    assert all(map(DATE.fullmatch, crawler.changed))
    assert f"{HOST}/themes" in crawler.seen
    assert not crawler.refused
    assert not searches(crawler.seen)


def test_links_alone_lead_to_every_article_and_to_no_search(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.views.chronicle.SIZE", 20)
    monkeypatch.setattr("web.chronicle.SIZE", 20)
    crawler = Crawler(client)
    crawler.follow_links()
    assert crawler.articles() == {*ARCHIVE}
    assert searches(crawler.refused)
    assert not searches(crawler.seen)


@pytest.mark.parametrize("address", ["/articles", "/articles?year=2010"])
def test_articles_are_listed_by_date_page_by_page(
    client: FlaskClient, page: Page, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr("web.views.chronicle.SIZE", 2)
    monkeypatch.setattr("web.chronicle.SIZE", 2)
    soup, found = page(address), []
    narrowed = soup.select_one(".found a")["href"]
    while True:
        found += [unquote(link["href"]) for link in soup.select(".dated a")]
        following = soup.select_one("a[rel=next]")
        if following is None:
            break
        soup = page(following["href"])
    same = client.get(f"{narrowed.replace('/search', '/search.ndjson')}").text.splitlines()
    assert found == [f"/articles/{json.loads(line)['id']}" for line in same]
    assert len(found) > 2


def test_a_list_by_date_is_named_by_its_page_and_leads_to_passages(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.views.chronicle.SIZE", 20)
    monkeypatch.setattr("web.chronicle.SIZE", 20)
    soup = page("/articles?page=2")
    assert soup.h1.text == "All articles by date, page 2"
    assert page(soup.select_one(".found a")["href"]).select(".passages")


@pytest.mark.parametrize(
    ("address", "status"),
    [("/articles?page=99", 404), ("/articles?page=x", 400), ("/articles?year=1066", 400)],
)
def test_a_list_that_is_not_there(page: Page, address: str, status: int) -> None:
    page(address, status)


def test_the_parts_have_each_article_once(in_parts: FlaskClient) -> None:
    tree = etree.fromstring(in_parts.get("/sitemap.xml").data)
    parts = tree.xpath("//s:loc/text()", namespaces=NAMESPACE)[1:]
    assert len(parts) == -(-len(ARCHIVE) // 25)
    found = [
        address
        for part in parts
        for address in etree.fromstring(in_parts.get(part.removeprefix(HOST)).data).xpath(
            "//s:loc/text()", namespaces=NAMESPACE
        )
    ]
    assert len(found) == len(set(found)) == len(ARCHIVE)
    for number in (0, len(parts) + 1):
        assert in_parts.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_part_is_not_sent_again(in_parts: FlaskClient) -> None:
    response = in_parts.get("/sitemap-1.xml")
    assert response.is_streamed
    given = {"If-None-Match": response.headers["ETag"]}
    assert in_parts.get("/sitemap-1.xml", headers=given).status_code == 304


def test_one_long_part_at_a_time(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "LONG", 20)
    client = create_app(engine, Settings()).test_client()
    held = client.get("/sitemap-1.xml")
    assert client.get("/sitemap-1.xml").status_code == 503
    next(held.iter_encoded())
    held.close()
    assert client.get("/sitemap-1.xml").status_code == 200


def test_robots_are_told_before_there_is_an_index(unpublished: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml\n" in unpublished.get("/robots.txt").text
    assert unpublished.get("/sitemap.xml").status_code == 503


def test_files_and_feeds_are_no_results_of_search_engines(client: FlaskClient) -> None:
    for address in ("/search.csv?q=river", "/search.atom?q=river", "/articles/kinds.json"):
        assert client.get(address).headers["X-Robots-Tag"] == "noindex"


def test_a_site_without_articles_has_a_sitemap(tmp_path: Path) -> None:
    publish(tmp_path / "index", [])
    client = create_app(settings=Settings(index=tmp_path / "index")).test_client()
    assert b"<loc>http://localhost/sitemap-pages.xml</loc>" in client.get("/sitemap.xml").data
    assert client.get("/sitemap-1.xml").status_code == 404


def test_lists_in_other_languages_are_closed_on_every_page(client: FlaskClient) -> None:
    rules = client.get("/robots.txt").text
    assert "Disallow: /*?lang=\n" in rules
    assert "Disallow: /*&lang=\n" in rules
