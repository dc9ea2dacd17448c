"""The recipe for a result format: one module and one line in the registry."""

from __future__ import annotations

import gzip
import json
import runpy
import sys
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from search import SearchRequest, result_formats
from search.config.environment import Settings
from search.engines import Engine
from search.errors import BackissueError, IndexDamaged, IndexMissing, IndexUnreachable
from search.model.deadline import Deadline
from search.model.results import Hit, Scan
from search.result_formats import ResultFormat
from search.result_formats.answer import Answer
from search.result_formats.json import results_as_json
from search.result_formats.paths import article_path
from tests.web.conftest import parsed
from web import create_app

MODULE = "a_list_of_titles"
TITLES = ResultFormat("titles", "text/plain", f"{MODULE}:render")
STREAMED = "/search.titles?q=river&sort=oldest"


class Titles(ModuleType):
    """The module of a format: a plain text with one line per hit. It counts what is made and closed."""

    made = 0
    closed = 0

    def render(self, answer: Answer) -> Iterator[str]:
        try:
            for hit in answer.scan():
                self.made += 1
                yield f"{hit.title}\t{answer.address(article_path(hit.id))}\n"
        finally:
            self.closed += 1


@pytest.fixture
def titles(monkeypatch: pytest.MonkeyPatch) -> Titles:
    module = Titles(MODULE)
    monkeypatch.setitem(sys.modules, MODULE, module)
    registry = (*result_formats.RESULT_FORMATS, TITLES)
    monkeypatch.setattr(result_formats, "RESULT_FORMATS", registry)
    return module


@pytest.fixture
def site(titles: Titles, engine: Engine) -> FlaskClient:
    return create_app(engine, Settings()).test_client()


def expected(engine: Engine, base: str) -> str:
    hits = engine.scan(SearchRequest(text="river", sort="oldest"))
    return "".join(f"{hit.title}\t{base}{article_path(hit.id)}\n" for hit in hits)


def test_all_hits_are_streamed_in_order(site: FlaskClient, engine: Engine) -> None:
    response = site.get(STREAMED)
    assert response.is_streamed
    assert "Content-Length" not in response.headers
    assert response.headers["ETag"].startswith("W/")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, max-age=2"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.text == expected(engine, "http://localhost")
    assert response.text.count("\n") == 62


def test_a_stream_is_compressed_as_it_is_sent(
    site: FlaskClient, engine: Engine, titles: Titles
) -> None:
    response = site.get(STREAMED, headers={"Accept-Encoding": "gzip"})
    assert titles.made == 2  # the rest is made while it is sent
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "Content-Length" not in response.headers
    assert gzip.decompress(response.data).decode() == expected(engine, "http://localhost")


@pytest.mark.parametrize("accepted", ["", "gzip"])
def test_a_client_that_goes_away_closes_the_renderer(
    site: FlaskClient, titles: Titles, accepted: str
) -> None:
    response = site.get(STREAMED, headers={"Accept-Encoding": accepted})
    next(response.iter_encoded())
    before = titles.closed
    response.close()
    assert (before, titles.closed) == (0, 1)
    assert accepted or titles.made < 5


def test_head_makes_no_more_than_the_beginning(site: FlaskClient, titles: Titles) -> None:
    response = site.head(STREAMED)
    response.close()
    assert (response.status_code, response.data) == (200, b"")
    assert (titles.made, titles.closed) == (2, 1)


def test_scans_are_counted_as_searches(site: FlaskClient) -> None:
    assert site.get(STREAMED).text
    assert "backissue_searches_total 1.0" in site.get("/metrics").text


@pytest.mark.parametrize("address", ["/search.titles?q=zebra", "/search.titles?q=otter"])
def test_a_short_text_is_whole(site: FlaskClient, address: str) -> None:
    response = site.get(address)
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert site.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_what_cannot_be_searched_has_an_error_answer(
    site: FlaskClient, titles: Titles, unpublished_titles: FlaskClient
) -> None:
    for address, name in (("sort=best", "sort"), ("match=none", "match")):
        response = site.get(f"/search.titles?{address}")
        assert response.status_code == 400
        assert parsed(response)["parameter"] == name
    assert unpublished_titles.get("/search.titles?q=river").status_code == 503
    assert site.post("/search.titles").status_code == 405
    assert site.get("/search.unknown").status_code == 404


@pytest.fixture
def unpublished_titles(titles: Titles, tmp_path: Path) -> FlaskClient:
    return create_app(settings=Settings(index=tmp_path / "nothing")).test_client()


class Failing:
    """An engine whose scans fail after some hits."""

    def __init__(self, engine: Engine, error: BackissueError, hits: int) -> None:
        self._engine, self._error, self._hits = engine, error, hits

    def scan(self, request: SearchRequest, deadline: Deadline, **part: Any) -> Scan[Hit]:
        hits = self._engine.scan(request, **part)

        def some() -> Generator[Hit]:
            yield from islice(hits, self._hits)
            raise self._error

        return Scan(hits.total, some())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


@pytest.mark.parametrize("error", [IndexMissing, IndexDamaged, IndexUnreachable])
@pytest.mark.parametrize("hits", [0, 1])
def test_an_error_before_the_second_chunk_has_an_error_answer(
    engine: Engine, titles: Titles, error: type[BackissueError], hits: int
) -> None:
    failing: Any = Failing(engine, error("it failed"), hits)
    response = create_app(failing, Settings()).test_client().get(STREAMED)
    assert response.status_code == 503
    assert parsed(response)["detail"]
    assert titles.closed == 1


def test_a_later_error_breaks_the_stream_off(engine: Engine, titles: Titles) -> None:
    failing: Any = Failing(engine, IndexUnreachable("it failed"), 10)
    response = create_app(failing, Settings()).test_client().get(STREAMED)
    assert response.status_code == 200
    with pytest.raises(IndexUnreachable):
        response.get_data()


def test_the_command_prints_it(titles: Titles, site_index: Path, engine: Engine) -> None:
    module = find_spec("search.cli.commands.search")
    assert module is not None
    # With the choices of the longer registry.
    command = runpy.run_path(str(module.origin))["search"]
    words = ["river", "--index", str(site_index), "--sort", "oldest"]
    done = CliRunner().invoke(command, [*words, "--format", "titles"])
    assert (done.exit_code, done.stdout) == (0, expected(engine, ""))
    refused = CliRunner().invoke(command, [*words, "--format", "csvx"])
    assert refused.exit_code == 2
    assert "'json'" in refused.stderr
    assert "'titles'" in refused.stderr


def test_json_is_the_object_on_one_line(client: FlaskClient, engine: Engine) -> None:
    response = client.get("/search.json?q=river&theme=Railways")
    found = engine.search(SearchRequest(text="river", themes=["Railways"]))
    body = {
        **results_as_json(found, engine.config().facets),
        "took_ms": parsed(response)["took_ms"],
    }
    assert response.text == json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert response.content_type == "application/json"
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert response.headers["ETag"]
