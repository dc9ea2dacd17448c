"""A peer as a process: starting it, asking it, and watching the memory of all its processes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[1]
SYSTEM_PYTHON = "/usr/bin/python3"
PEERS = ("backissue", "tantivy", "xapian", "sqlite", "whoosh")
RANKERS = ("backissue", "bm25s", "tantivy", "sqlite", "xapian", "whoosh")
"""Those that can rank, which is less: `peers.protocol` has both."""
LIBRARIES = {
    "bm25s": "bm25s",
    "tantivy": "tantivy",
    "xapian": "xapian",
    "sqlite": "sqlite3",
    "whoosh": "whoosh",
}
BETWEEN_LOOKS = 0.25
"""Seconds between two looks at the memory."""


class PeerFailed(Exception):
    """A peer ended before it answered; its own message is on standard error."""


class PeerProcess:
    """A running peer; leaving the context ends it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [_python(name), "-m", f"benchmarks.peers.{name}"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, do: str, **given: Any) -> dict[str, Any]:
        """The answer to a command of `peers.protocol`; raises `PeerFailed`."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps({"do": do, **given}) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise PeerFailed(f"{self.name} ended before it could be asked to {do}") from None
        line = self._process.stdout.readline()
        if not line:
            raise PeerFailed(f"{self.name} ended before it answered to {do}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask_watched(self, do: str, **given: Any) -> tuple[dict[str, Any], float]:
        """The answer, and the most memory (MB) that the peer's processes had meanwhile."""
        done, peak = threading.Event(), [0.0]

        def watch() -> None:
            while not done.wait(BETWEEN_LOOKS):
                peak[0] = max(peak[0], sum(map(memory, family(self._process.pid))))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            return self.ask(do, **given), peak[0]
        finally:
            done.set()
            watcher.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        if error:
            self._process.kill()
        self._process.wait()
        self._process.stdout.close()


def available(names: Sequence[str] = PEERS) -> tuple[str, ...]:
    """Those whose library can be imported where they run."""
    return tuple(name for name in names if name not in LIBRARIES or _imports(name))


def _imports(name: str) -> bool:
    command = [_python(name), "-c", f"import {LIBRARIES[name]}"]
    try:
        return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def _python(name: str) -> str:
    """Xapian is a package of the system, and not one of any registry of Python packages."""
    return SYSTEM_PYTHON if name == "xapian" else sys.executable


def family(process: int) -> list[int]:
    """A process and those it started, wherever its threads did so."""
    tasks = f"/proc/{process}/task"
    try:
        threads = os.listdir(tasks)
    except OSError:
        return []
    children = " ".join(_read(f"{tasks}/{thread}/children") for thread in threads).split()
    return [process, *(each for child in children for each in family(int(child)))]


def memory(process: int) -> float:
    """Resident memory of a process in MB, what it shares with others in proportion."""
    found = re.search(r"^Pss:\s+(\d+)", _read(f"/proc/{process}/smaps_rollup"), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
