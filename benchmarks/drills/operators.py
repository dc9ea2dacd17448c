"""Several operators at once: reindexes, rollbacks and checks of one index, started together."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.drills import editions
from benchmarks.drills.commands import PATIENCE, complaint, run, site, started
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.readers import reading

_TOGETHER = 4
_REFUSALS = ("nother reindex", "no generation")
_ALLOWED = {
    ("reindex",): {0, 2},
    ("reindex", "--full"): {0, 2},
    ("reindex", "--rollback"): {0, 2},
    ("check",): {0},
}
"""How each command may end while others run; 2 only with one of the refusals."""


def drill(folder: Path, rounds: int, seed: int = 1) -> Outcome:
    """That many rounds of commands that are started together, in an empty folder."""
    chance = random.Random(seed)
    archive, index = folder / "archive", folder / "index"
    editions.write(archive, 0)
    faults = [complaint(run("reindex", archive, "--index", index), {0: ""})]
    allowed = {0}
    with (
        site(index, folder / "log") as served,
        reading(served.port, lambda: sorted(allowed), 1) as heard,
    ):
        for edition in range(1, rounds + 1):
            allowed.add(edition)
            editions.write(archive, edition)
            faults += _together(chance, archive, index)
    faults += heard.faults
    faults.append(complaint(run("reindex", archive, "--index", index), {0: ""}))
    faults.append(complaint(run("check", "--index", index), {0: "as it was written"}))
    did = f"{rounds:,} rounds of {_TOGETHER} commands, {heard.count:,} searches meanwhile"
    return Outcome("operators", did, [each for each in faults if each])


def _together(chance: random.Random, archive: Path, index: Path) -> list[str]:
    commands = [("reindex",), *chance.choices([*_ALLOWED], k=_TOGETHER - 1)]
    processes = [
        started(name, *([archive] if name == "reindex" else ()), "--index", index, *options)
        for name, *options in commands
    ]
    ends = [(process, *process.communicate(timeout=PATIENCE)) for process in processes]
    return [
        f"{' '.join(command)} ended with {process.returncode}: {(out + err)[-300:]}"
        for command, (process, out, err) in zip(commands, ends, strict=True)
        if not _is_allowed(command, process.returncode, err)
    ]


def _is_allowed(command: tuple[str, ...], code: int, said: str) -> bool:
    if "Traceback" in said or code not in _ALLOWED[command]:
        return False
    return code == 0 or any(words in said for words in _REFUSALS)
