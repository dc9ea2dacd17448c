"""Readers who search without a pause, and what they were told."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.deploy.server import Server

READERS = 4
PAUSE = 0.01
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a search said: the path asked for, when (seconds since the epoch), and the newest id."""

    path: str
    began: float
    ended: float
    total: int
    newest: str


@dataclass(slots=True)
class Load:
    """The answers to all searches so far, and every one that was no answer."""

    told: list[Told] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@contextmanager
def searching(server: Server) -> Iterator[Load]:
    """Search for "river", newest first, in several threads for as long as the context lasts."""
    load = Load()
    numbers = iter(range(MOST))
    is_over = threading.Event()

    def read() -> None:
        for number in itertools.takewhile(lambda _: not is_over.is_set(), numbers):
            _search(server, f"/search.json?q=river&sort=newest&asked={number}", load)
            time.sleep(PAUSE)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        yield load
    finally:
        is_over.set()
        for reader in readers:
            reader.join()


def _search(server: Server, path: str, load: Load) -> None:
    began = time.time()
    try:
        answer = server.get(path)
    except OSError as error:
        load.failures.append(f"{path}: {error!r}")
        return
    if answer.status != 200:
        load.failures.append(f"{path}: {answer.status} {answer.text[:200]}")
        return
    found = json.loads(answer.text)
    load.told.append(Told(path, began, time.time(), found["total"], found["hits"][0]["id"]))
