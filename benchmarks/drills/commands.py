"""The commands of Backissue as processes, as an operator starts them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.serving.setups import Served, Setup, served

PATIENCE = 120.0
"""Seconds after which a command hangs."""
_SITE = Setup("the site", ())
_SETTLE = 1.0
"""Seconds after which the other worker answers, too."""


def started(*words: str | Path, **variables: str) -> subprocess.Popen[str]:
    """A command in a process group of its own, which `killed` ends."""
    return subprocess.Popen(
        [sys.executable, "-m", "search.cli", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(*words: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command that has ended; one that hangs is killed, and its exit code is that of the signal."""
    process = started(*words, **variables)
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        out, err = killed(process)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def killed(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Kill a command with all its processes; gives what it had written."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()


def complaint(done: subprocess.CompletedProcess[str], allowed: Mapping[int, str]) -> str:
    """What is wrong with how a command ended: `allowed` are exit codes, each with words that it says."""
    said = done.stdout + done.stderr
    command = " ".join(map(str, done.args))
    if "Traceback" in said:
        return f"{command} shows a stack trace: {said[-400:]}"
    if done.returncode not in allowed:
        return f"{command} ended with {done.returncode}: {said[-400:]}"
    if allowed[done.returncode] not in said:
        return f"{command} does not say {allowed[done.returncode]!r}: {said[-400:]}"
    return ""


@contextmanager
def site(index: Path, log: Path) -> Iterator[Served]:
    """A site over an index, with two workers; what it writes goes to `log`."""
    with served(_SITE, index, log, _SETTLE) as running:
        yield running


def workers_started(log: Path) -> int:
    """How many workers the site has started so far; more than two means that one died."""
    return log.read_text(errors="replace").count("Booting worker with pid")
