"""The disk of an index is full, read-only or gone, or a reindex hangs; files have impossible times.

What needs a file system of its own is done in a namespace of its own (`unshare`), so that nothing of the
machine changes. Where that is not allowed, it is left out, and said to be.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.drills import editions
from benchmarks.drills.commands import complaint, killed, run, site, started, workers_started
from benchmarks.drills.editions import Question
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.readers import UNAVAILABLE, fault, get
from benchmarks.processes import ROOT

IN_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
QUESTION = Question(("river",))
WORKERS = 2
_START = 10.0
"""Seconds in which a reindex must begin to write."""
_FOLLOWS = 1.0
"""Seconds after which a site shows what was published."""
_SPARE = 24
"""KB that a full disk still has."""


def drill(folder: Path) -> Outcome:
    """Each kind of trouble once, in an empty folder."""
    if subprocess.run([*IN_NAMESPACE, "true"], check=False, capture_output=True).returncode:
        return _outcome(folder, _WITHOUT_MOUNTS, "a full and a read-only disk are left out")
    command = [*IN_NAMESPACE, sys.executable, "-m", "benchmarks.drills.disks", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return Outcome("disks", "stopped", [done.stderr[-1000:]])
    did, *faults = done.stdout.splitlines()
    return Outcome("disks", did, faults)


def _outcome(folder: Path, parts: Sequence[Callable[[Path], list[str]]], more: str = "") -> Outcome:
    faults = []
    for part in parts:
        name = part.__name__.strip("_").replace("_", " ")
        place = folder / name.replace(" ", "-")
        place.mkdir()
        faults += [f"{name}: {each}" for each in part(place) if each]
    names = ", ".join(part.__name__.strip("_").replace("_", " ") for part in parts)
    return Outcome("disks", "; ".join(filter(None, [names, more])), faults)


def _full_disk(place: Path) -> list[str]:
    """A reindex without room fails with a sentence, and works once there is room."""
    index = _on_own_disk(place)
    ballast = index / "ballast"
    free = shutil.disk_usage(index).free
    ballast.write_bytes(bytes(max(0, free - _SPARE * 1024)))
    editions.write(place / "archive", 2)
    with site(index, place / "log") as served:
        found = [complaint(_reindex(place, index), {2: "as it was"})]
        found.append(fault(get(served.port, QUESTION.path), QUESTION, (1,), may_refuse=False))
        ballast.unlink()
        found.append(complaint(_reindex(place, index), {0: ""}))
        found.append(fault(get(served.port, QUESTION.path), QUESTION, (2,), may_refuse=False))
    return [*found, *_left_over(index)]


def _read_only_disk(place: Path) -> list[str]:
    """A reindex fails with a sentence; the site, started or just starting, does not notice."""
    index = _on_own_disk(place)
    subprocess.run(["mount", "-o", "remount,ro", str(index)], check=True)
    found = [complaint(_reindex(place, index), {2: str(index)})]
    found.append(complaint(run("check", "--index", index), {0: ""}))
    with site(index, place / "log") as served:
        found.append(fault(get(served.port, QUESTION.path), QUESTION, (1,), may_refuse=False))
    return found


def _vanished_disk(place: Path) -> list[str]:
    """The site goes on with what it has open, and with the index when it is back."""
    index = _published(place)
    aside = place / "aside"
    with site(index, place / "log") as served:
        found = _asked(served.port, (1,))
        index.rename(aside)
        found += _asked(served.port, (1,))
        aside.rename(index)
        editions.write(place / "archive", 2)
        found.append(complaint(_reindex(place, index), {0: ""}))
        time.sleep(_FOLLOWS)
        found += _asked(served.port, (2,))
        died = workers_started(place / "log") - WORKERS
    return [*found, f"{died} workers died" if died else ""]


def _another_index_in_its_place(place: Path) -> list[str]:
    """An index that is deleted and built anew has the same numbers, and is served."""
    index = _published(place)
    with site(index, place / "log") as served:
        found = _asked(served.port, (1,))
        shutil.rmtree(index)
        editions.write(place / "archive", 5)
        found.append(complaint(_reindex(place, index), {0: ""}))
        time.sleep(_FOLLOWS)
        return [*found, *_asked(served.port, (5,))]


def _index_emptied_while_nobody_serves(place: Path) -> list[str]:
    """A site without any generation says so by 503, and serves the next one."""
    index = _published(place)
    shutil.rmtree(index / "generations")
    with site(index, place / "log") as served:
        answer = get(served.port, QUESTION.path)
        found = [] if answer.status == UNAVAILABLE else [f"{answer.status} {answer.text[:200]}"]
        found.append(complaint(_reindex(place, index), {0: ""}))
        time.sleep(_FOLLOWS)
        return [*found, *_asked(served.port, (1,))]


def _hanging_reindex(place: Path) -> list[str]:
    """One that stands still keeps others from writing, not from reading; they are told why."""
    index = _published(place)
    editions.write(place / "archive", 2)
    process = started("reindex", place / "archive", "--index", index, "--full")
    end = time.monotonic() + _START
    while not [*(index / "generations").glob("building-*")] and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGSTOP)
    try:
        with site(index, place / "log") as served:
            found = [complaint(_reindex(place, index), {2: "nother reindex"})]
            found += _asked(served.port, (1,))
    finally:
        os.killpg(process.pid, signal.SIGCONT)
        killed(process)
    found.append(complaint(_reindex(place, index), {0: ""}))
    return [*found, *_left_over(index)]


def _impossible_times(place: Path) -> list[str]:
    """Files from 1901, from 2100, and older than before they changed: each change is seen."""
    index = _published(place)
    found = []
    for edition, moment in ((2, -2_000_000_000), (3, 4_102_444_800), (4, 1)):
        editions.write(place / "archive", edition)
        for file in (place / "archive").iterdir():
            os.utime(file, (moment, moment))
        found.append(complaint(_reindex(place, index), {0: ""}))
        for pointer in (index / "CURRENT", *index.rglob("*.json")):
            os.utime(pointer, (moment, moment))
        with site(index, place / "log") as served:
            found += _asked(served.port, (edition,))
    return found


_WITHOUT_MOUNTS = (
    _vanished_disk,
    _another_index_in_its_place,
    _index_emptied_while_nobody_serves,
    _hanging_reindex,
    _impossible_times,
)


def _published(place: Path) -> Path:
    index = place / "index"
    editions.write(place / "archive", 1)
    done = _reindex(place, index)
    assert not done.returncode, done.stderr
    return index


def _on_own_disk(place: Path) -> Path:
    """An index on a small file system of its own."""
    disk = place / "index"
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    subprocess.run(["mount", *options], check=True)
    return _published(place)


def _reindex(place: Path, index: Path) -> subprocess.CompletedProcess[str]:
    return run("reindex", place / "archive", "--index", index)


def _asked(port: int, allowed: Sequence[int]) -> list[str]:
    """What is wrong with some answers, of either worker."""
    return [fault(get(port, QUESTION.path), QUESTION, allowed, may_refuse=False) for _ in range(6)]


def _left_over(index: Path) -> list[str]:
    return [f"left over: {each}" for each in (index / "generations").glob("building-*")]


if __name__ == "__main__":
    outcome = _outcome(Path(sys.argv[1]), (_full_disk, _read_only_disk, *_WITHOUT_MOUNTS))
    print(outcome.did, *(each.replace("\n", " ") for each in outcome.faults), sep="\n")
