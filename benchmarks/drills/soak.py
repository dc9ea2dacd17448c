"""A site that serves for long, while its index is renewed again and again."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.drills import editions
from benchmarks.drills.commands import run, site
from benchmarks.drills.lines_svg import Line, chart
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.readers import Answer, get
from benchmarks.processes import family, memory

EVERY = 20.0
"""Seconds from one reindex to the next."""
_LOOK = 5.0
READERS = 2
MOST_MEMORY = 350.0
"""MB of all workers at 20,000 articles."""
_GROWTH = 1.1
_PATHS = (
    "/", "/authors", "/search?q={0}", "/search?q={0}+{1}", "/search.json?q=%22{0}+{1}%22",
    "/search?q={0}&sort=newest&page=3", "/search?q={0}*&unit=paragraph", "/search?q={0}~",
    "/suggest?q={0}", "/articles/a1?q={1}",
)  # fmt: skip
_WORDS = (*editions.WORDS, "war", "president", "health", "election", "court", "police", "economy")


@dataclass(frozen=True, slots=True)
class Sample:
    """A look at the workers: minutes since the start, open files, mapped regions, MB."""

    minutes: float
    files: int
    maps: int
    memory: float


def drill(folder: Path, seconds: float, corpus: Path | None, plot: Path | None) -> Outcome:
    """Serve an archive for that long; it has the articles of `corpus`, and some that change.

    Writes the samples as a picture to `plot`.
    """
    archive, index = folder / "archive", folder / "index"
    editions.write(archive, 0)
    if corpus:
        (archive / corpus.name).symlink_to(corpus.resolve())
    faults = [_reindexed(archive, index)]
    samples: list[Sample] = []
    with site(index, folder / "log") as served, _reading(served.port) as statuses:
        began = time.monotonic()
        edition = 0
        while (now := time.monotonic()) < began + seconds:
            if now - began > edition * EVERY:
                edition += 1
                editions.write(archive, edition)
                faults.append(_reindexed(archive, index))
            samples.append(_sample(served.process, (time.monotonic() - began) / 60))
            time.sleep(_LOOK)
    faults += [f"status {each}" for each in statuses if each != 200]
    faults += _growing(samples)
    if plot:
        plot.write_text(_picture(samples), encoding="utf-8")
    last = samples[-1]
    did = (
        f"{seconds / 60:.0f} minutes, {edition} reindexes, {len(statuses):,} pages; at the end"
        f" {last.files} open files, {last.maps} maps, {last.memory:.0f} MB"
    )
    return Outcome("soak", did, [each for each in faults if each])


def _reindexed(archive: Path, index: Path) -> str:
    done = run("reindex", archive, "--index", index, "--jobs", "1")
    return "" if not done.returncode else f"reindex: {done.returncode} {done.stderr[-200:]}"


@contextmanager
def _reading(port: int) -> Iterator[list[int]]:
    """Readers of all kinds of pages; gives the statuses of all answers."""
    statuses: list[int] = []
    is_over = threading.Event()

    def read(seed: int) -> None:
        chance = random.Random(seed)
        while not is_over.is_set():
            path = chance.choice(_PATHS).format(*chance.sample(_WORDS, 2))
            answer: Answer = get(port, path)
            statuses.append(answer.status)
            time.sleep(0.05)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def _sample(process: int, minutes: float) -> Sample:
    workers = family(process)[1:]
    files = sum(len([*Path(f"/proc/{each}/fd").iterdir()]) for each in workers)
    maps = sum(Path(f"/proc/{each}/maps").read_text().count("\n") for each in workers)
    return Sample(minutes, files, maps, sum(map(memory, workers)))


def _growing(samples: Sequence[Sample]) -> Iterator[str]:
    """What is more in the last quarter than in the second, by a tenth."""
    quarter = len(samples) // 4
    early, late = samples[quarter : 2 * quarter], samples[-quarter:]
    if not early or not late:
        return
    for name in ("files", "maps", "memory"):
        before = median(getattr(each, name) for each in early)
        after = median(getattr(each, name) for each in late)
        if after > before * _GROWTH:
            yield f"{name} grow from {before:.0f} to {after:.0f}"
    if (most := max(each.memory for each in samples)) > MOST_MEMORY:
        yield f"the workers take {most:.0f} MB, more than {MOST_MEMORY:.0f}"


def _picture(samples: Sequence[Sample]) -> str:
    minutes = [each.minutes for each in samples]
    lines = [
        Line("open files", [each.files for each in samples]),
        Line("mapped regions", [each.maps for each in samples]),
        Line("MB of both workers", [each.memory for each in samples]),
    ]
    return chart("minutes", minutes, lines)
