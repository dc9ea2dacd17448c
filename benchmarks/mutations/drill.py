"""Reading and indexing damaged files, and what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.mutations.changes import damaged
from benchmarks.mutations.seeds import Seed
from benchmarks.processes import ROOT, family, memory
from search.reading import Failure, Record, Unreadable, load_parser, read, records, unexpected

LIMIT = 5.0
"""Seconds for one record."""
MEMORY = 512
"""MB for all processes of a reindex together, its default."""
_UNEXPECTED = ("cannot be read (", "needs more memory", "is nested too deeply to be read")
_BETWEEN_LOOKS = 0.2
_PATIENCE = "600"
"""Seconds by the clock for a file in a reindex, which may have to wait for others on the machine: what a
file takes of the processor is measured before."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a file was read: seconds of the processor for its slowest record, the number of its articles,
    and the reasons for the records that are none."""

    name: str
    seconds: float
    articles: int
    reasons: frozenset[str]

    @property
    def faults(self) -> list[str]:
        """What must not happen."""
        found = [f"{self.name}: {reason}" for reason in self.reasons if is_unexpected(reason)]
        if self.seconds > LIMIT:
            found.append(f"{self.name}: took {self.seconds:.1f} s")
        if not self.articles and not self.reasons:
            found.append(f"{self.name}: neither an article nor a reason")
        return found


def is_unexpected(reason: str) -> bool:
    """Whether a reason is an error that nobody foresaw, or says nothing."""
    return not reason.strip() or reason.startswith(_UNEXPECTED)


def mutants(seeds: Sequence[Seed], numbers: Iterable[int], chance: int) -> Iterator[Seed]:
    """Damaged files; each depends on its number and the seed of chance alone."""
    for number in numbers:
        own = Random(f"{chance}-{number}")
        made = damaged(own.choice(seeds), own.choice(seeds), own)
        yield Seed(f"{number:05}-{made.name}", made.data)


def outcome(file: Path) -> Outcome:
    """Read all records of a file in this process."""
    load_parser(file.name, "")
    reasons, articles, slowest = set(), 0, 0.0
    began = time.process_time()
    try:
        for record in records(file, file.name):
            found = _reason(record)
            articles += not found
            reasons |= {found} - {""}
            slowest = max(slowest, time.process_time() - began)
            began = time.process_time()
    except Unreadable as error:
        reasons.add(str(error))
    slowest = max(slowest, time.process_time() - began)
    return Outcome(file.name, slowest, articles, frozenset(reasons))


def _reason(record: Record | Failure) -> str:
    if isinstance(record, Failure):
        return record.reason
    try:
        read(record)
    except Unreadable as error:
        return str(error)
    except Exception as error:  # `read` promises none: the drill is there to find them
        return str(unexpected(error))
    return ""


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What a reindex of damaged files reported, and the most memory of its processes in MB."""

    code: int
    articles: int
    failed: int
    seconds: float
    peak: float
    faults: list[str]


def reindexed(archive: Path, index: Path) -> Reindexed:
    """Run `backissue reindex` on a folder."""
    command = [sys.executable, "-m", "search.cli", "reindex", str(archive), "--index", str(index)]
    began = time.monotonic()
    process = subprocess.Popen(
        [*command, "--json", "--allow-removals"],
        cwd=ROOT,
        env={**os.environ, "BACKISSUE_FILE_SECONDS": _PATIENCE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(_BETWEEN_LOOKS):
            peak[0] = max(peak[0], sum(map(memory, family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, err = process.communicate()
    done.set()
    watcher.join()
    seconds = time.monotonic() - began
    if process.returncode:
        return Reindexed(
            process.returncode, 0, 0, seconds, peak[0], [f"the reindex ended: {err[-500:]}"]
        )
    report = json.loads(out)
    faults = [
        f"{each['path']}: {each['reason']}"
        for each in report["failures"]
        if is_unexpected(each["reason"])
        or "took longer" in each["reason"]
        or "ended the" in each["reason"]
    ]
    return Reindexed(0, report["articles"], report["failed"], seconds, peak[0], faults)


def reason_counts(outcomes: Sequence[Outcome]) -> Counter[str]:
    """How often each reason was given, without what varies in it."""
    return Counter(
        " ".join("N" if any(map(str.isdigit, word)) else word for word in reason.split()[:8])
        for each in outcomes
        for reason in each.reasons
    )
