"""The table of one archive: python -m benchmarks.run [--archive FILE] [--articles N]

Every peer that is installed indexes and searches it; benchmarks/RESULTS.md and limit.svg are written
anew. `make bench` installs what is missing and runs this.
"""

from __future__ import annotations

from pathlib import Path

import click

from benchmarks import corpus, limits, measure, plots, tables
from benchmarks.corpus import Record
from benchmarks.options import WORK, archive_option, queries_option, setting
from benchmarks.processes import available

HERE = Path(__file__).parent
FEW = 2_000
"""Articles that stock Whoosh indexes with several processes."""


@click.command()
@archive_option
@queries_option
@click.option("--articles", type=click.IntRange(100), help="Articles to index; all if left out.")
def main(archive: Path, articles: int | None, each: int) -> None:
    """Write benchmarks/RESULTS.md: Backissue and its peers on one archive."""
    given = corpus.load(archive)
    peers = available()
    size = articles or corpus.usual_size(given)
    click.echo(f"{size:,} articles of {archive.name}; peers: {', '.join(peers)}")
    run = measure.run(given, size, peers, each, WORK)
    found = setting("make bench", archive, limits.bandwidth())
    page = tables.results(run, found, _whoosh_processes(given))
    (HERE / "RESULTS.md").write_text(page, encoding="utf-8")
    plots.limit(run, found.bandwidth, HERE / "limit.svg")
    click.echo(page)


def _whoosh_processes(given: list[Record]) -> measure.Indexed:
    WORK.mkdir(parents=True, exist_ok=True)
    few = WORK / "few.jsonl"
    corpus.save(corpus.sized(given, min(FEW, len(given))), few)
    return measure.index("whoosh", few, WORK / "few", measure.cores())


if __name__ == "__main__":
    main()
