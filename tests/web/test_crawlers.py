"""What search engines find: a crawler that obeys robots.txt and reads sitemaps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import etree

from search.config.environment import Settings
from search.engines import Engine
from tests.support import publish
from tests.web.archive import articles
from tests.web.conftest import Page
from web import crawlers, create_app, exports
from web.addresses import is_for_programs

ARCHIVE = {each.id: each for each in articles()}
HOST = "http://localhost"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?")


@pytest.fixture
def in_parts(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(crawlers, "PART", 25)
    return create_app(engine, Settings()).test_client()


class Crawler:
    """Reads sitemaps, or follows links from the front page to pages, as far as robots.txt lets it."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self._rules = RobotFileParser()
        self._rules.parse(client.get("/robots.txt").text.splitlines())
        self.seen: set[str] = set()
        self.refused: set[str] = set()

    def read_sitemaps(self) -> None:
        listed = [each for map in self._rules.site_maps() or () for each in self._listed(map)]
        self.refused = {each for each in listed if not self._may(each)}
        self.seen = {*listed} - self.refused

    def articles(self) -> set[str]:
        """The ids of those that it has seen."""
        return {unquote(each.removeprefix(f"{HOST}/articles/")) for each in self.seen} & {*ARCHIVE}

    def follow_links(self) -> None:
        waiting = [f"{HOST}/"]
        while waiting:
            address = waiting.pop()
            if address in self.seen or address in self.refused:
                continue
            if not self._may(address):
                self.refused.add(address)
                continue
            self.seen.add(address)
            response = self._client.get(address.removeprefix(HOST), buffered=True)
            assert response.status_code == 200, address
            if response.mimetype == "text/html":
                soup = BeautifulSoup(response.text, "lxml")
                found = (
                    urldefrag(urljoin(address, str(each["href"]))).url
                    for each in soup("a", href=True)
                )
                waiting += [each for each in found if _is_page(each)]

    def _may(self, address: str) -> bool:
        is_marked = re.search(r"^[^?]*\?q=", address)  # RobotFileParser knows no wildcards
        return not is_marked and self._rules.can_fetch("*", address)

    def _listed(self, address: str) -> Iterator[str]:
        response = self._client.get(address.removeprefix(HOST))
        assert response.status_code == 200
        tree = etree.fromstring(response.data)
        assert all(
            DATE.fullmatch(each) for each in tree.xpath("//s:lastmod/text()", namespaces=NAMESPACE)
        )
        for each in tree.xpath("/s:sitemapindex/s:sitemap/s:loc/text()", namespaces=NAMESPACE):
            yield from self._listed(each)
        yield from tree.xpath("/s:urlset/s:url/s:loc/text()", namespaces=NAMESPACE)


def _is_page(address: str) -> bool:
    return address.startswith(HOST) and not is_for_programs(urlsplit(address).path)


def test_sitemaps_list_every_article_and_no_search(in_parts: FlaskClient) -> None:
    crawler = Crawler(in_parts)
    crawler.read_sitemaps()
    assert crawler.articles() == {*ARCHIVE}
    assert f"{HOST}/themes" in crawler.seen
    assert not crawler.refused
    assert not _combinations(crawler.seen)


def test_links_alone_lead_to_every_article_and_to_no_search(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.views.chronicle.SIZE", 20)
    monkeypatch.setattr("web.chronicle.SIZE", 20)
    crawler = Crawler(client)
    crawler.follow_links()
    assert crawler.articles() == {*ARCHIVE}
    assert _combinations(crawler.refused)
    assert not _combinations(crawler.seen)


def _combinations(addresses: set[str]) -> list[str]:
    """Those of searches, of which there are as many as there are combinations of filters."""
    return [each for each in addresses if each.startswith(f"{HOST}/search")]


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
