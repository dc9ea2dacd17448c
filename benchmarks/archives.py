"""What cleaning and grouping find and cost, and what is refused:
python -m benchmarks.archives [ARCHIVE] [RUNS]

Indexes ARCHIVE (a file of JSON Lines) RUNS times in each of three ways, in turns, and measures the CPU
time of all processes; then `benchmarks.injections` and `benchmarks.refusals` are run. All is written to
ARCHIVES.md.
"""

from __future__ import annotations

import ctypes
import gzip
import os
import resource
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import bare_index
from benchmarks.machine import describe
from benchmarks.options import CORPUS
from benchmarks.processes import ROOT
from benchmarks.refusals import refusals
from benchmarks.tables import MADE_BY, table
from search.cli.reindexing import options_for
from search.config.environment import Settings
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import reindex

PAGE = Path(__file__).with_name("ARCHIVES.md")
RUNS = 5
WAYS = {
    "on": "both, as by default",
    "off": "`duplicates = false` and `drop.repeated = false`",
    "bare": "neither, and no keys and signatures written either",
}
_OFF = "duplicates = false\n[drop]\nrepeated = false\n"
_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2): processes whose parent has ended are our children."""


def main(archive: Path, runs: int) -> None:
    if ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0):
        raise SystemExit("The system cannot say what all processes of a reindex take.")
    with TemporaryDirectory() as folder:
        _unpack(archive, Path(folder))
        seconds: dict[str, list[float]] = {way: [] for way in WAYS}
        for run in range(runs):
            for way in list(WAYS)[:: 1 if run % 2 else -1]:
                seconds[way].append(_cpu_seconds(way, Path(folder)))
                print(f"{way}: {seconds[way][-1]:.2f} s", flush=True)
    command = [sys.executable, "-m", "benchmarks.injections", str(archive)]
    found = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    PAGE.write_text(_page(archive, seconds, found.stdout), encoding="utf-8")


def _unpack(archive: Path, folder: Path) -> None:
    """The archive in a folder for each way, with the settings of that."""
    for way in WAYS:
        (folder / way).mkdir()
        with gzip.open(archive) as packed, open(folder / way / "all.jsonl", "wb") as plain:
            shutil.copyfileobj(packed, plain)
    (folder / "off" / "backissue.toml").write_text(_OFF)


def _cpu_seconds(way: str, folder: Path) -> float:
    """What all processes of a reindex take together."""
    index = folder / f"{way}-index"
    shutil.rmtree(index, ignore_errors=True)
    before = _used()
    arguments = ["--index", way, str(folder / way), str(index)]
    subprocess.run([sys.executable, "-m", "benchmarks.archives", *arguments], check=True, cwd=ROOT)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return _used() - before


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _index(way: str, archive: Path, index: Path) -> None:
    if way == "bare":
        bare_index.install()
    reindex(options_for(Settings(), archive), open_target(index), Silent())


def _page(archive: Path, seconds: dict[str, list[float]], found: str) -> str:
    medians = {way: median(each) for way, each in seconds.items()}
    rows = [
        [
            WAYS[way],
            f"{medians[way]:.2f}",
            f"{min(seconds[way]):.2f} to {max(seconds[way]):.2f}",
            f"{medians[way] / medians['on']:.3f}",
        ]
        for way in WAYS
    ]
    runs = len(seconds["on"])
    day = datetime.now(UTC).date().isoformat()
    return "\n\n".join(
        (
            MADE_BY.format("python -m benchmarks.archives"),
            "# Archives as they are",
            "## Repeated paragraphs and duplicates",
            f"Measured on {day} with {archive.name} on {describe()}.",
            f"**What they cost.** CPU seconds of all processes of a first reindex, the median of {runs}"
            " runs in turns. The last column is the speed with both, as a part of the speed of that way.",
            table(["", "CPU seconds", "from and to", "speed with both"], rows),
            "**What they find.** `python -m benchmarks.injections` puts copies and footers into the"
            " archive, and says:",
            "\n".join(f"    {line}" for line in found.splitlines()),
            "## Files that are made to do harm",
            "Each is the only file of an archive: the median of five runs of `backissue reindex`, start"
            " included (`python -m benchmarks.refusals`).",
            refusals() + "\n",
        )
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[:1] == ["--index"]:
        _index(given[1], Path(given[2]), Path(given[3]))
    else:
        main(Path(given[0]) if given else CORPUS, int(given[1]) if len(given) > 1 else RUNS)
