"""A server's log, the path that it is shown under, and the reindex that it starts."""

from __future__ import annotations

import http.client
import json
import re
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.server import ROOT, Server, is_running, running, until
from tests.support import article, publish

GUNICORN = ("gunicorn", "web:create_app()")
TOKEN = "0123456789abcdefgh"
LONG = 40_000


@pytest.fixture
def one_article(index: Path) -> Path:
    publish(index, [article("a", "The river rose.")])
    return index


def _ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[int, Mapping[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=names)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()
    finally:
        connection.close()


def test_the_log_has_the_time_and_the_id_of_each_request(one_article: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(GUNICORN, ROOT, log, BACKISSUE_INDEX=str(one_article)) as server:
        _, headers, _ = _ask(server, "/search?q=river", X_Request_ID="from-the.proxy:1")
        assert headers["X-Request-ID"] == "from-the.proxy:1"
        assert not re.search(r"\d", headers["Server"])
        _, made, _ = _ask(server, "/?odd", X_Request_ID="no id\t" + "x" * 200)
        assert re.fullmatch(r"[0-9a-f]{32}", made["X-Request-ID"])
    text = log.read_text()
    time = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} "
    line = time + r'127\.0\.0\.1 <\d+> "GET /search\?q=river HTTP/1\.1" 200 \d+ \d+ms from-the'
    assert re.search(line, text, re.MULTILINE)
    assert re.search(rf'"GET /\?odd HTTP.* {made["X-Request-ID"]}$', text, re.MULTILINE)
    assert re.search(time + r"\[\d+\] \[INFO\] Listening at", text, re.MULTILINE)


def test_the_log_may_be_json(index: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    given = {"BACKISSUE_INDEX": str(index), "BACKISSUE_LOG": "json"}
    with running(GUNICORN, ROOT, log, **given) as server:
        _ask(server, '/search?q="a"%0a', X_Request_ID="abc", User_Agent='x"\\y')
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    (asked,) = [line for line in lines if line.get("request_id") == "abc"]
    assert asked["path"] == '/search?q="a"%0a'
    assert (asked["method"], asked["status"], asked["agent"]) == ("GET", 503, 'x"\\y')
    assert {"time", "pid", "client", "bytes", "ms"} <= asked.keys()
    assert any("There is no index in" in line.get("message", "") for line in lines)
    assert all(re.match(r"\d{4}-\d\d-\d\dT.*\+00:00$", line["time"]) for line in lines)


PAGES = ("/", "/search?q=river", "/articles/a", "/authors", "/help", "/no-such", "/opensearch.xml")


def _leading(text: str) -> set[str]:
    """The paths that a page leads to or loads."""
    found = re.findall(r'(?:href|src|action|template|data-\w+)="(?:http://[^/"]+)?(/[^"]*)"', text)
    return {*found}


@pytest.mark.parametrize(
    ("asked", "headers"),
    [("/archive", {}), ("", {}), ("", {"X_Forwarded_Prefix": "/archive/"})],
    ids=["whole", "stripped", "header"],
)
def test_a_path_that_it_is_shown_under_is_kept_everywhere(
    one_article: Path, tmp_path: Path, asked: str, headers: dict[str, str]
) -> None:
    given = {"BACKISSUE_INDEX": str(one_article)} | ({} if headers else {"SCRIPT_NAME": "/archive"})
    with running(GUNICORN, ROOT, tmp_path / "log", **given) as server:
        for page in PAGES:
            _, _, text = _ask(server, f"{asked}{page}", **headers)
            assert _leading(text), page
            assert {path for path in _leading(text) if not path.startswith("/archive/")} == set()
        found = json.loads(_ask(server, f"{asked}/search.json?q=river", **headers)[2])
        assert found["hits"][0]["url"] == "/archive/articles/a?q=river"
        near = json.loads(_ask(server, f"{asked}/articles/a/related.json", **headers)[2])
        assert near["url"] == "/archive/articles/a"
        for leading in ("/favicon.ico", "/search/similar?article=a"):
            status, answer, _ = _ask(server, f"{asked}{leading}", **headers)
            assert status in (302, 308)
            assert answer["Location"].startswith("/archive/"), leading
        assert _ask(server, f"{asked}/healthz", **headers)[0] == 200
        assert "Disallow: /archive/search" in _ask(server, f"{asked}/robots.txt", **headers)[2]


def test_only_a_trusted_proxy_says_what_readers_see(one_article: Path, tmp_path: Path) -> None:
    said = {"X_Forwarded_Prefix": "/archive", "X_Forwarded_Proto": "https"}
    given = {"BACKISSUE_INDEX": str(one_article), "FORWARDED_ALLOW_IPS": "192.0.2.1"}
    with running(GUNICORN, ROOT, tmp_path / "log", **given) as server:
        _, headers, text = _ask(server, "/", **said)
        assert "Strict-Transport-Security" not in headers
        assert not any(path.startswith("/archive") for path in _leading(text))
    with running(GUNICORN, ROOT, tmp_path / "log", BACKISSUE_INDEX=str(one_article)) as server:
        assert "max-age" in _ask(server, "/", **said)[1]["Strict-Transport-Security"]
        assert "Strict-Transport-Security" not in _ask(server, "/")[1]
        for odd in ("//evil.example", "/a b", "https://evil.example", '/"><script>', "a"):
            assert "evil" not in _ask(server, "/", X_Forwarded_Prefix=odd)[2]
            assert "<script>" not in _ask(server, "/", X_Forwarded_Prefix=odd)[2]


def _ready(server: Server) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(server.get("/readyz").text)
    return values


@pytest.mark.slow
def test_the_index_can_be_made_while_the_site_starts(
    archive: Path, index: Path, tmp_path: Path
) -> None:
    record = json.dumps({"title": "Title", "content": "The river rose again. " * 40})
    (archive / "long.jsonl").write_text(f"{record}\n" * LONG)
    given = {
        "BACKISSUE_ARCHIVE": str(archive),
        "BACKISSUE_INDEX": str(index),
        "BACKISSUE_REINDEX_AT_START": "1",
        "BACKISSUE_REINDEX_TOKEN": TOKEN,
    }
    with running(GUNICORN, ROOT, tmp_path / "log", **given) as server:
        assert "Indexing" in _ready(server)["reason"]
        assert until(lambda: (_ready(server)["indexing"]["percent"] or 0) > 0, 60)
        assert re.search(r"Indexing, \d+ %\.", server.get("/search?q=river").text)
        sent = {"Authorization": f"Bearer {TOKEN}"}
        status, _, text = _ask(server, "/reindex", "POST", **sent)
        assert (status, json.loads(text)["running"]) == (409, True)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
        assert until(lambda: not is_running(server.process.pid), 5)
        text = server.log.read_text()
    assert "ended by SIGTERM; the published index is as it was." in text
    assert "Traceback" not in text


def test_why_the_reindex_at_the_start_failed_is_in_the_log(index: Path, tmp_path: Path) -> None:
    given = {
        "BACKISSUE_ARCHIVE": str(tmp_path / "nowhere"),
        "BACKISSUE_INDEX": str(index),
        "BACKISSUE_REINDEX_AT_START": "1",
    }
    with running(GUNICORN, ROOT, tmp_path / "log", **given) as server:
        assert until(lambda: "There is no folder" in server.log.read_text(), 20)
        assert until(lambda: "nobody is indexing" in _ready(server)["reason"], 20)


@pytest.mark.parametrize("command", ["serve", "gunicorn"])
def test_a_short_reindex_at_the_start_publishes(
    archive: Path, index: Path, tmp_path: Path, command: str
) -> None:
    (archive / "a.md").write_text("# Title\n\nThe river rose.\n")
    given = {"BACKISSUE_INDEX": str(index)}
    words: tuple[str, ...] = ("python", "-m", "search.cli", "serve", "--archive", str(archive))
    if command == "gunicorn":
        given |= {"BACKISSUE_ARCHIVE": str(archive), "BACKISSUE_REINDEX_AT_START": "1"}
        words = GUNICORN
    with running(words, ROOT, tmp_path / "log", **given) as server:
        assert until(lambda: server.get("/readyz").status == 200, 30)
        assert _ready(server)["articles"] == 1
        said = "Published generation 000001: 1 article"
        assert until(lambda: said in server.log.read_text(), 10)
