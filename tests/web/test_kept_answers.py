"""What was answered in a generation is answered again without a search, and never after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search import SearchRequest, open_engine
from search.config.environment import Settings
from search.engines import Engine
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.model.deadline import Deadline
from search.model.results import Results
from tests.indexing.files import write_article
from web import create_app

GZIP = {"Accept-Encoding": "gzip"}


class Counting:
    """An engine that counts its searches; `is_late` makes them partial."""

    def __init__(self, engine: Engine) -> None:
        self.searches = 0
        self.is_late = False
        self._engine = engine

    def search(self, request: SearchRequest, deadline: Deadline | None = None) -> Results:
        self.searches += 1
        found = self._engine.search(request, deadline)
        return replace(found, partial=True) if self.is_late else found

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)


@pytest.fixture
def counting(archive: Path, index: Path) -> Iterator[Counting]:
    write_article(archive, "flood.md", "The flood", "A river rose in the night.")
    _reindex(archive, index)
    with open_engine(index) as engine:
        yield Counting(engine)


@pytest.fixture
def reader(counting: Counting) -> FlaskClient:
    return create_app(counting, Settings()).test_client()  # type: ignore[arg-type]  # passes on the rest


def _reindex(archive: Path, index: Path) -> None:
    reindex(Options(archive, 1), open_target(index), Silent())


def _lasting(response: TestResponse) -> set[tuple[str, str]]:
    """The headers that do not belong to one request."""
    return {each for each in response.headers if each[0] not in ("X-Request-ID", "Server-Timing")}


PAGES = ["/", "/search?q=river", "/search.json?q=river", "/articles/flood?q=river", "/authors"]


@pytest.mark.parametrize("page", PAGES)
def test_the_same_again_is_not_searched(reader: FlaskClient, counting: Counting, page: str) -> None:
    first = reader.get(page, headers=GZIP)
    searches = counting.searches
    again = reader.get(page, headers=GZIP)
    assert (again.status_code, again.data) == (200, first.data)
    assert _lasting(again) == _lasting(first)
    plain = reader.get(page)
    assert "Content-Encoding" not in plain.headers
    searches_of_plain = counting.searches - searches
    unchanged = reader.get(page, headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert counting.searches == searches + searches_of_plain
    for name in ("ETag", "Cache-Control", "Vary"):
        assert unchanged.headers.get(name) == first.headers.get(name), name
    said = reader.get("/metrics").text
    assert 'backissue_kept_answers_total{how="again"} 1.0' in said
    assert 'backissue_kept_answers_total{how="not modified"} 1.0' in said


def test_another_generation_is_answered_from(
    reader: FlaskClient, archive: Path, index: Path
) -> None:
    first = reader.get("/search?q=river")
    assert "The flood" in first.text
    write_article(archive, "drought.md", "The drought", "No river at all.")
    _reindex(archive, index)
    again = reader.get("/search?q=river", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "The drought" in again.text


def test_a_partial_answer_is_made_anew(reader: FlaskClient, counting: Counting) -> None:
    counting.is_late = True
    for page in ("/search?q=river", "/search.json?q=river", "/"):
        reader.get(page)
        searches = counting.searches
        reader.get(page)
        assert counting.searches > searches, page


def test_readers_with_other_preferences_get_their_own(reader: FlaskClient) -> None:
    full = reader.get("/search?q=river")
    reader.post("/view", data={"list": "compact", "hits": "20"})
    compact = reader.get("/search?q=river")
    assert compact.text != full.text
