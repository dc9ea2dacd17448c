"""What is written for programs is valid by the rules of its own format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from lxml import etree
from pyld import jsonld

from search.config.environment import Settings
from search.model.dates import PartialDate
from tests.support import article, publish
from tests.web.archive import HOSTILE_ID, articles
from tests.web.conftest import parsed
from web import create_app
from web.views.article_metadata import HEADLINE

SCHEMAS = Path(__file__).parents[1] / "schemas"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SCHEMA_ORG = "https://schema.org/"
EVERY_DATE = [
    article("day", "A river.", title="Day", published=date(1899, 12, 31)),
    article("month", "A river.", title="Month", published=PartialDate(1899, 12)),
    article("year", "A river.", title="Year", published=PartialDate(1899)),
    article("never", "A river.", title="Never", published=None, authors=()),
]


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site over articles with every kind of date."""
    index = tmp_path_factory.mktemp("dates") / "index"
    publish(index, EVERY_DATE)
    return create_app(settings=Settings(index=index)).test_client()


@pytest.fixture(params=["regular", "dated"])
def any_site(
    request: pytest.FixtureRequest, client: FlaskClient, dated: FlaskClient
) -> FlaskClient:
    return client if request.param == "regular" else dated


@pytest.mark.parametrize("search", ["q=river", "q=river&unit=paragraph&limit=500", "q=qqqq", ""])
def test_feeds_keep_to_the_grammar_of_atom(any_site: FlaskClient, search: str) -> None:
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    feed = etree.fromstring(any_site.get(f"/search.atom?{search}").data)
    grammar.assertValid(feed)
    assert feed.xpath("a:author/a:name/text()", namespaces=ATOM)  # of entries without one
    assert len(feed.xpath("a:link[@rel='self']", namespaces=ATOM)) == 1
    for place in (feed, *feed.xpath("a:entry", namespaces=ATOM)):
        assert len(place.xpath("a:link[@rel='alternate']", namespaces=ATOM)) == 1


def test_the_grammar_of_atom_refuses_what_is_none() -> None:
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><id>x:y</id><title/><updated>{}</updated>{}</feed>'
    moment = "2019-05-04T00:00:00Z"
    assert grammar.validate(etree.fromstring(feed.format(moment, "")))
    for wrong in (
        ("2019-05-04", ""),
        (moment, "<entry/>"),
        (moment, "<colour/>"),
        (moment, "text"),
    ):
        assert not grammar.validate(etree.fromstring(feed.format(*wrong)))


def test_sitemaps_keep_to_their_schema(any_site: FlaskClient) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    for path in ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-1.xml"):
        schema.assertValid(etree.fromstring(any_site.get(path).data))


def test_a_sitemap_dates_what_has_a_day(dated: FlaskClient) -> None:
    tree = etree.fromstring(dated.get("/sitemap-1.xml").data)
    assert tree.xpath("//s:lastmod/text()", namespaces=SITEMAP) == ["1899-12-31"]


_TEXT = {"type": "string"}
_NAMES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": dict.fromkeys(("family", "given", "suffix", "literal"), _TEXT),
        "additionalProperties": False,
    },
}
_NUMBERS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "items": _NUMBERS, "minItems": 1, "maxItems": 2}
    },
    "additionalProperties": False,
}
_VARIABLES = (
    "abstract", "archive", "container-title", "keyword", "language", "note", "publisher", "title", "URL",
)  # fmt: skip
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", *_VARIABLES), _TEXT),
            "type": {"enum": ["article-newspaper"]},
            "author": _NAMES,
            "issued": _DATE,
        },
        "required": ["id", "type"],
        "additionalProperties": False,
    },
}
"""What the specification of CSL-JSON asks of the variables that an article can have."""


def test_csl_json_keeps_to_the_variables_of_csl(any_site: FlaskClient) -> None:
    items: Any = any_site.get("/search.csl.json").json
    assert len(items) in (len(articles()), len(EVERY_DATE))
    Draft202012Validator(CSL).validate(items)
    assert len({each["id"] for each in items}) == len(items)


def _without_network(address: str, _: object) -> dict[str, Any]:
    """The context of schema.org as far as it is needed: names are terms of its vocabulary."""
    assert address.rstrip("/") == SCHEMA_ORG.rstrip("/")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": {"@context": {"@vocab": SCHEMA_ORG}},
    }


def _described(client: FlaskClient, path: str) -> Any:
    """The one thing that the JSON-LD of a page describes, expanded."""
    script = parsed(client.get(path)).find("script", type="application/ld+json")
    options = {"documentLoader": _without_network}
    (thing,) = jsonld.expand(json.loads(script.string), options)
    return thing


def _values(thing: Any, name: str) -> Iterator[Any]:
    for each in thing.get(f"{SCHEMA_ORG}{name}", []):
        yield each.get("@value", each)


@pytest.mark.parametrize("id", ["kinds", "2005/article-001", HOSTILE_ID, "bare"])
def test_json_ld_has_what_search_engines_ask_of_articles(client: FlaskClient, id: str) -> None:
    """As Google's guide for articles has it: a headline, dates in ISO 8601, and authors with a type and
    a name that is nothing but the name."""
    thing = _described(client, f"/articles/{quote(id)}")
    assert thing["@type"] == [f"{SCHEMA_ORG}NewsArticle"]
    (headline,) = _values(thing, "headline")
    assert 0 < len(headline) <= HEADLINE
    known = {each.id: each for each in articles()}[id]
    assert [datetime.fromisoformat(each).date() for each in _values(thing, "datePublished")] == (
        [known.published] if known.published else []
    )
    authors = list(_values(thing, "author"))
    assert len(authors) == len(known.authors)
    for author in authors:
        assert author["@type"][0] in (f"{SCHEMA_ORG}Person", f"{SCHEMA_ORG}Organization")
    assert [name for each in authors for name in _values(each, "name")] == list(known.authors)


def test_a_date_of_which_little_is_known_is_no_day(dated: FlaskClient) -> None:
    for each in EVERY_DATE:
        thing = _described(dated, f"/articles/{each.id}")
        found = list(_values(thing, "datePublished"))
        assert found == ([each.published.isoformat()] if each.published else [])
