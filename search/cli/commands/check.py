"""`backissue check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Settings, index_location


@click.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
def check(index: Path | str | None) -> None:
    """Verify checksums and counts of the published index."""
    from search.engines.targets import open_target
    from search.indexing.reindex import check as run

    published, faults = run(open_target(index or Settings.from_environment().index))
    for fault in faults:
        click.echo(f"backissue: {fault}", err=True)
    if faults:
        click.echo("backissue: run `backissue reindex --full` to build the index again.", err=True)
        sys.exit(1)
    click.echo(
        f"Generation {published.name} is as it was written: {published.articles:,} articles,"
        f" {published.paragraphs:,} paragraphs."
    )
