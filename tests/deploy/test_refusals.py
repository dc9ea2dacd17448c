"""What a server refuses before the site is asked, in the form that who asks can read."""

from __future__ import annotations

import http.client
import json
import socket
import sys
from collections.abc import Iterator

import pytest

from tests.deploy.server import ROOT, Server, running

PATIENCE = 20.0
LONG = b"X-A: " + b"b" * 100_000
SIZE = b"Content-Length: 9999999"
JSON = b"Accept: application/json"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    command = [sys.executable, "-m", "gunicorn", "tests.deploy.app:create()"]
    with running(command, ROOT, tmp_path_factory.mktemp("refusals") / "log") as started:
        yield started


def _sent(server: Server, text: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    connection.sendall(text)
    return connection


@pytest.mark.parametrize(
    ("line", "header", "status", "media_type"),
    [
        (b"GET /search HTTP/1.1", LONG, 431, "text/html"),
        (b"GET /search.json HTTP/1.1", LONG, 431, "application/problem+json"),
        (b"GET /articles/a%2Eris?q=x HTTP/1.1", SIZE, 413, "application/problem+json"),
        (b"GET http://a/search.csv HTTP/1.1", SIZE, 413, "application/problem+json"),
        (b"GET http://[/search.csv HTTP/1.1", SIZE, 413, "text/html"),
        (b"GET /x HTTP/1.1\r\n" + JSON, SIZE, 413, "application/problem+json"),
        (b"GET /x HTTP/1.1\r\n" + JSON + b", text/html", SIZE, 413, "text/html"),
        (b"GET /search.csv HTTP/1.1", b"Transfer-Encoding: x", 411, "application/problem+json"),
        (
            b"GET /search.json?q=" + b"x" * 9_000 + b" HTTP/1.1",
            b"X: y",
            414,
            "application/problem+json",
        ),
        (b"GET /search?q=" + b"x" * 9_000 + b" HTTP/1.1", b"X: y", 414, "text/html"),
        (b"GET /search.json HTTP/1.1", b"no header", 400, "application/problem+json"),
        (b"GET /search?q=" + b"x" * 100_000, b"", 414, "text/plain"),
        (b"nonsense", b"", 400, "text/plain"),
    ],
)
def test_a_refusal_is_in_the_form_that_the_client_reads(
    server: Server, line: bytes, header: bytes, status: int, media_type: str
) -> None:
    head = b"\r\n".join((line, b"Host: a", header)) + b"\r\n\r\n"
    with _sent(server, head) as connection:
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        body = answer.read().decode()
    assert (answer.status, answer.headers.get_content_type()) == (status, media_type)
    if media_type == "application/problem+json":
        problem = json.loads(body)
        assert (problem["status"], problem["type"]) == (status, "about:blank")
        body = problem["detail"]
    assert body.count(" ") > 5


def test_a_refused_head_has_no_body(server: Server) -> None:
    with _sent(server, b"HEAD /search.json HTTP/1.1\r\n" + SIZE + b"\r\n\r\n") as connection:
        text = connection.makefile("rb").read()
    assert text.startswith(b"HTTP/1.1 413 ")
    assert text.endswith(b"\r\n\r\n")
