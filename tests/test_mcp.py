"""What language models find in an archive: the official client asks the site, and the command."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from search.cli.commands import main
from search.config.environment import Settings
from search.engines import open_engine
from search.errors import PackageMissing
from search.mcp.archive import Archive
from search.mcp.server import server_of
from search.mcp.tools import LONG, TOOLS
from tests.deploy.server import ROOT, environment
from tests.models import SITE, Call, command, conversation
from tests.support import article, publish
from tests.web.archive import articles
from web import create_app

WORD = "librarian"
CALLS: tuple[Call, ...] = (
    ("search", {"query": WORD, "filters": {"theme": ["Railways"]}, "sort": "oldest", "size": 3}),
    ("article", {"id": "kinds"}),
    ("passages", {"query": WORD, "size": 2}),
    ("passages", {"query": "river", "id": "kinds"}),
    ("facet_values", {"facet": "author", "find": "ang", "query": WORD}),
    ("timeline", {"query": WORD, "from": "2006", "to": "2007"}),
    ("search", {"from": "never"}),
    ("search", {"colour": "blue"}),
    ("search", {"filters": {"colour": ["blue"]}}),
    ("article", {"id": "nowhere"}),
    ("facet_values", {}),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("mcp") / "index"
    publish(index, articles())
    return index


@pytest.fixture(scope="module")
def app(index: Path) -> Iterator[Flask]:
    settings = Settings(index=index, has_mcp=True, origins=frozenset({"https://friend.example"}))
    with open_engine(index) as engine:
        yield create_app(engine, settings)


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("way", ["auto", "legacy", "stdio"])
def test_a_client_searches_reads_and_can_check_what_it_quotes(
    way: str, index: Path, address: str, client: FlaskClient
) -> None:
    over_http = way != "stdio"
    base = address if over_http else SITE
    server = f"{base}/mcp" if over_http else command(index)
    found = conversation(server, CALLS, way if over_http else "auto")
    assert [each.name for each in found.tools] == [each.name for each in TOOLS]
    assert all(each.annotations and each.annotations.read_only_hint for each in found.tools)
    hits, read, passages, of_article, values, times, *refused = found.results
    _check_hits(hits.structured_content, client, base)
    assert [each["anchor"] for each in read.structured_content["paragraphs"]] == [
        "opening", "heading", "quoted", "first-item", "second-item", "closing",
    ]  # fmt: skip
    assert read.structured_content["next"] is None
    assert passages.structured_content["passages"][0]["article"]["title"]
    quotable = [
        *passages.structured_content["passages"],
        *of_article.structured_content["passages"],
    ]
    assert len(quotable) == 2 + 4
    for each in quotable:
        _check_quotation(each, client, base)
    assert [each["value"] for each in values.structured_content["values"]] == ["Zoë Ångström"]
    counted = sum(each["count"] for each in times.structured_content["periods"])
    assert counted == times.structured_content["total"] > 1
    assert [each.is_error for each in refused] == [True] * 5
    sentences = [each.content[0].text for each in refused]  # type: ignore[union-attr]
    for sentence, said in zip(
        sentences, ("from='never'", "colour", "colour", "id='nowhere'", "facet"), strict=True
    ):
        assert said in sentence
        assert sentence.endswith(".")


def _check_hits(found: Any, client: FlaskClient, base: str) -> None:
    """They are those of the same search as JSON, whose page is named."""
    assert found["url"].startswith(f"{base}/search?")
    same: Any = client.get(f"/search.json?{urlsplit(found['url']).query}").json
    assert [each["id"] for each in found["hits"]] == [each["id"] for each in same["hits"]]
    assert found["total"] == same["total"] > 3


def _check_quotation(passage: Any, client: FlaskClient, base: str) -> None:
    """Its address leads to a page on which the element of that name holds the text."""
    address, _, anchor = passage["url"].partition("#")
    page = BeautifulSoup(client.get(address.removeprefix(base)).text, "lxml")
    element = page.find(id=anchor)
    assert element is not None
    assert passage["text"] in element.text


def test_a_long_article_comes_in_parts(tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {number}. {'word ' * 800}" for number in range(30)]
    publish(tmp_path / "index", [article("long", *paragraphs)])
    with open_engine(tmp_path / "index") as engine:
        server = server_of(lambda: Archive.of(engine), "x")
        read: list[str] = []
        start: dict[str, str] = {}
        while True:
            (answer,) = conversation(server, [("article", {"id": "long", **start})]).results
            texts = [each["text"] for each in answer.structured_content["paragraphs"]]
            assert sum(map(len, texts)) <= LONG
            read += texts
            if not answer.structured_content["next"]:
                break
            start = {"start": answer.structured_content["next"]}
    assert [each.split(". ")[0] for each in read] == [f"Paragraph {n}" for n in range(30)]


def test_without_an_index_a_model_is_told_what_is_missing(tmp_path: Path) -> None:
    with open_engine(tmp_path / "nothing") as engine:
        server = server_of(lambda: Archive.of(engine), "x")
        (answer,) = conversation(server, [("search", {"query": "river"})]).results
    assert answer.is_error
    assert "backissue reindex" in answer.content[0].text  # type: ignore[union-attr]


def test_pages_of_other_sites_may_not_ask(client: FlaskClient) -> None:
    for origin, status in (("https://friend.example", 200), ("http://localhost", 403)):
        response = _post(client, json=_PING, headers={**_ACCEPTS, "Origin": origin})
        assert response.status_code == status


def _post(client: FlaskClient, **options: Any) -> TestResponse:
    """The answer to a message, in a thread of its own: browser tests leave a loop in theirs."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(client.post, "/mcp", **options).result()


_PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
_ACCEPTS = {"Accept": "application/json, text/event-stream"}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_nothing_is_kept_to_listen_to_or_to_end(client: FlaskClient, method: str) -> None:
    response = client.open("/mcp", method=method)
    assert response.status_code == 405
    assert "Send a request to this address with POST" in response.text
    assert "POST" in response.headers["Allow"]


def test_what_is_no_message_is_refused(client: FlaskClient) -> None:
    headers = {**_ACCEPTS, "Content-Type": "application/json"}
    assert _post(client, data="{", headers=headers).status_code == 400
    large = _post(client, json={**_PING, "params": {"x": "y" * 70_000}}, headers=_ACCEPTS)
    assert (large.status_code, large.mimetype) == (413, "application/problem+json")


def test_there_is_no_such_address_unless_the_setting_says_so(index: Path) -> None:
    client = create_app(settings=Settings(index=index)).test_client()
    assert client.get("/mcp").status_code == 404
    assert client.post("/mcp", json=_PING, headers=_ACCEPTS).status_code == 405


def test_a_package_that_is_missing_is_named(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.config.optional_packages.find_spec", lambda _: None)
    done = CliRunner().invoke(main, ["mcp", "--index", str(index)])
    assert done.exit_code == 2
    assert "pip install 'backissue[mcp]'" in done.output
    with pytest.raises(PackageMissing, match="BACKISSUE_MCP=1"):
        create_app(settings=Settings(index=index, has_mcp=True))


def test_the_command_can_be_ended(index: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "search.cli", "mcp", "--index", str(index)],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    process.stdin.flush()
    assert b'"id":1' in process.stdout.readline()
    process.terminate()
    _, complaint = process.communicate(timeout=10)
    assert process.returncode == 143
    assert b"Traceback" not in complaint
