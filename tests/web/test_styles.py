"""Style sheets: in the first page of a visit, linked by the others, and allowed by the policy."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search.config.archive import ArchiveConfig
from search.config.environment import Settings
from search.engines import open_engine
from tests.support import article, publish
from tests.web.conftest import parsed
from web import create_app

PAGES = ["/", "/search?q=river", "/articles/kinds", "/authors", "/nope"]
HERE = {"Sec-Fetch-Site": "same-origin"}
ELSEWHERE = [{"Sec-Fetch-Site": each} for each in ("none", "cross-site", "same-site")]
TYPED = ELSEWHERE[0]


def links(page: Any) -> list[str]:
    return [each["href"].rpartition("/")[2] for each in page.select("link[rel=stylesheet]")]


def allowed(response: TestResponse) -> str:
    policy = response.headers["Content-Security-Policy"]
    return next(part for part in policy.split("; ") if part.startswith("style-src "))


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("headers", ELSEWHERE)
def test_the_first_page_of_a_visit_has_its_style_sheet(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    response = client.get(path, headers=headers)
    page = parsed(response)
    (style,) = page.select("head > style")
    assert links(page) == []
    assert style.string == Path("static/style.css").read_text("utf-8")
    assert hash_of(style.string) in allowed(response)
    assert "unsafe" not in allowed(response)
    (later,) = page.select("link[rel=prefetch]")
    assert later["href"] == parsed(client.get(path)).select_one("link[rel=stylesheet]")["href"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("headers", [{}, HERE])
def test_the_pages_after_it_link_to_what_the_browser_has(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    page = parsed(client.get(path, headers=headers))
    assert links(page) == ["style.css"]
    assert not page.select("style, link[rel=prefetch]")


@pytest.mark.parametrize("path", ["/", "/search?q=river", "/help"])
def test_what_is_kept_is_for_readers_of_the_same_kind(client: FlaskClient, path: str) -> None:
    typed, followed = client.get(path, headers=TYPED), client.get(path, headers=HERE)
    assert typed.headers["ETag"] != followed.headers["ETag"]
    assert client.get(path, headers=TYPED).data == typed.data
    assert client.get(path, headers=HERE).data == followed.data
    for response in (typed, followed):
        known = {"If-None-Match": response.headers["ETag"]}
        assert client.get(path, headers={**known, **HERE}).status_code == (
            304 if response is followed else 200
        )
        assert "Sec-Fetch-Site" in response.headers["Vary"]


@pytest.mark.parametrize("path", ["/", "/search?q=river", "/help"])
def test_a_page_that_is_still_good_keeps_its_policy(client: FlaskClient, path: str) -> None:
    """Browsers take the headers of 304 for those of the page that they have."""
    first = client.get(path, headers=TYPED)
    again = client.get(path, headers={**TYPED, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert allowed(again) == allowed(first)
    assert "Sec-Fetch-Site" in again.headers["Vary"]


@contextmanager
def site_with(folder: Path, **settings: str) -> Iterator[FlaskClient]:
    publish(folder, [article("a", "The river rose.")], config=ArchiveConfig(**settings))  # type: ignore[arg-type]  # texts
    with open_engine(folder) as engine:
        yield create_app(engine, Settings()).test_client()


def test_the_colours_of_the_archive_come_after_ours(tmp_path: Path) -> None:
    with site_with(tmp_path / "index", accent="#1c4a8a", css="h1 > b { color: teal; }") as client:
        first = client.get("/search?q=river", headers=TYPED)
        page = parsed(first)
        ours, theirs = (each.string for each in page.select("style"))
        assert theirs == (
            "@media (prefers-color-scheme: light) { :root { --accent: #1c4a8a; } }\n"
            "h1 > b { color: teal; }"
        )
        assert allowed(first) == f"style-src 'self' {hash_of(ours)} {hash_of(theirs)}"
        assert links(page) == []
        again = client.get("/search?q=river", headers={"If-None-Match": first.headers["ETag"]})
        assert allowed(again) == allowed(first)
        linked = parsed(client.get("/search?q=river"))
        assert links(linked) == ["style.css", "archive.css"]
        later = [each["href"] for each in page.select("link[rel=prefetch]")]
        assert later == [each["href"] for each in linked.select("link[rel=stylesheet]")]


@pytest.mark.parametrize(
    "css",
    [
        "h1 { background: URL(logo.svg); }",
        "@import 'more.css';",
        "/* </STYLE><script>alert(1)</script> */",
        "h1 { color: teal; }\r\n",
        f"/* {'long ' * 2_000} */",
    ],
)
def test_a_style_sheet_that_would_mean_something_else_in_a_page_is_linked(
    tmp_path: Path, css: str
) -> None:
    with site_with(tmp_path / "index", css=css) as client:
        page = parsed(client.get("/", headers=TYPED))
        assert len(page.select("style")) == 1
        assert links(page) == ["archive.css"]
        assert not page.select("script:not([src], [type='application/ld+json'])")
