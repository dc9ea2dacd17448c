"""Headers: what browsers may do, how long they keep what; HEAD; static files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.assets import Assets

ADDRESSES = ["/", "/search?q=river", "/articles/kinds", "/search.json", "/nope", "/search?page=0"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/healthz", "/favicon.ico", "/robots.txt"])
def test_every_answer_has_the_security_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert len(headers["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("whence", "policy"),
    [
        ("none", None),
        ("same-origin", None),
        ("same-site", "same-origin"),
        ("cross-site", "same-origin"),
    ],
)
def test_windows_that_others_may_have_opened_are_parted_from_them(
    client: FlaskClient, whence: str, policy: str | None
) -> None:
    headers = client.get("/search?q=river", headers={"Sec-Fetch-Site": whence}).headers
    assert headers.get("Cross-Origin-Opener-Policy") == policy
    assert "Sec-Fetch-Site" in headers["Vary"]


def test_nothing_on_a_page_breaks_the_policy(client: FlaskClient) -> None:
    for address in ADDRESSES:
        response = client.get(address)
        text = response.text if response.mimetype == "text/html" else ""
        assert not re.search(
            r"<style|\sstyle=|<script(?![^>]*\ssrc=| type=\"application/ld\+json\">)", text
        )


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_a_body(client: FlaskClient, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert head.status_code == get.status_code
    assert head.data == b""
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_pages_are_kept_shortly_and_asked_for_again(client: FlaskClient) -> None:
    first = client.get("/articles/kinds")
    assert first.headers["Cache-Control"] == "private, max-age=2"
    again = client.get("/articles/kinds", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize("address", ["/nope", "/search?page=0", "/healthz", "/readyz"])
def test_errors_and_health_are_never_kept(client: FlaskClient, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_for_good_under_their_digest(client: FlaskClient) -> None:
    [address] = re.findall(r'href="(/static/[^"]+/style\.css)"', client.get("/").text)
    response = client.get(address, buffered=True)
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert "no-cache" not in response.headers["Cache-Control"]
    old = client.get("/static/0123456789abcdef/style.css", buffered=True)
    assert old.data == response.data
    assert "immutable" not in old.headers["Cache-Control"]


@pytest.mark.parametrize("name", sorted(path.name for path in Assets.find().folder.glob("*.js")))
def test_scripts_have_a_type_that_browsers_run(client: FlaskClient, name: str) -> None:
    response = client.get(f"/static/x/{name}", buffered=True)
    assert response.mimetype in ("text/javascript", "application/javascript")


@pytest.mark.parametrize("name", ["../web/site.py", "..%2fweb/site.py", "/etc/passwd", "nothing"])
def test_only_static_files_are_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/x/{name}").status_code == 404


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    first = Assets.of(tmp_path).digest
    (tmp_path / "a.css").write_text("b")
    second = Assets.of(tmp_path).digest
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, second, Assets.of(tmp_path).digest}) == 3


def test_the_favicon_is_found_by_its_old_name(client: FlaskClient) -> None:
    response = client.get("/favicon.ico", follow_redirects=True, buffered=True)
    assert response.mimetype == "image/svg+xml"
