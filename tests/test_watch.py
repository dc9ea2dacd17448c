"""`backissue watch`: a real process follows a folder, and nothing that goes wrong ends it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from search import SearchRequest, open_engine
from search.cli.watching import Tries, Watched
from search.engines.targets import open_target
from search.errors import ArchiveMissing, ReindexRunning
from search.indexing.report import Report

PATIENCE = 60.0
"""Seconds: far more than is needed, so that a busy machine fails no test."""


class Watching:
    """A process that follows a folder, and the lines that it prints."""

    def __init__(self, archive: Path, index: Path) -> None:
        command = [sys.executable, "-m", "search.cli", "watch", str(archive), "--index", str(index)]
        self.process = subprocess.Popen(
            [*command, "--jobs", "1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reading = Thread(target=self._read)
        self._reading.start()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reading.join()

    def wait_for(self, text: str) -> None:
        """Wait for a line with a text."""
        while text not in self._lines.get(timeout=PATIENCE):
            pass

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)


@pytest.fixture
def watching(archive: Path, index: Path) -> Iterator[Watching]:
    (archive / "a.md").write_text("# The ferry\n\nIt runs.\n")
    started = Watching(archive, index)
    yield started
    started.end()


@pytest.mark.slow
def test_what_is_written_is_found_soon(watching: Watching, archive: Path, index: Path) -> None:
    watching.wait_for("Published generation 000001: 1 article")
    (archive / "b.md").write_text("# The oars\n\nThey creak.\n")
    watching.wait_for("Published generation 000002: 2 articles")
    with open_engine(index) as engine:
        assert engine.search(SearchRequest(text="creak")).total == 1
    with open_target(index).session(False):
        (archive / "a.md").unlink()
        watching.wait_for("It is tried again")
    watching.wait_for("Published generation 000003: 1 article")
    watching.process.send_signal(signal.SIGTERM)
    watching.wait_for("No longer following")
    assert watching.process.wait(PATIENCE) == 0


def test_an_error_is_said_once_and_tried_again_later() -> None:
    said: list[str] = []
    outcomes: list[Report | Exception] = [
        ReindexRunning("Busy."),
        ReindexRunning("Busy."),
        KeyError("x"),
    ]
    now = [0.0]
    tries = Tries(lambda: _raise(outcomes.pop(0)), said.append, lambda: now[0])
    assert tries.next(False)
    assert tries.next(False)
    assert len(outcomes) == 2
    now[0] = 2.5
    assert tries.next(False)
    assert tries.next(True)
    assert said == [
        "Busy. It is tried again until it works.",
        "An error that nobody expected, KeyError: 'x'. It is tried again until it works.",
    ]


def test_a_folder_that_is_gone_is_looked_for_again() -> None:
    gone = ArchiveMissing("There is no folder.")
    tries = Tries(lambda: _raise(gone), print, lambda: 0.0)
    assert not tries.next(True)


def _raise(outcome: Report | Exception) -> Report:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@pytest.mark.parametrize(
    ("path", "is_change"),
    [
        ("a/b.md", True),
        ("backissue.toml", True),
        ("../settings.toml", True),
        ("../other.toml", False),
        ("a/.b.md.swp", False),
        (".git/index", False),
        ("a/b.jpg", False),
        ("index/CURRENT", False),
    ],
)
def test_what_is_a_change(tmp_path: Path, path: str, is_change: bool) -> None:
    archive = tmp_path / "archive"
    watched = Watched(archive, tmp_path / "settings.toml", archive / "index")
    assert watched.is_change(os.path.normpath(archive / path)) is is_change
