"""Odd requests by the thousand: no error of the server, no late answer, no worker that dies."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drills.commands import run, site, workers_started
from benchmarks.drills.odd_requests import request
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.readers import HOST, UNAVAILABLE
from benchmarks.options import SAMPLE
from benchmarks.query_drill import words_of
from search import SearchRequest, open_engine

LIMIT = 2.0 * 1.1
"""Seconds after which an answer is late: a tenth more than a search may take."""
PATIENCE = 30.0
WORKERS = 2
_AT_ONCE = 2
_STATED = {501, 505, UNAVAILABLE}
"""Errors of servers that are right: a method or a version that is not spoken, and none to spare."""


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    seconds: float
    text: bytes


def drill(folder: Path, requests: int, index: Path | None = None, seed: int = 1) -> Outcome:
    """Send that many requests to a site over an index, or else one of the sample archive."""
    index = index or _sample(folder)
    with open_engine(index) as engine:
        words = words_of(engine)
        ids = [hit.id for hit in engine.search(SearchRequest(size=100, facets=[])).hits]
    log = folder / "log"
    with site(index, log) as served, ThreadPoolExecutor(_AT_ONCE) as threads:
        asked = threads.map(
            lambda number: _judged(number, seed, words, ids, served.port), range(requests)
        )
        found = [*asked]
    faults = [fault for _, fault in found if fault]
    if (count := workers_started(log)) > WORKERS:
        faults.append(f"{count - WORKERS} workers died")
    if traces := log.read_text(errors="replace").count("Traceback"):
        faults.append(f"{traces} stack traces in the log")
    statuses = Counter(status for status, _ in found)
    listed = ", ".join(f"{count:,} with {each}" for each, count in sorted(statuses.items()))
    return Outcome("requests", f"{requests:,} odd requests, answers {listed}", faults)


def _sample(folder: Path) -> Path:
    done = run("reindex", SAMPLE, "--index", folder / "index")
    assert not done.returncode, done.stderr
    return folder / "index"


def _judged(
    number: int, seed: int, words: Sequence[str], ids: Sequence[str], port: int
) -> tuple[int, str]:
    """The status of an answer, 0 for none, and what is wrong with it."""
    asked = request(number, seed, words, ids)
    reply = _exchange(port, asked.data)
    shown = f"number {number}, {asked.data[:120]!r}: {reply.status}"
    if reply.status >= 500 and reply.status not in _STATED:
        return reply.status, f"{shown} {reply.text[-200:]!r}"
    if b"Traceback" in reply.text:
        return reply.status, f"{shown} shows a stack trace"
    if asked.is_whole and not reply.status:
        return reply.status, f"{shown}: no answer"
    if reply.seconds > LIMIT:
        return reply.status, f"{shown} after {reply.seconds:.2f} s"
    return reply.status, ""


def _exchange(port: int, data: bytes) -> _Reply:
    """Send all, say that nothing more comes, and read to the end."""
    began = time.monotonic()
    parts = []
    try:
        with socket.create_connection((HOST, port), timeout=PATIENCE) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65_536):
                parts.append(part)
    except OSError:
        pass
    text = b"".join(parts)
    words = text.split(b" ", 2)
    is_answer = text.startswith(b"HTTP/") and len(words) > 1 and words[1][:3].isdigit()
    return _Reply(int(words[1][:3]) if is_answer else 0, time.monotonic() - began, text)
