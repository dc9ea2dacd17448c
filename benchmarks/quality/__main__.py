"""How well searches find: python -m benchmarks.quality [--shared FOLDER]

Writes benchmarks/QUALITY.md. Data that are not there and engines that are not installed are left out, and
the page says so. `make bench-quality` installs what is missing and runs this.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.machine import describe
from benchmarks.options import WORK
from benchmarks.processes import ROOT
from benchmarks.quality import report
from benchmarks.quality.run import missing, run


@click.command()
@click.option(
    "--shared",
    type=click.Path(path_type=Path),
    default=ROOT.parent / "shared",
    help="A folder with the folders corpora and cases.",
)
def main(shared: Path) -> None:
    """Write benchmarks/QUALITY.md: Backissue and its peers on questions whose answers are known."""
    for sentence in missing(shared):
        click.echo(sentence)
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        found = run(shared.resolve(), Path(folder))
    day = datetime.now(UTC).date()
    page = report.page(found, f"Measured on {day} by `{report.COMMAND}` on {describe()}")
    (ROOT / "benchmarks" / "QUALITY.md").write_text(page, encoding="utf-8")
    click.echo(page)


if __name__ == "__main__":
    main()
