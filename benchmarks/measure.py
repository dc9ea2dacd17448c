"""One run: every peer indexes the same articles and answers the same queries, in turns.

A peer indexes in a process of its own, which ends; then one process per peer opens its index, and all
answer a few queries at a time by turns, so that whatever else the machine does meets them alike.
Every query is asked once, after others have warmed up the process, and a second time after all others;
then the same with passages.
A peer that has spent PATIENCE on its answers has no more turns.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import corpus, limits, queries
from benchmarks.corpus import Record
from benchmarks.peers.protocol import FACETS
from benchmarks.processes import PeerProcess
from benchmarks.queries import Asked

ADDED = 10
PASSAGES = 3
ASKED = (
    ("plain", 0),
    ("again", 0),
    ("with_passages", PASSAGES),
    ("with_passages_again", PASSAGES),
)
"""The rounds in which all queries are asked: the field of `Measured` for the replies, and the passages of
each hit."""
TURN = len(queries.KINDS) * (len(queries.SELECTED) + 1)
"""Queries that a peer answers before the next one's turn: one of every kind and selection."""
PATIENCE = 45.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An index written: `peak` is the memory of all its processes at most, in MB."""

    articles: int
    seconds: float
    peak: float
    size: int

    @property
    def rate(self) -> float:
        return self.articles / self.seconds


@dataclass(frozen=True, slots=True)
class Reply:
    """How long a query took, how many articles it found, and for each facet its falling counts."""

    ms: float
    total: int
    counts: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one peer did. Replies are in the order of the queries, those of a slow peer fewer; memory is
    in MB, after them.

    `opened` and `first` are the milliseconds to open the index and for the first search after that;
    `private` memory is the process's own, `mapped` is of files and shared with other processes;
    `added` are the seconds to add ADDED articles and publish them.
    """

    name: str
    version: str
    indexed: Indexed
    opened: float
    first: float
    plain: list[Reply]
    again: list[Reply]
    with_passages: list[Reply]
    with_passages_again: list[Reply]
    private: float
    mapped: float
    added: float


@dataclass(frozen=True, slots=True)
class Run:
    """What all peers did with `articles` articles, `text_size` bytes of JSON Lines.

    `touched` are the bytes that each query must read by the estimate of `limits`.
    """

    articles: int
    text_size: int
    asked: list[Asked]
    peers: list[Measured]
    touched: list[float]

    def peer(self, name: str) -> Measured:
        return next(each for each in self.peers if each.name == name)


def run(
    articles: Sequence[Record], size: int, peers: Sequence[str], each: int, folder: Path
) -> Run:
    """Measure `peers`, Backissue among them, on `size` articles.

    There are `each` queries of every kind and number of selections; `folder` is emptied before and
    removed after.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    given, added = folder / "articles.jsonl", folder / "added.jsonl"
    corpus.save(corpus.sized(articles, size), given)
    corpus.save(corpus.additional(articles, ADDED, "added"), added)
    sample = _sample(given, size)
    asked, warming = queries.mix(sample, each), queries.mix(sample, 1, seed=2)
    indexed = {name: index(name, given, folder / name, _processes(name)) for name in peers}
    answered = _answered(peers, asked, warming, folder)
    touched = _touched(asked, answered["backissue"]["plain"], sample, folder / "backissue")
    extended = {name: _added(name, added, folder / name) for name in peers}
    text_size = given.stat().st_size
    shutil.rmtree(folder)
    measured = [
        Measured(name=name, indexed=indexed[name], added=extended[name], **answered[name])
        for name in peers
    ]
    return Run(size, text_size, asked, measured, touched)


def index(name: str, articles: Path, folder: Path, processes: int) -> Indexed:
    """Have a peer index the file `articles` into `folder`, which must not exist."""
    folder.mkdir()
    with PeerProcess(name) as peer:
        given = {"articles": str(articles), "folder": str(folder), "processes": processes}
        done, peak = peer.ask_watched("index", **given)
    with articles.open("rb") as stream:
        count = sum(1 for _ in stream)
    return Indexed(count, done["seconds"], peak, _size(folder))


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answered(
    peers: Sequence[str], asked: list[Asked], warming: list[Asked], folder: Path
) -> dict[str, dict[str, Any]]:
    """The fields of `Measured` that the searching process of each peer gives."""
    with ExitStack() as running:
        started = [running.enter_context(PeerProcess(name)) for name in peers]
        found: dict[str, dict[str, Any]] = {}
        for peer in started:
            opened = peer.ask("open", folder=str(folder / peer.name))["ms"]
            warmed = [_reply(peer, each, 0).ms for each in warming]
            version = peer.ask("version")["version"]
            found[peer.name] = {"version": version, "opened": opened, "first": warmed[0]}
        for field, passages in ASKED:
            for name, replies in _in_turns(started, asked, passages).items():
                found[name][field] = replies
        for peer in started:
            found[peer.name] |= peer.ask("memory")
        return found


def _in_turns(
    peers: list[PeerProcess], asked: list[Asked], passages: int
) -> dict[str, list[Reply]]:
    replies: dict[str, list[Reply]] = {peer.name: [] for peer in peers}
    for start in range(0, len(asked), TURN):
        for peer in peers:
            so_far = replies[peer.name]
            if sum(reply.ms for reply in so_far) < PATIENCE * 1000:
                so_far += [_reply(peer, each, passages) for each in asked[start : start + TURN]]
    return replies


def _reply(peer: PeerProcess, asked: Asked, passages: int) -> Reply:
    done = peer.ask("search", query=asdict(replace(asked.query, passages=passages)))
    answer = done["answer"]
    counts = {facet: sorted(answer["facets"][facet].values(), reverse=True) for facet in FACETS}
    return Reply(done["ms"], answer["total"], counts)


def _touched(
    asked: list[Asked], replies: list[Reply], sample: list[Record], folder: Path
) -> list[float]:
    with PeerProcess("backissue") as peer:
        peer.ask("open", folder=str(folder))
        frequency = limits.frequencies(peer, asked)
    repeated = limits.occurrences(sample, asked)
    return [
        limits.bytes_touched(each.query, reply.total, frequency, repeated)
        for each, reply in zip(asked, replies, strict=True)
    ]


def _added(name: str, added: Path, folder: Path) -> float:
    with PeerProcess(name) as peer:
        seconds: float = peer.ask("add", articles=str(added), folder=str(folder))["seconds"]
    return seconds


def _processes(name: str) -> int:
    """Stock Whoosh writes one segment with one process; with more it is measured apart."""
    return 1 if name == "whoosh" else cores()


def _sample(articles: Path, size: int) -> list[Record]:
    """As many articles, evenly spread over the file, as the queries are drawn from."""
    step = max(1, size // queries.SAMPLE)
    with articles.open(encoding="utf-8") as stream:
        return [json.loads(line) for number, line in enumerate(stream) if number % step == 0]


def _size(folder: Path) -> int:
    """Bytes of the index: every file once, and not the articles that Backissue's peer links to."""
    files = {
        (status.st_dev, status.st_ino): status.st_size
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink()
        for status in [file.stat()]
    }
    return sum(files.values())
