"""The Procfile's command line under load, without an index, and at its end."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.deploy.load import searching
from tests.deploy.server import ROOT, WORKERS, environment, is_running, served, until

ARTICLES = 120
EDITIONS = 3
FRESH = 2.0
GRACE = 30.0


def _write(archive: Path, id: str, published: str) -> None:
    text = f"# The river, {id}\n\nThe Evening Post, {published}\n\nThe river rose again at {id}.\n"
    (archive / f"{id}.md").write_text(text)


def _reindex(archive: Path, index: Path) -> float:
    """Publish what changed; gives the time of publication in seconds since the epoch."""
    words = ("reindex", str(archive), "--index", str(index), "--jobs", "1", "--strict")
    subprocess.run(
        [sys.executable, "-m", "search.cli", *words],
        cwd=ROOT,
        env=environment(),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return (index / "CURRENT").stat().st_mtime


@pytest.fixture
def filled(archive: Path) -> Path:
    for number in range(ARTICLES):
        _write(archive, f"old{number}", "March 01, 2010")
    return archive


@pytest.mark.slow
@pytest.mark.alone
def test_publishing_fails_no_search_and_reaches_every_worker(
    filled: Path, index: Path, tmp_path: Path
) -> None:
    _reindex(filled, index)
    published: dict[str, float] = {}
    with served(index, tmp_path / "log") as server, searching(server) as load:
        assert until(lambda: len(load.told) > 50, 10)
        for edition in range(EDITIONS):
            _write(filled, f"new{edition}", f"March 0{edition + 2}, 2020")
            published[f"new{edition}"] = _reindex(filled, index)
            time.sleep(FRESH + 1)
    assert load.failures == []

    answered = server.answered()
    assert len(server.workers()) == WORKERS
    for told in load.told:
        due = sum(moment + FRESH < told.began for moment in published.values())
        possible = sum(moment - 0.1 < told.ended for moment in published.values())
        assert ARTICLES + due <= told.total <= ARTICLES + possible
        if told.total > ARTICLES:
            assert told.newest == f"new{told.total - ARTICLES - 1}"
    for id, moment in published.items():
        after = [
            told for told in load.told if told.newest == id and told.began < moment + FRESH + 1
        ]
        assert {answered[told.path] for told in after} == server.workers(), id


def test_without_an_index_it_starts_and_says_so_and_is_ready_once_there_is_one(
    filled: Path, index: Path, tmp_path: Path
) -> None:
    with served(index, tmp_path / "log") as server:
        assert server.get("/healthz").status == 200
        unready = server.get("/readyz")
        assert unready.status == 503
        assert "backissue reindex" in json.loads(unready.text)["reason"]
        assert server.get("/search?q=river").status == 503

        _reindex(filled, index)
        time.sleep(FRESH)
        asked = [f"/readyz?asked={number}" for number in range(200)]
        assert {server.get(path).status for path in asked} == {200}
        assert json.loads(server.get("/search.json?q=river").text)["total"] == ARTICLES


def test_sigterm_ends_it_with_all_its_processes(filled: Path, index: Path, tmp_path: Path) -> None:
    _reindex(filled, index)
    with served(index, tmp_path / "log") as server:
        idle = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        idle.request("GET", "/")
        assert idle.getresponse().read()
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(GRACE) == 0
        assert time.monotonic() - began < GRACE
        assert until(lambda: not is_running(server.process.pid), 1)
        idle.close()
        assert "Traceback" not in server.log.read_text()
