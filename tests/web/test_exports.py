"""Every search in every format: the same hits as the pages, read by independent programs."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import bibtexparser
import feedparser
import pytest
import rispy
from bibtexparser.customization import convert_to_unicode
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search import SearchRequest, result_formats
from search.config.environment import Settings
from search.engines import Engine
from search.result_formats.citations.bib import key
from tests.web.archive import HOSTILE_ID, articles
from web import create_app, exports

ARCHIVE = {each.id: each for each in articles()}
SEARCHES = [
    "q=river&sort=newest",
    "q=river+flood+lantern&sort=newest",  # some of the words
    "q=river+river+counted&sort=oldest&region=Russia+and+FSU",
    "q=river&unit=paragraph&sort=oldest&-theme=Railways",
    "q=&from=2010&to=2012&sort=newest",
    "q=qqqqqq&sort=newest",
]


def _from_csv(text: str) -> list[str]:
    return [row["id"].removeprefix("'") for row in csv.DictReader(io.StringIO(text))]


def _from_ndjson(text: str) -> list[str]:
    return [json.loads(line)["id"] for line in text.splitlines()]


def _from_ris(text: str) -> list[str]:
    return [each["id"] for each in rispy.loads(text)]


def _from_csl(text: str) -> list[str]:
    return [
        each["id"].removesuffix(f"#{urlsplit(each['URL']).fragment}") for each in json.loads(text)
    ]


READERS: dict[str, Callable[[str], list[str]]] = {
    "csv": _from_csv,
    "ndjson": _from_ndjson,
    "ris": _from_ris,
    "csl.json": _from_csl,
}


def ids_on_pages(client: FlaskClient, search: str) -> list[str]:
    ids, page, pages = [], 1, 1
    while page <= pages:
        found: Any = client.get(f"/search.json?{search}&page={page}&size=30").json
        ids += [each["id"] for each in found["hits"]]
        page, pages = page + 1, found["pages"]
    assert len(ids) == found["total"]
    return ids


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("name", READERS)
def test_a_file_has_the_hits_of_the_pages(client: FlaskClient, name: str, search: str) -> None:
    response = client.get(f"/search.{name}?{search}")
    assert response.status_code == 200
    assert READERS[name](response.text) == ids_on_pages(client, search)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_bibtex_file_has_the_hits_of_the_pages(client: FlaskClient, search: str) -> None:
    entries = bibtexparser.loads(client.get(f"/search.bib?{search}").text).entries
    keys = [each["ID"] for each in entries]
    assert len(set(keys)) == len(keys)
    ids = ids_on_pages(client, search)
    if "unit=" in search:
        assert len(keys) == len(ids)
    else:
        assert keys == list(map(key, ids))


def test_the_parts_of_a_search_follow_each_other(client: FlaskClient) -> None:
    whole = ids_on_pages(client, "q=river&sort=oldest")
    address, found = "/search.csv?q=river&sort=oldest&limit=25", []
    parts = 0
    while address:
        response = client.get(address)
        found += _from_csv(response.text)
        parts += 1
        link = response.headers.get("Link", "")
        assert not link or link.endswith('>; rel="next"')
        address = link.removeprefix("<http://localhost").partition(">")[0]
    assert (found, parts) == (whole, 3)


def test_a_part_that_cannot_be_given_is_refused(client: FlaskClient) -> None:
    for wrong in ("limit=0", "limit=x", "limit=50001", "offset=-1"):
        response = client.get(f"/search.csv?{wrong}")
        assert response.status_code == 400
        assert response.json is not None
        assert response.json["parameter"] == wrong.partition("=")[0]
    assert client.get("/search.atom?limit=501").status_code == 400
    assert _from_csv(client.get("/search.csv?q=river&offset=5000").text) == []


def test_citations_say_what_the_article_says(client: FlaskClient) -> None:
    search = "q=reading+room&sort=oldest&from=2005&author=Dr.+José+Núñez"
    entries = rispy.loads(client.get(f"/search.ris?{search}").text)
    records = bibtexparser.loads(client.get(f"/search.bib?{search}").text).entries
    items: Any = client.get(f"/search.csl.json?{search}").json
    assert items
    assert entries
    for ris, bib, csl in zip(entries, map(convert_to_unicode, records), items, strict=True):
        article = ARCHIVE[ris["id"]]
        assert isinstance(article.published, date)
        assert ris["type_of_reference"] == "NEWS"
        assert ris["title"] == bib["title"] == csl["title"] == article.title
        assert "Núñez, José" in ris["authors"]
        assert "Núñez, José" in bib["author"].split(" and ")
        assert {"family": "Núñez", "given": "José"} in csl["author"]
        assert ris["date"] == f"{article.published:%Y/%m/%d}"
        assert bib["date"] == article.published.isoformat()
        assert bib["year"] == ris["year"] == str(article.published.year)
        year, month, day = article.published.timetuple()[:3]
        assert csl["issued"] == {"date-parts": [[year, month, day]]}
        assert ris["urls"] == [bib["url"]] == [csl["URL"]]
        assert bib["url"] == f"http://localhost/articles/{article.id}"
        container = article.publisher or article.source.name
        assert ris.get("secondary_title", "") == csl.get("container-title", "") == container
        assert bib.get("journal", "") == container
        assert ris.get("abstract", "") == bib.get("abstract", "") == article.summary
        keywords = [*article.values("region"), *article.values("theme"), *article.values("report")]
        assert ris.get("keywords", []) == keywords


def test_what_is_hostile_stays_text(client: FlaskClient) -> None:
    article = ARCHIVE[HOSTILE_ID]
    search = "q=hostile&sort=newest"
    (row,) = csv.DictReader(io.StringIO(client.get(f"/search.csv?{search}").text))
    assert (row["id"], row["title"]) == (article.id, article.title)
    (entry,) = rispy.loads(client.get(f"/search.ris?{search}").text)
    assert (entry["id"], entry["title"]) == (article.id, article.title)
    (record,) = bibtexparser.loads(client.get(f"/search.bib?{search}").text).entries
    assert convert_to_unicode(record)["title"] == article.title
    for name in ("atom", "rss"):
        feed = feedparser.parse(client.get(f"/search.{name}?{search}").data, sanitize_html=False)
        assert not feed.bozo
        html = feed.entries[0].get("content", [{}])[0].get("value") or feed.entries[0].summary
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_every_format_is_offered_as_what_it_is(client: FlaskClient) -> None:
    for each in result_formats.RESULT_FORMATS:
        response = client.get(f"/search.{each.name}?q=river+Łódź")
        assert response.mimetype == each.media_type
        named = response.headers.get("Content-Disposition", "")
        assert named == (f"attachment; filename=river-lodz.{each.name}" if each.is_file else "")
    assert client.get("/search.csv").headers["Content-Disposition"].endswith("=articles.csv")


def test_a_byte_order_mark_by_choice(client: FlaskClient) -> None:
    assert client.get("/search.csv?q=river").data.startswith(b"id,title,")
    assert client.get("/search.csv?q=river&bom=1").data.startswith(b"\xef\xbb\xbfid,title,")


def test_nothing_is_sent_twice_to_who_has_it(client: FlaskClient) -> None:
    for name in result_formats.names():
        address = f"/search.{name}?q=river"
        first = client.get(address)
        assert first.headers["ETag"].startswith('W/"')
        given = {"If-None-Match": first.headers["ETag"]}
        again = client.get(address, headers=given)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == "private, max-age=2"
        assert client.get(f"{address}s", headers=given).status_code == 200
        assert client.head(address).headers["ETag"] == first.headers["ETag"]


def test_a_compressed_file_is_the_same(client: FlaskClient) -> None:
    plain = client.get("/search.csv?q=river")
    packed = client.get("/search.csv?q=river", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data


@pytest.fixture
def crowded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A site on which a download of 20 hits is long."""
    monkeypatch.setattr(exports, "LONG", 20)
    return create_app(engine, Settings()).test_client()


