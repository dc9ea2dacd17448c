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
from benchmarks.processes import ROOT, PeerFailed
from benchmarks.quality import data, report
from benchmarks.quality.run import run


@click.command()
@click.option(
    "--shared",
    type=click.Path(path_type=Path),
    default=ROOT.parent / "shared",
    help="A folder with the folders corpora and cases.",
)
def main(shared: Path) -> None:
    """Write benchmarks/QUALITY.md: Backissue and its peers on questions whose answers are known."""
    if len(data.absent(shared)) == len(data.WANTED):
        wanted = ", ".join(map(str, data.WANTED))
        raise click.ClickException(f"{shared} has none of {wanted}: give a folder, with --shared.")
    WORK.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            found = run(shared.resolve(), Path(folder))
    except PeerFailed as error:
        raise click.ClickException(f"{error}; its own message is above.") from None
    day = datetime.now(UTC).date()
    page = report.page(found, f"Measured on {day} by `{report.COMMAND}` on {describe()}")
    (ROOT / "benchmarks" / "QUALITY.md").write_text(page, encoding="utf-8")
    click.echo(page)


if __name__ == "__main__":
    main()
