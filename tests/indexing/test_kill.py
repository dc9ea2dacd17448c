"""A reindex killed at any moment: searches never fail, the old generation answers, the next one works."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from tests.conftest import Reindex

KILLS = 3
ARTICLES = 1_200


def _fill(archive: Path, generation: int) -> None:
    for number in range(ARTICLES):
        text = f"# Title {number}\n\n" + f"river edition{generation} word{number % 97} " * 60 + "\n"
        (archive / f"a{number}.md").write_text(text)


@contextmanager
def _searching(index: Path) -> Iterator[list[object]]:
    """Search all the time in a thread; gives the list of totals and errors that it fills."""
    answers: list[object] = []
    is_over = threading.Event()

    def search() -> None:
        with open_engine(index) as engine:
            while not is_over.is_set():
                try:
                    answers.append(engine.search(SearchRequest(text="river", copies="all")).total)
                except Exception as error:
                    answers.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    try:
        yield answers
    finally:
        is_over.set()
        thread.join()


@pytest.mark.slow
def test_kills(archive: Path, index: Path, run_reindex: Reindex) -> None:
    chance = random.Random(9)
    _fill(archive, 0)
    began = time.monotonic()
    run_reindex(jobs=2)
    duration = time.monotonic() - began
    command = [sys.executable, "-m", "search.cli", "reindex", str(archive), "--index", str(index)]
    with _searching(index) as answers:
        for edition in range(1, KILLS + 1):
            _fill(archive, edition)
            process = subprocess.Popen(
                [*command, "--jobs", "2"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            time.sleep(chance.uniform(0.05, duration + 0.8))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            with open_engine(index) as engine:
                assert engine.search(SearchRequest(text="river", copies="all")).total == ARTICLES
    assert len(answers) > KILLS
    assert set(answers) == {ARTICLES}

    report = run_reindex(jobs=2)
    assert (report.articles, report.failed) == (ARTICLES, 0)
    with open_engine(index) as engine:
        assert engine.search(SearchRequest(text=f"edition{KILLS}", copies="all")).total == ARTICLES
    assert not list((index / "generations").glob("building-*"))
