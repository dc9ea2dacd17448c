"""`backissue report`: what an archive's owner may want to know; a function per report."""

from __future__ import annotations

from pathlib import Path

import click

from search.config.environment import Settings, file_location
from search.errors import BadSetting


@click.group()
def report() -> None:
    """Tell what is worth knowing about an archive and its readers."""


@report.command()
@click.option(
    "--log",
    type=file_location,
    metavar="FILE",
    help="The log of searches (BACKISSUE_SEARCH_LOG).",
)
@click.option(
    "--most",
    type=click.IntRange(1, 1_000),
    default=20,
    show_default=True,
    help="How many searches are listed of each kind.",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
def searches(log: Path | None, most: int, as_json: bool) -> None:
    """List the searches that are most frequent, find nothing, or are slow."""
    from search.cli.reports import searches as told

    file = log or Settings.from_environment().search_log
    if file is None:
        raise BadSetting(
            "No log of searches is kept: set BACKISSUE_SEARCH_LOG to a file for the site, or name one"
            " with --log."
        )
    told.show(told.search_report(told.read(file), most), as_json)
