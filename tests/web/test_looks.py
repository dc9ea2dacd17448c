"""The site is its owner's: logo, colours, style sheet, page about the archive, footer and address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.config.archive_toml import archive_config
from search.config.environment import Settings
from search.engines import open_engine
from tests.support import article, publish
from tests.web.conftest import parsed
from web import create_app

SETTINGS = """
title = "The Lantern"
url = "https://lantern.example.org/old"
about = "about.md"
footer = "© The *Lantern*, <b>all</b> [rights](https://lantern.example.org/rights)"
logo = "logo.svg"
css = "own.css"
accent = "#1c4a8a"
accent_dark = "#9ac0ff"
"""
ABOUT = """# Who we are

We print <script>alert(1)</script> [here](/search?q=river), not [there](javascript:alert(1)).

![A picture](https://elsewhere.example.org/spy.png)

| year | copies |
|------|--------|
| 1905 | 300    |
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>'
EVIL = "https://evil.example.net"
PAGES = ("/", "/search?q=river", "/articles/a", "/authors", "/help", "/about")
LISTS = ("/search.atom", "/search.rss", "/search.csv", "/search.json", "/search.ris", "/robots.txt",
         "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-1.xml", "/opensearch.xml", "/articles/a.json",
         "/articles/a.md", "/openapi.json")  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("lantern")
    for name, text in (
        ("backissue.toml", SETTINGS), ("about.md", ABOUT), ("logo.svg", SVG),
        ("own.css", "h1 { color: teal; }"),
    ):  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    articles = [article("a", "The river rose.", title="High water", authors=("Ada Byron",))]
    publish(folder / "index", articles, config=archive_config(folder))
    with open_engine(folder / "index") as engine:
        yield create_app(engine, Settings()).test_client()


def _page(client: FlaskClient, path: str) -> Any:
    return parsed(client.get(path))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_logo_the_looks_and_the_footer(client: FlaskClient, path: str) -> None:
    soup = _page(client, path)
    own, styles = (each["href"] for each in soup.select("link[rel=stylesheet]"))
    assert "/static/" in own
    assert styles.endswith("/archive.css")
    assert (
        soup.select_one(".masthead .name img")["src"] == soup.select_one("link[rel=icon]")["href"]
    )
    assert soup.select_one(".owner em").text == "Lantern"
    assert not soup.select(".owner b")
    assert [each["href"] for each in soup.select(".colophon a[href='/about']")]


def test_the_colours_come_before_the_own_style_sheet(client: FlaskClient) -> None:
    response = client.get(_page(client, "/").select("link[rel=stylesheet]")[1]["href"])
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.text == (
        "@media (prefers-color-scheme: light) { :root { --accent: #1c4a8a; } }\n"
        "@media (prefers-color-scheme: dark) { :root { --accent: #9ac0ff; } }\n"
        "h1 { color: teal; }"
    )


def test_the_logo_can_do_nothing_but_be_seen(client: FlaskClient) -> None:
    response = client.get(_page(client, "/").select_one(".logo")["src"])
    assert (response.mimetype, response.text) == ("image/svg+xml", SVG)
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    old = client.get("/site/0123456789abcdef/logo")
    assert old.headers["Cache-Control"] == "public, max-age=60"


def test_what_the_archive_says_of_itself_only_says(client: FlaskClient) -> None:
    soup = _page(client, "/about")
    assert [each.text for each in soup.select("h1")] == ["Who we are"]
    told = soup.select_one(".told")
    assert not told.select("script, img")
    assert [each.get("href") for each in told.select("a")] == ["/search?q=river"]
    assert told.select_one("td").text == "1905"


@pytest.mark.parametrize("path", [*PAGES, *LISTS])
def test_no_address_follows_the_host_of_a_request(client: FlaskClient, path: str) -> None:
    response = client.get(path, base_url=EVIL)
    assert response.status_code == 200
    assert "evil.example.net" not in response.text
    assert "evil.example.net" not in str(response.headers)


def test_canonical_addresses_are_public(client: FlaskClient) -> None:
    for path in PAGES:
        canonical = _page(client, path).select_one("link[rel=canonical]")["href"]
        assert canonical == f"https://lantern.example.org/old{path}"


def test_an_archive_without_such_settings_has_none_of_that(tmp_path: Path) -> None:
    publish(tmp_path / "index", [article("a", "The river rose.")])
    with open_engine(tmp_path / "index") as engine:
        plain = create_app(engine, Settings()).test_client()
        soup = _page(plain, "/")
        assert len(soup.select("link[rel=stylesheet]")) == 1
        assert not soup.select(".logo, .owner, a[href='/about']")
        for path in ("/about", "/site/x/logo", "/site/x/archive.css"):
            assert plain.get(path).status_code == 404