def test_few_long_downloads_at_once(crowded: FlaskClient) -> None:
    def begin(address: str = "/search.csv?q=river") -> TestResponse:
        return crowded.get(address)

    held = [begin() for _ in range(exports.MOST)]
    refused = begin()
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    assert begin("/search.csv?q=river&limit=5").status_code == 200
    assert begin("/search.atom?q=river&limit=19").status_code == 200
    next(held[0].iter_encoded())
    held[0].close()
    held[1].get_data()
    held[1].close()
    assert [begin().status_code for _ in range(2)] == [200, 200]


def test_a_download_that_fails_gives_its_place_back(engine: Engine, crowded: FlaskClient) -> None:
    for _ in range(exports.MOST + 1):
        assert crowded.get("/search.csv?q=river&sort=best").status_code == 400
        head = crowded.head("/search.csv?q=river")
        head.close()
        assert head.status_code == 200


def test_a_paragraph_is_quoted_where_it_stands(client: FlaskClient, engine: Engine) -> None:
    search = "q=librarian&unit=paragraph&sort=oldest&limit=3"
    hits = list(engine.scan(SearchRequest("librarian", unit="paragraph", sort="oldest"), most=3))
    expected = [f"http://localhost/articles/{each.id}#{each.passages[0].anchor}" for each in hits]
    entries = rispy.loads(client.get(f"/search.ris?{search}").text)
    assert [each["urls"] for each in entries] == [[each] for each in expected]
    assert all("librarian counted" in each["notes"][0] for each in entries)
    rows = list(csv.DictReader(io.StringIO(client.get(f"/search.csv?{search}").text)))
    assert [each["url"] for each in rows] == expected
    feed = feedparser.parse(client.get(f"/search.atom?{search}").data)
    assert [each.link for each in feed.entries] == expected
