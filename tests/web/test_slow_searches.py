"""At most a few slow searches at once; the others are told to come back, and fast ones are answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.test import TestResponse

from search.config.environment import Settings
from search.engines import Engine
from search.model.deadline import Deadline
from search.model.request import SearchRequest
from search.model.results import Results
from web import create_app
from web.slow_searches import MOST, SLOW

PATIENCE = 20.0


class Slow:
    """An engine whose searches with "slow" in them compute until they are told to end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.end = threading.Event()
        self.slow = 0

    def search(self, request: SearchRequest, deadline: Deadline) -> Results:
        if "slow" in request.text:
            began = time.thread_time()
            while time.thread_time() - began < 2 * SLOW:
                deadline.check()
            self.slow += 1
            assert self.end.wait(PATIENCE)
        return self._engine.search(SearchRequest(text="river"))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


@pytest.fixture
def slow(engine: Engine) -> Slow:
    return Slow(engine)


@pytest.fixture
def get(slow: Slow) -> Callable[[str], TestResponse]:
    given: Any = slow
    app = create_app(given, Settings(time_limit=PATIENCE))
    return lambda address: app.test_client().get(address)


def _begun(slow: Slow) -> None:
    end = time.monotonic() + PATIENCE
    while slow.slow < MOST:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_more_slow_searches_than_places_are_refused_and_fast_ones_answered(
    slow: Slow, get: Callable[[str], TestResponse]
) -> None:
    with ThreadPoolExecutor(MOST) as readers:
        first = [readers.submit(get, f"/search?q=slow{number}") for number in range(MOST)]
        try:
            _begun(slow)
            for _ in range(2):
                refused = get("/search?q=slow+again")
                assert refused.status_code == 503
                assert refused.headers["Retry-After"].isdigit()
                assert "Too many slow searches" in refused.text
                assert 'value="slow again"' in refused.text
            told = get("/search.json?q=slow+again")
            assert told.status_code == 503
            assert "try again" in told.text
            assert get("/search?q=river").status_code == 200
        finally:
            slow.end.set()
        assert [each.result().status_code for each in first] == [200] * MOST
    assert get("/search?q=slow+again").status_code == 200


def test_a_place_is_free_again_when_a_slow_search_fails(
    slow: Slow, get: Callable[[str], TestResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.web.test_slow_searches.PATIENCE", 0.0)
    for _ in range(MOST + 1):
        assert get("/search?q=slow").status_code == 500


def test_an_article_says_that_there_was_no_time_to_mark_it(engine: Engine) -> None:
    (hit, *_) = engine.search(SearchRequest(text="river")).hits
    client = create_app(engine, Settings(time_limit=0.0)).test_client()
    page = client.get(f"/articles/{hit.id}?q=river")
    assert page.status_code == 200
    assert "no time to mark" in page.text
    assert "no time to mark" not in client.get(f"/articles/{hit.id}").text
