"""`backissue report`: what an archive's owner may want to know; a function per report."""

from __future__ import annotations

from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Settings, file_location, index_location
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


@report.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print them as one JSON object.")
def boilerplate(index: Path | str | None, as_json: bool) -> None:
    """List the paragraphs that stand in many articles, as footers do, and are not searched.

    They are shown on the pages of articles, and are in exports with the full text. If one of them is text
    that readers should find, write `repeated = false` under `[drop]` in backissue.toml.
    """
    from search.cli import repeated
    from search.engines.targets import open_target

    target = open_target(index or Settings.from_environment().index)
    repeated.print_listed(target.repeated(), as_json)


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
