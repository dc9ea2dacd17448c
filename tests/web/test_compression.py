"""Text is compressed for those who accept it, and for nobody else."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("address", ["/", "/search?q=river", "/search.json?q=river", "/nope"])
def test_a_page_is_the_same_compressed_and_much_shorter(client: FlaskClient, address: str) -> None:
    plain, short = client.get(address), client.get(address, headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert short.headers["Content-Encoding"] == "gzip"
    assert int(short.headers["Content-Length"]) == len(short.data) < len(plain.data) / 1.9
    assert _timeless(gzip.decompress(short.data)) == _timeless(plain.data)
    assert short.headers["Vary"] == plain.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def _timeless(body: bytes) -> bytes:
    """A search says how long it took, each time anew."""
    return b"".join(line for line in body.splitlines() if b"took_ms" not in line)


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_who_does_not_accept_it_gets_plain_text(client: FlaskClient, accepted: str) -> None:
    response = client.get("/search?q=river", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response.headers
    assert response.data.startswith(b"<!doctype html>")


def test_each_form_has_an_etag_of_its_own_and_is_not_sent_again(client: FlaskClient) -> None:
    plain, short = client.get("/articles/kinds"), client.get("/articles/kinds", headers=GZIP)
    assert plain.headers["ETag"] != short.headers["ETag"]
    again = client.get("/articles/kinds", headers={**GZIP, "If-None-Match": short.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_what_is_short_anyway_and_files_are_left_alone(client: FlaskClient) -> None:
    for address in ("/healthz", "/robots.txt", "/static/x/favicon.svg"):
        response = client.get(address, headers=GZIP, buffered=True)
        assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("name", ["style.css", "main.js", "matches.js"])
def test_static_texts_are_sent_short(client: FlaskClient, name: str) -> None:
    plain = client.get(f"/static/x/{name}", buffered=True)
    short = client.get(f"/static/x/{name}", headers=GZIP)
    assert short.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(short.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert len(short.data) == int(short.headers["Content-Length"]) < len(plain.data)
    for header in ("Vary", "Cache-Control", "Content-Type", "X-Content-Type-Options"):
        assert short.headers[header] == plain.headers[header]
    assert short.headers["Vary"] == "Accept-Encoding"
    assert short.headers["ETag"] != plain.headers["ETag"]
    for answer, accepted in ((plain, {}), (short, GZIP)):
        known = {"If-None-Match": answer.headers["ETag"]}
        again = client.get(f"/static/x/{name}", headers={**accepted, **known}, buffered=True)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Vary"] == "Accept-Encoding"
    head = client.head(f"/static/x/{name}", headers=GZIP)
    assert (head.data, head.headers["Content-Length"]) == (b"", short.headers["Content-Length"])


def test_a_page_with_its_style_and_scripts_is_small(client: FlaskClient) -> None:
    """The targets: 60 kB for a page of results, 30 kB for all scripts."""
    page = client.get("/search?q=river", headers=GZIP)
    files = client.application.extensions["backissue"].assets.folder.glob("*")
    sizes = {
        file.name: len(client.get(f"/static/x/{file.name}", headers=GZIP, buffered=True).data)
        for file in files
    }
    scripts = sum(size for name, size in sizes.items() if name.endswith(".js"))
    assert scripts < 15_000
    assert len(page.data) + sizes["style.css"] + scripts < 60_000
