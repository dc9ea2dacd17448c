"""For search engines: what they may read, and a list of all articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from flask import Blueprint, Response, abort

from search.model.request import SearchRequest
from search.model.results import Hit
from search.result_formats.paths import article_path
from search.result_formats.well_formed import xml_text
from web.deadlines import deadline
from web.exports import Exports
from web.site import absolute, base_address, config, ensure_config, links, site
from web.validators import not_modified, with_validators

PART = 10_000
"""Articles in a part of the sitemap, which may have 50,000."""
EVERY = SearchRequest(sort="oldest", copies="all", passages=0)
"""New articles come last, so that the parts before stay as they are."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def blueprint() -> Blueprint:
    """The routes, with a place for one part of the sitemap at a time."""
    made, places = Blueprint("crawlers", __name__), Exports(most=1)
    made.add_url_rule("/robots.txt", "robots", _robots)
    made.add_url_rule("/sitemap.xml", "sitemap", _sitemap)
    made.add_url_rule("/sitemap-pages.xml", "pages", _pages)
    made.add_url_rule("/sitemap-<int:number>.xml", "part", lambda number: _part(number, places))
    return made


def _robots() -> Response:
    """Keeps crawlers away from the endless combinations of filters, and from pages with marked matches;
    they may read the articles and the lists of values."""
    ensure_config()
    closed = (
        f"Disallow: {links().root}/{path}\n"
        for path in ("search", "suggest", "trends", "*?q=", "*&q=", "*?lang=", "*&lang=")
    )
    where = f"Sitemap: {base_address()}/sitemap.xml\n"
    return Response(f"User-agent: *\n{''.join(closed)}{where}", mimetype="text/plain")


def _sitemap() -> Response:
    """The parts of the sitemap. Their date is that of the generation: which of them it changed is not
    known."""
    status = site().engine.status()
    numbers = range(1, _parts(status.articles) + 1)
    paths = ["/sitemap-pages.xml", *(f"/sitemap-{number}.xml" for number in numbers)]
    entries = (_entry("sitemap", base_address() + path, status.published_at) for path in paths)
    return _whole("sitemapindex", entries)


def _pages() -> Response:
    """The pages that are not articles."""
    published_at = site().engine.status().published_at
    browsed = (links().browse(facet.name) for facet in config().facets)
    about = [links().about()] if config().about else []
    guides = (links().chronicle(), *about, links().help(), links().api())
    paths = (links().home(), *guides, *browsed)
    return _whole("urlset", (_entry("url", absolute(path), published_at) for path in paths))


def _part(number: int, places: Exports) -> Response:
    """The articles of a part, streamed; 404 if there is no such part."""
    status = site().engine.status()
    if unchanged := not_modified(status):
        return unchanged
    if not 0 < number <= _parts(status.articles):
        abort(404)
    hits = site().engine.scan(EVERY, deadline(), skip=(number - 1) * PART, most=PART)
    end = places.begin(min(PART, hits.total))
    base = base_address()
    entries = (_article(hit, base) for hit in hits)
    response = Response(_document("urlset", entries), mimetype="application/xml")
    response.call_on_close(hits.close)
    response.call_on_close(end)
    return with_validators(response, status)


def _parts(articles: int) -> int:
    return -(-articles // PART)


def _article(hit: Hit, base: str) -> str:
    """An article was last changed when it was published, as far as is known; the schema of sitemaps has
    no months and years."""
    day = hit.published.isoformat() if isinstance(hit.published, date) else ""
    return _entry("url", f"{base}{article_path(hit.id)}", day)


def _entry(kind: str, address: str, changed: str) -> str:
    dated = f"<lastmod>{xml_text(changed)}</lastmod>" if changed else ""
    return f"<{kind}><loc>{xml_text(address)}</loc>{dated}</{kind}>\n"


def _whole(kind: str, entries: Iterable[str]) -> Response:
    return Response("".join(_document(kind, entries)), mimetype="application/xml")


def _document(kind: str, entries: Iterable[str]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<{kind} xmlns="{_SCHEMA}">\n'
    yield from entries
    yield f"</{kind}>\n"
