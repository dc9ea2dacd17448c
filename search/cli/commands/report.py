"""`backissue report`: what an index says of its archive; a function per report."""

from __future__ import annotations

from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Settings, index_location


@click.group()
def report() -> None:
    """Tell what is worth knowing about an archive."""


@report.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print them as one JSON object.")
def duplicates(index: Path | str | None, as_json: bool) -> None:
    """List the articles with the same text, or nearly the same, which searches show once.

    An article with a part of its text changed says how much of the first in its group it shares. If
    different articles stand in one group, write `duplicates = false` in backissue.toml.
    """
    from search.cli import duplicates as listing
    from search.engines import open_engine

    settings = Settings.from_environment()
    with open_engine(index or settings.index, settings.time_limit) as engine:
        listing.print_listed(engine.duplicates(), as_json)
