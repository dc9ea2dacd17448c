"""Growing archives: python -m benchmarks.scale [--archive FILE] [--sizes "1000 5000"]

Writes benchmarks/SCALING.md, latency.svg and indexing.svg anew; `make bench-scale` runs this. It
takes about an hour and 10 GB of disk; BEARABLE says up to which size the slow indexers take part.
"""

from __future__ import annotations

from pathlib import Path

import click

from benchmarks import corpus, limits, measure, plots, tables
from benchmarks.options import WORK, archive_option, queries_option, setting
from benchmarks.processes import available

HERE = Path(__file__).parent
SIZES = "1000 5000 20000 50000 100000 200000"
BEARABLE = {"whoosh": 5_000, "xapian": 20_000, "sqlite": 50_000}


@click.command()
@archive_option
@queries_option
@click.option("--sizes", default=SIZES, show_default=True, help="Numbers of articles.")
def main(archive: Path, sizes: str, each: int) -> None:
    """Write benchmarks/SCALING.md: latency and indexing against the size of the archive."""
    given = corpus.load(archive)
    peers = available()
    runs = []
    for size in sorted(map(int, sizes.split())):
        able = [name for name in peers if size <= BEARABLE.get(name, size)]
        click.echo(f"{size:,} articles; peers: {', '.join(able)}")
        runs.append(measure.run(given, size, able, each, WORK))
    command = "make bench-scale" + ("" if sizes == SIZES else f' SIZES="{sizes}"')
    page = tables.scaling(runs, setting(command, archive, limits.bandwidth()))
    (HERE / "SCALING.md").write_text(page, encoding="utf-8")
    plots.latency(runs, HERE / "latency.svg")
    plots.indexing(runs, HERE / "indexing.svg")
    click.echo(page)


if __name__ == "__main__":
    main()
