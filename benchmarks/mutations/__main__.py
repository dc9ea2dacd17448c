"""Damaged files by the thousand: python -m benchmarks.mutations [--files 10000] [--seed 1]

Each file is read, then all of them are indexed, a thousand at a time. None may take more than five
seconds, end the run, need more memory than a reindex may have, or be left out without a reason. The exit
code is 1 if one did; its number and the seed make the same file again: --only NUMBER writes it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.machine import describe
from benchmarks.mutations.bombs import BOMBS, bomb
from benchmarks.mutations.drill import (
    LIMIT,
    MEMORY,
    Outcome,
    Reindexed,
    mutants,
    outcome,
    reason_counts,
    reindexed,
)
from benchmarks.mutations.seeds import CORPORA, Seed, seeds

_TOGETHER = 1_000
_SLOWEST = 10


@click.command()
@click.option("--files", default=10_000, help="How many files.")
@click.option("--seed", "chance", default=1, help="The seed of chance.")
@click.option(
    "--corpora",
    type=click.Path(path_type=Path),
    default=CORPORA,
    help="A folder with saved pages; the project's own files alone if it is not there.",
)
@click.option("--only", type=int, help="Write the file of that number here, and do nothing else.")
def main(files: int, chance: int, corpora: Path, only: int | None) -> None:
    """Read and index damaged files."""
    given = seeds(corpora)
    if only is not None:
        for name, data in mutants(given, [only], chance):
            Path(name).write_bytes(data)
            click.echo(name)
        return
    click.echo(f"{files:,} files made of {len(given):,}, seed {chance}, on {describe()}")
    outcomes: list[Outcome] = []
    runs: list[Reindexed] = []
    for start in range(0, files, _TOGETHER):
        made = [*mutants(given, range(start, min(start + _TOGETHER, files)), chance)]
        _run(made, outcomes, runs)
        click.echo(f"{len(outcomes):,} files: {_summary(outcomes, runs)}")
    _run([*map(bomb, BOMBS)], outcomes, runs)
    click.echo(f"and the bombs: {_summary(outcomes, runs)}\n")
    for each in sorted(outcomes, key=lambda each: -each.seconds)[:_SLOWEST]:
        click.echo(f"{each.seconds:6.2f} s  {each.name}")
    for reason, count in reason_counts(outcomes).most_common():
        click.echo(f"{count:6}  {reason}")
    sys.exit(_faults(outcomes, runs))


def _run(made: Sequence[Seed], outcomes: list[Outcome], runs: list[Reindexed]) -> None:
    folder = Path(tempfile.mkdtemp())
    archive = folder / "archive"
    archive.mkdir()
    try:
        for name, data in made:
            (archive / name).write_bytes(data)
        outcomes += [outcome(file) for file in sorted(archive.iterdir())]
        runs.append(reindexed(archive, folder / "index"))
    finally:
        shutil.rmtree(folder)


def _summary(outcomes: Sequence[Outcome], runs: Sequence[Reindexed]) -> str:
    return (
        f"{sum(each.articles for each in outcomes):,} articles,"
        f" {sum(bool(each.reasons) for each in outcomes):,} files with a reason, slowest"
        f" {max(each.seconds for each in outcomes):.2f} s of {LIMIT:g}, peak"
        f" {max(each.peak for each in runs):.0f} MB of {MEMORY}"
    )


def _faults(outcomes: Sequence[Outcome], runs: Sequence[Reindexed]) -> int:
    faults = [fault for each in outcomes for fault in each.faults]
    faults += [f"reindex: {fault}" for each in runs for fault in each.faults]
    faults += [f"a reindex took {each.peak:.0f} MB" for each in runs if each.peak > MEMORY]
    for fault in faults:
        click.echo(f"FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    main()
