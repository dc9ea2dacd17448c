"""The servers that are compared: all started by gunicorn, with the settings of the site."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.processes import ROOT, family, memory

START = 30.0
SETTLE = 5.0
"""Seconds after which the other worker answers, too."""


@dataclass(frozen=True, slots=True)
class Setup:
    """A server as options of gunicorn. `needs` is a package without which it is left out."""

    name: str
    options: tuple[str, ...]
    app: str = "web:create_app()"
    needs: str = "gunicorn"

    def is_there(self) -> bool:
        return find_spec(self.needs) is not None


SETUPS = (
    Setup("gthread, 2 threads", ("--worker-class", "gthread", "--threads", "2")),
    Setup("gthread, 16 threads", ("--worker-class", "gthread", "--threads", "16")),
    Setup("gevent", ("--worker-class", "gevent"), needs="gevent"),
    Setup("tornado", ("--worker-class", "tornado"), needs="tornado"),
    Setup(
        "asgi with a2wsgi",
        ("--worker-class", "asgi", "--threads", "1"),
        "benchmarks.serving.wrapped:asgi()",
        "a2wsgi",
    ),
    Setup(
        "waitress",
        ("--worker-class", "benchmarks.serving.wrapped.WaitressWorker"),
        needs="waitress",
    ),
    Setup("buffering, the site's own", ()),
)


@dataclass(frozen=True, slots=True)
class Served:
    """A running server; `log` is its access log, where each line has the worker in brackets."""

    process: int
    port: int
    log: Path

    def shares(self, since: int) -> Counter[str]:
        """How many requests each worker has answered since the log had that size."""
        with self.log.open() as log:
            log.seek(since)
            return Counter(line.split("<")[1].split(">")[0] for line in log if '> "GET ' in line)

    def memory(self) -> float:
        """MB of all its processes, what they share counted once."""
        return sum(map(memory, family(self.process)))


@contextmanager
def served(setup: Setup, index: Path, log: Path, settle: float = SETTLE) -> Iterator[Served]:
    """A server over an index, `settle` seconds after its first answer."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    variables = {"PORT": str(port), "BACKISSUE_INDEX": str(index), "WEB_CONCURRENCY": "2"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *setup.options, setup.app],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait(port, log)
        time.sleep(settle)
        yield Served(process.pid, port, log)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(port: int, log: Path) -> None:
    end = time.monotonic() + START
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.1)
