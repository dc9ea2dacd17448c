"""What a crawler finds of a site that obeys robots.txt: python -m benchmarks.crawl INDEX

Reads the sitemaps, and then, as if there were none, follows links from the front page as far as they
lead. Prints how many of the articles each way finds, how many pages it asked for, and to how many
different searches, each a combination of filters, these link. INDEX is a folder, or the address of a
cluster.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Collection, Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from lxml import etree, html

from search import open_engine
from search.config.environment import Settings, index_location
from search.model.request import SearchRequest
from web import create_app
from web.addresses import is_for_programs

HOST = "http://localhost"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
EVERY = SearchRequest(copies="all", passages=0)


class Crawler:
    """Reads sitemaps, or follows links from the front page to pages, as far as robots.txt lets it.

    `seen` are the addresses that it came to know and may read, `refused` those that it may not, and
    `changed` the dates that sitemaps give.
    """

    def __init__(self, client: FlaskClient, on_page: Callable[[int], None] | None = None) -> None:
        self._client = client
        self._on_page = on_page
        rules = client.get("/robots.txt").text
        self._maps = re.findall(r"^Sitemap: (.*)$", rules, re.MULTILINE)
        self._closed = [_pattern(each) for each in re.findall(r"^Disallow: (.+)$", rules, re.M)]
        self.seen: set[str] = set()
        self.refused: set[str] = set()
        self.changed: set[str] = set()

    def read_sitemaps(self) -> None:
        listed = {each for map in self._maps for each in self._listed(map)}
        self.refused = {each for each in listed if not self._may(each)}
        self.seen = listed - self.refused

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
            if self._on_page:
                self._on_page(len(self.seen))
            waiting += {each for each in self._links(address) if _is_page(each)}

    def articles(self) -> set[str]:
        """The ids of those that are among what it has seen."""
        beginning = f"{HOST}/articles/"
        return {
            unquote(each.removeprefix(beginning))
            for each in self.seen
            if each.startswith(beginning)
        }

    def _may(self, address: str) -> bool:
        path = address.removeprefix(HOST)
        return not any(each.match(path) for each in self._closed)

    def _links(self, address: str) -> Iterator[str]:
        response = self._client.get(address.removeprefix(HOST), buffered=True)
        assert response.status_code == 200, address
        if response.mimetype == "text/html":
            for link in html.fromstring(response.data).iterfind(".//a[@href]"):
                yield urldefrag(urljoin(address, link.get("href"))).url

    def _listed(self, address: str) -> Iterator[str]:
        response = self._client.get(address.removeprefix(HOST), buffered=True)
        assert response.status_code == 200, address
        tree = etree.fromstring(response.data)
        self.changed.update(tree.xpath("//s:lastmod/text()", namespaces=NAMESPACE))
        for each in tree.xpath("/s:sitemapindex/s:sitemap/s:loc/text()", namespaces=NAMESPACE):
            yield from self._listed(each)
        yield from tree.xpath("/s:urlset/s:url/s:loc/text()", namespaces=NAMESPACE)


def searches(addresses: Collection[str]) -> list[str]:
    """Those of searches, of which there are as many as there are combinations of filters."""
    return [each for each in addresses if urlsplit(each).path.startswith("/search")]


def _pattern(rule: str) -> re.Pattern[str]:
    """What a rule of robots.txt matches, by RFC 9309: a beginning, in which * is anything."""
    return re.compile(".*".join(map(re.escape, rule.split("*"))))


def _is_page(address: str) -> bool:
    return address.startswith(f"{HOST}/") and not is_for_programs(urlsplit(address).path)


def main(index: str) -> int:
    """How many articles the two ways miss."""
    settings = Settings(index=index_location(index), time_limit=60)
    with open_engine(settings.index, time_limit=60) as engine:
        client = create_app(engine, settings).test_client(use_cookies=False)
        ids = {hit.id for hit in engine.scan(EVERY)}
        ways = {"sitemaps": Crawler.read_sitemaps, "links": Crawler.follow_links}
        missed = 0
        for name, go in ways.items():
            crawler, began = Crawler(client, _tell), time.monotonic()
            go(crawler)
            found = crawler.articles() & ids
            missed += len(ids - found)
            print(
                f"{name}: {len(found):,} of {len(ids):,} articles ({len(found) / len(ids):.2%}),"
                f" {len(crawler.seen):,} addresses, {len(searches(crawler.seen)):,} of them searches;"
                f" {len(searches(crawler.refused)):,} searches are linked and not asked for;"
                f" {time.monotonic() - began:.0f} s",
                flush=True,
            )
    return missed


def _tell(count: int) -> None:
    if count % 1_000 == 0:
        print(f"{count:,} pages", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
