"""Whatever is asked for, and whatever an article holds: no server error, and no script."""

from __future__ import annotations

import json
from itertools import pairwise

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from search.config.environment import Settings
from search.engines import Engine
from search.result_formats.paths import article_path
from tests.web.archive import HOSTILE, HOSTILE_ID
from tests.web.conftest import Page, parsed
from web import create_app

NAMES = [
    "q", "author", "-author", "region", "-theme", "report", "source", "from", "to", "sort", "unit",
    "page", "size", "facet_size", "letter", "x",
]  # fmt: skip
VALUES = st.one_of(
    st.text(),
    st.sampled_from(
        ["river", '"', "(river", "NOT", "2019", "0", "relevance", "paragraph", "\0", HOSTILE]
    ),
)
PATHS = st.sampled_from(["/", "/search", "/search.json", "/suggest", "/authors", "/articles/kinds"])
HOSTILE_PAGES = [
    "/",
    "/search?q=river&sort=oldest",
    f"/search?q={HOSTILE.replace('&', '%26')}",
    f"/search?theme={HOSTILE.replace('&', '%26')}&-author={HOSTILE.replace('&', '%26')}",
    article_path(HOSTILE_ID, "river"),
    "/authors",
    "/sources?q=<script>alert(1)</script>",
    "/search?page=<script>alert(1)</script>",
    "/articles/<script>alert(1)</script>",
]


@pytest.fixture(scope="session")
def application(engine: Engine) -> Flask:
    return create_app(engine, Settings())


@given(path=PATHS, params=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6))
@settings(max_examples=150)
def test_no_parameters_are_a_server_error(
    client: FlaskClient, path: str, params: list[tuple[str, str]]
) -> None:
    assert client.get(path, query_string=params).status_code < 500


@given(raw=st.binary(max_size=40), path=st.binary(max_size=20))
@settings(max_examples=150)
def test_no_bytes_are_a_server_error(application: Flask, raw: bytes, path: bytes) -> None:
    environ = EnvironBuilder("/search").get_environ()
    environ["QUERY_STRING"] = raw.decode("latin-1")
    for prefix in (b"/", b"/articles/", b"/static/"):
        environ["PATH_INFO"] = (prefix + path).decode("latin-1")
        _, status, _ = run_wsgi_app(application, environ.copy(), buffered=True)
        assert int(status.split()[0]) < 500
    environ["PATH_INFO"] = "/search"
    _, status, _ = run_wsgi_app(application, environ, buffered=True)
    assert int(status.split()[0]) < 500


@given(
    name=st.sampled_from(
        ["Host", "Accept", "Range", "If-None-Match", "If-Modified-Since", "Cookie", "Referer"]
    ),
    value=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40),
)
@settings(max_examples=120)
def test_no_header_is_a_server_error(application: Flask, name: str, value: str) -> None:
    environ = EnvironBuilder("/search?q=river").get_environ()
    environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    for path in ("/search", "/opensearch.xml", "/articles/kinds", "/favicon.ico"):
        environ["PATH_INFO"] = path
        _, status, _ = run_wsgi_app(application, environ.copy(), buffered=True)
        assert int(status.split()[0]) < 500


def test_overlong_addresses_are_answered(client: FlaskClient) -> None:
    assert client.get("/" + "a" * 100_000).status_code == 404
    assert client.get("/articles/" + "../" * 5_000).status_code == 404
    assert client.get("/search?" + "&".join(["author=x"] * 50_000)).status_code == 400


@pytest.mark.parametrize("address", HOSTILE_PAGES)
def test_text_never_becomes_markup(client: FlaskClient, address: str) -> None:
    soup = parsed(client.get(address))
    scripts = soup.find_all("script")
    data = [each for each in scripts if each.get("type") == "application/ld+json"]
    assert all(each.parent.name == "head" and json.loads(each.string) for each in data)
    assert [each.get("src", "inline")[-7:] for each in scripts if each not in data] == ["main.js"]
    assert soup.find_all("img") == []
    for element in soup.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"]
        address = element.get("href", "").strip().lower()
        assert not address.startswith(("javascript:", "data:", "vbscript:"))


def test_hostile_text_is_shown_as_it_is(page: Page) -> None:
    soup = page(article_path(HOSTILE_ID, "river"))
    assert soup.h1.text == f"Hostile {HOSTILE}"
    assert HOSTILE in soup.select_one(".body p").text
    assert [mark.text for mark in soup.select(".body mark")] == ["river", "river"]


@pytest.mark.parametrize(
    "address",
    [
        *HOSTILE_PAGES,
        "/search",
        "/search?q=zzzz",
        "/articles/kinds?q=river",
        "/authors?q=a",
        "/authors?within=q%3Driver%26-author%3DBo%2BLi",
        "/nope",
    ],
)
def test_pages_are_well_formed(client: FlaskClient, address: str) -> None:
    html5lib.HTMLParser(strict=True).parse(client.get(address).text)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=river&-theme=Railways",
        "/articles/kinds?q=river",
        "/authors?within=q%3Driver",
    ],
)
def test_ids_are_unique_and_labels_lead_somewhere(page: Page, address: str) -> None:
    soup = page(address)
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for element in soup.find_all(attrs={"aria-labelledby": True}):
        assert set(element["aria-labelledby"].split()) <= set(ids)
    for field in soup.select("input:not([type=hidden])"):
        named = {"aria-labelledby", "aria-label"} & set(field.attrs) or field.find_parent("label")
        assert named or soup.find("label", attrs={"for": field["id"]})


@pytest.mark.parametrize(
    "address", ["/", "/search?q=river", "/search?q=zzzz", "/articles/kinds", "/authors", "/nope"]
)
def test_headings_and_landmarks_are_in_order(client: FlaskClient, address: str) -> None:
    soup = parsed(client.get(address))
    levels = [int(heading.name[1]) for heading in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(soup.find_all("main")) == 1
    assert soup.select_one("[role=search]") is not None
    assert soup.select_one(soup.select_one("a.skip")["href"])
    assert soup.html["lang"] == "en"
    assert soup.title.text.strip()
