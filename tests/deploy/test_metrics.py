"""Whichever worker is asked for /metrics, it tells the sum of all, those that are gone included."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.deploy.server import WORKERS, Server, served, until
from tests.support import article, publish

ASKED = 5
AT_ONCE = 8
ROUNDS = 200


def _counts(server: Server, name: str) -> dict[tuple[str, ...], float]:
    """The values of a metric by the values of its labels."""
    families = text_string_to_metric_families(server.get("/metrics").text)
    samples = [sample for family in families for sample in family.samples if sample.name == name]
    return {tuple(sample.labels.values()): sample.value for sample in samples}


def _search(server: Server, workers: set[int], asked: str) -> int:
    """Search for what nobody has asked for until each of these workers has answered; gives the number of
    searches."""
    for number in range(ROUNDS):
        paths = [f"/search?q=river&asked={asked}{number}-{each}" for each in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            assert {answer.status for answer in pool.map(server.get, paths)} == {200}
        searched = {path: pid for path, pid in server.answered().items() if "search" in path}
        if workers <= set(searched.values()):
            return (number + 1) * AT_ONCE
    raise AssertionError(f"Of the workers {workers} some never answered.")


@pytest.fixture
def two_articles(index: Path) -> Path:
    publish(index, [article("a", "The river rose."), article("b", "The river fell.")])
    return index


def test_a_scrape_gives_the_sum_over_the_workers(two_articles: Path, tmp_path: Path) -> None:
    with served(two_articles, tmp_path / "log") as server:
        searches = _search(server, server.workers(), "first") + 1
        server.get("/search?q=nothing-like-it")
        for _ in range(ASKED):
            requests = _counts(server, "backissue_requests_total")
            assert requests["/search", "200"] == searches
            assert _counts(server, "backissue_searches_total") == {(): searches}
            assert _counts(server, "backissue_empty_searches_total") == {(): 1}
            assert _counts(server, "backissue_request_seconds_count")["/search",] == searches
            assert _counts(server, "backissue_articles") == {(): 2}


def test_counts_outlive_the_worker_that_made_them(two_articles: Path, tmp_path: Path) -> None:
    with served(two_articles, tmp_path / "log") as server:
        searches = _search(server, server.workers(), "first")
        [gone, *_] = server.workers()
        folder = _shared(gone)
        files = set(folder.iterdir())
        os.kill(gone, signal.SIGTERM)
        assert until(lambda: len(server.workers()) == WORKERS + 1, 10)
        searches += _search(server, server.workers() - {gone}, "then")
        assert _counts(server, "backissue_searches_total") == {(): searches}
        assert set(folder.iterdir()) == files
    assert not folder.exists()


def _shared(worker: int) -> Path:
    """The folder that a worker counts in, found by the file that it keeps open there."""
    opened = [os.readlink(each) for each in Path(f"/proc/{worker}/fd").iterdir()]
    return Path(next(path for path in opened if "/counter_" in path)).parent
