"""Drills: python -m benchmarks.drills [--only NAME] [--kills 300] [--damages 2000] ...

The exit code is 1 if something went wrong; each fault is a sentence with the number that makes it again.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import click

from benchmarks.drills import damages, disks, fuzz, kills, operators, soak
from benchmarks.drills.outcome import Outcome
from benchmarks.machine import describe
from benchmarks.options import CORPUS
from benchmarks.processes import ROOT

NAMES = ("kills", "damages", "disks", "operators", "requests", "soak")
PLOT = ROOT / "benchmarks" / "soak.svg"


@click.command()
@click.option(
    "--only", type=click.Choice(NAMES), multiple=True, help="This drill alone; repeatable."
)
@click.option("--kills", "kill_count", default=300, help="How many reindexes are killed.")
@click.option("--damages", "damage_count", default=2_000, help="How many damages are done.")
@click.option("--rounds", default=30, help="How often several operators start at once.")
@click.option("--requests", default=20_000, help="How many odd requests are sent.")
@click.option("--minutes", default=30.0, help="How long the site is served while it is renewed.")
@click.option("--seed", default=1, help="The seed of chance.")
def main(
    only: tuple[str, ...],
    kill_count: int,
    damage_count: int,
    rounds: int,
    requests: int,
    minutes: float,
    seed: int,
) -> None:
    """Do harm to sites and indexes of their own, and say what went wrong."""
    logging.disable()  # engines that serve another generation say so, as they should
    corpus = CORPUS if CORPUS.exists() else None
    drills: Mapping[str, Callable[[Path], Outcome]] = {
        "kills": partial(kills.drill, kills=kill_count, seed=seed),
        "damages": partial(damages.drill, damages=damage_count, seed=seed),
        "disks": disks.drill,
        "operators": partial(operators.drill, rounds=rounds, seed=seed),
        "requests": partial(fuzz.drill, requests=requests, seed=seed),
        "soak": partial(soak.drill, seconds=minutes * 60, corpus=corpus, plot=PLOT),
    }
    click.echo(f"Drills with seed {seed}, on {describe()}")
    has_failed = False
    for name in only or NAMES:
        with tempfile.TemporaryDirectory(prefix="backissue-drill-") as folder:
            outcome = drills[name](Path(folder))
        click.echo("\n".join(outcome.lines()))
        has_failed |= bool(outcome.faults)
    sys.exit(has_failed)


if __name__ == "__main__":
    main()
