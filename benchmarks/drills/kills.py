"""Reindexes of all kinds are killed at any moment, while readers search."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.drills import editions
from benchmarks.drills.commands import complaint, killed, run, site, started, workers_started
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.readers import reading

KINDS = ("incremental", "full", "rollback", "prune")
WORKERS = 2
_READERS = 2
_FOLLOWS = 1.0
"""Seconds after which a site shows what was published."""
_LATEST = 0.3
"""Seconds after its usual end at which a kill still comes."""


@dataclass(slots=True)
class _Drill:
    """The archive and its index; `allowed` are the editions that an answer may show."""

    archive: Path
    index: Path
    edition: int = 0
    allowed: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def blame(self, what: str) -> None:
        if what:
            self.faults.append(what)

    def reindex(self, *words: str, **variables: str) -> None:
        done = run("reindex", self.archive, "--index", self.index, *words, **variables)
        self.blame(complaint(done, {0: ""}))


def drill(folder: Path, kills: int, seed: int = 1) -> Outcome:
    """Kill that many reindexes in an empty folder."""
    chance = random.Random(seed)
    here = _Drill(folder / "archive", folder / "index", allowed={0})
    editions.write(here.archive, 0)
    usual = {kind: _seconds(here, kind) for kind in KINDS}
    with (
        site(here.index, folder / "log") as served,
        reading(served.port, lambda: sorted(here.allowed), _READERS) as heard,
    ):
        for number in range(kills):
            kind = KINDS[number % len(KINDS)]
            _kill(here, kind, chance.uniform(0.05, usual[kind] + _LATEST))
        _come_to_rest(here)
    here.faults += heard.faults
    if (count := workers_started(folder / "log")) > WORKERS:
        here.faults.append(f"{count - WORKERS} workers died")
    did = f"{kills:,} kills of {len(KINDS)} kinds, {heard.count:,} searches meanwhile"
    return Outcome("kills", did, here.faults)


def _seconds(here: _Drill, kind: str) -> float:
    """How long a reindex of that kind takes if nobody kills it."""
    _prepare(here, kind)
    began = time.monotonic()
    here.reindex(*_words(kind), **_variables(kind))
    return time.monotonic() - began


def _kill(here: _Drill, kind: str, seconds: float) -> None:
    _prepare(here, kind)
    process = started(
        "reindex", here.archive, "--index", here.index, *_words(kind), **_variables(kind)
    )
    time.sleep(seconds)
    killed(process)
    here.blame(complaint(run("check", "--index", here.index), {0: ""}))


def _prepare(here: _Drill, kind: str) -> None:
    """Make what a reindex of that kind has to do: all but a rollback get a new edition."""
    if kind != "rollback":
        here.edition += 1
        here.allowed.add(here.edition)
        editions.write(here.archive, here.edition)


def _words(kind: str) -> Sequence[str]:
    return {"full": ("--full",), "rollback": ("--rollback",)}.get(kind, ())


def _variables(kind: str) -> dict[str, str]:
    return {"BACKISSUE_KEEP": "1"} if kind == "prune" else {}


def _come_to_rest(here: _Drill) -> None:
    """A last reindex that nobody kills: all is found, and nothing is left over."""
    here.reindex()
    here.allowed &= {here.edition}
    time.sleep(_FOLLOWS)
    left = [*(here.index / "generations").glob("building-*")]
    here.blame(f"left over: {left}" if left else "")
