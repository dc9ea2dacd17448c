"""Readers who search a site without a pause, and judge what they are told."""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.drills.editions import Question, is_true, questions, told

HOST = "127.0.0.1"
PATIENCE = 10.0
OK = 200
UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: status 0 if there was none, and then the error as the text."""

    status: int
    text: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Heard:
    """How many answers had which status, and a sentence for each that was wrong."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.statuses.total()


def get(port: int, path: str) -> Answer:
    """An answer by a connection of its own, so that any worker may give it."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        return Answer(response.status, text, tuple(response.getheaders()))
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, repr(error))
    finally:
        connection.close()


def fault(answer: Answer, question: Question, editions: Sequence[int], may_refuse: bool) -> str:
    """What is wrong with an answer, "" if nothing is; `may_refuse` if a 503 that says why is right."""
    if answer.status == UNAVAILABLE and may_refuse:
        return "" if answer.text.strip() else f"{question.path}: an empty 503"
    if answer.status != OK:
        return f"{question.path}: {answer.status} {answer.text[:200]}"
    said = told(json.loads(answer.text))
    if is_true(said, question, editions):
        return ""
    return f"{question.path}: of editions {[*editions]}, none has {said}"


@contextmanager
def reading(port: int, editions: Callable[[], Sequence[int]], readers: int) -> Iterator[Heard]:
    """Search in several threads while the context lasts; `editions` are those that may answer."""
    heard = Heard()
    is_over = threading.Event()

    def read(seed: int) -> None:
        for question in questions(random.Random(seed)):
            if is_over.is_set():
                return
            before = editions()
            answer = get(port, question.path)
            heard.statuses[answer.status] += 1
            if wrong := fault(answer, question, sorted({*before, *editions()}), may_refuse=False):
                heard.faults.append(wrong)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
