"""How servers treat slow, silent and too many clients: python -m benchmarks.serving [INDEX]

Writes benchmarks/SERVING.md. Servers that are not installed are left out. `make bench-serving` installs
them and runs this.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.machine import describe
from benchmarks.options import WORK, archive_option
from benchmarks.processes import ROOT
from benchmarks.serving import loads, report
from benchmarks.serving.client import Asked
from benchmarks.serving.setups import SETUPS, Served, Setup, served

WORDS = "river war health school court police market water election music".split()
PATHS = tuple(
    f"/search?q={a}+{b}+-nobody{number}"
    for number in range(500)
    for a in WORDS
    for b in WORDS
    if a != b
)
"""So many that a page is seldom one that the server has kept."""


@click.command()
@click.argument("index", type=click.Path(exists=True, path_type=Path), required=False)
@archive_option
@click.option("--runs", default=10, help="Runs without a pause.")
@click.option("--seconds", default=3.0, help="Of each run; other parts take three times as long.")
@click.option("--overload", default=60.0, help="Seconds of overload.")
@click.option(
    "--only", default="", help="Servers with this in their names, printed and not written."
)
def main(
    index: Path | None, archive: Path, runs: int, seconds: float, overload: float, only: str
) -> None:
    """Write benchmarks/SERVING.md. INDEX is served, or else one that is made of the archive."""
    index = index or _indexed(archive)
    rows = []
    for setup in SETUPS:
        if only not in setup.name:
            continue
        if not setup.is_there():
            click.echo(f"{setup.name} is left out: {setup.needs} is not installed")
            continue
        click.echo(setup.name)
        rows.append(_row(setup, index, runs, seconds, overload))
    about = f"Measured on {datetime.now(UTC).date()} on {describe()}"
    text = report.page(rows, about)
    click.echo(text)
    if not only:
        (ROOT / "benchmarks" / "SERVING.md").write_text(text, encoding="utf-8")


def _indexed(archive: Path) -> Path:
    """An index of the archive, which is a folder or a file; up to date if it was made before."""
    index, folder = WORK / "served", WORK / "archive-served"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / archive.name).exists():
        (folder / archive.name).symlink_to(archive.resolve())
    command = [sys.executable, "-m", "search.cli", "reindex", str(folder), "--index", str(index)]
    subprocess.run(command, cwd=ROOT, check=True)
    return index


def _row(setup: Setup, index: Path, runs: int, seconds: float, overload: float) -> report.Row:
    with tempfile.TemporaryDirectory() as folder, served(setup, index, Path(folder) / "log") as at:
        asyncio.run(loads.without_pause(at.port, PATHS, 2))
        unpaused: list[Asked] = []
        shares = []
        for _ in range(runs):
            found, run = _run(at, seconds)
            unpaused += found
            shares.append(run)
        beside = asyncio.run(loads.beside_holders(at.port, PATHS, 3 * seconds))
        rate = loads.TIMES * max(rate for rate, _ in shares)
        too_many = asyncio.run(loads.overload(at.port, PATHS, rate, overload))
        after = asyncio.run(loads.afterwards(at.port, PATHS))
        return report.Row(setup.name, shares, unpaused, beside, too_many, after, at.memory())


def _run(at: Served, seconds: float) -> tuple[Sequence[Asked], tuple[float, float]]:
    """The answers, and pages a second with the share of the worker that answered most, 0 if the log
    does not tell."""
    since = at.log.stat().st_size
    found = asyncio.run(loads.without_pause(at.port, PATHS, seconds))
    counts = at.shares(since)
    return found, (len(found) / seconds, max(counts.values(), default=0) / max(counts.total(), 1))


if __name__ == "__main__":
    main()
