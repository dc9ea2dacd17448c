"""Damaged files: each is read within its time, or refused with a reason.

A sample; `make drill` damages ten thousand.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from benchmarks.mutations.bombs import BOMBS, bomb
from benchmarks.mutations.drill import MEMORY, mutants, outcome, reindexed
from benchmarks.mutations.seeds import seeds

_FILES = 60
_SEED = 7


@pytest.mark.slow
def test_damaged_files_neither_end_nor_stall_a_reindex(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for name, data in mutants(seeds(), range(_FILES), _SEED):
        (archive / name).write_bytes(data)
    outcomes = [outcome(file) for file in sorted(archive.iterdir())]
    assert [fault for each in outcomes for fault in each.faults] == []
    found = reindexed(archive, tmp_path / "index")
    assert (found.code, found.faults) == (0, [])
    assert found.articles
    assert found.failed
    assert found.peak < MEMORY


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_stop_a_reader(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(bomb(name).data)
    assert outcome(file).faults == []


def test_the_same_seed_makes_the_same_files(monkeypatch: pytest.MonkeyPatch) -> None:
    given = seeds()
    made = [*mutants(given, range(30), _SEED)]
    assert any(each.name.endswith(".gz") for each in made)
    monkeypatch.setattr(time, "time", lambda: 1.0)
    assert made == [*mutants(given, range(30), _SEED)]
    assert made[3:7] == [*mutants(given, range(3, 7), _SEED)]
