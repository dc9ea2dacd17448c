"""Indexing a folder of saved pages with Backissue and with Pagefind, in turns."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.processes import ROOT, family, memory

PAGEFIND = "1.6.0"
_BETWEEN_LOOKS = 0.05
_TURNS = 3


@dataclass(frozen=True, slots=True)
class Indexed:
    """The median of the seconds, and the most memory of all processes together in MB."""

    name: str
    seconds: float
    peak: float


def write_pages(pages: Sequence[bytes], count: int, folder: Path) -> int:
    """Write `count` files, repeating the pages as needed; returns their size in bytes."""
    size = 0
    for number in range(count):
        data = pages[number % len(pages)]
        file = folder / f"{number % 20}" / f"page{number}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        size += len(data)
    return size


def indexed(folder: Path, work: Path) -> list[Indexed]:
    """What each program needs to index the folder from nothing, start included."""
    out = work / "index"
    commands = {
        "Backissue": [
            sys.executable,
            "-m",
            "search.cli",
            "reindex",
            str(folder),
            "--index",
            str(out),
        ]
    }
    if pagefind := _pagefind(work):
        commands[f"Pagefind {PAGEFIND}"] = [
            str(pagefind), "--site", str(folder), "--output-path", str(out), "--silent",
        ]  # fmt: skip
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(_TURNS):
        for name, command in commands.items():
            shutil.rmtree(out, ignore_errors=True)
            runs[name].append(_watched(command))
    return [
        Indexed(name, median(each[0] for each in found), max(each[1] for each in found))
        for name, found in runs.items()
    ]


def _pagefind(work: Path) -> Path | None:
    """The program, installed once; None without npm."""
    program = work / "pagefind" / "node_modules" / ".bin" / "pagefind"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            return None
        folder = work / "pagefind"
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", f"pagefind@{PAGEFIND}"]
        subprocess.run(command, cwd=folder, check=False)
    return program if program.exists() else None


def _watched(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; the seconds that it takes and the most memory in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ.copy())
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(_BETWEEN_LOOKS):
            peak[0] = max(peak[0], sum(map(memory, family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - began
    done.set()
    watcher.join()
    if code:
        raise subprocess.CalledProcessError(code, list(command))
    return seconds, peak[0]
