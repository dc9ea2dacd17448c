"""`backissue check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Settings, file_location, index_location


@click.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
@click.option("--repair", is_flag=True, help="If it is damaged, mend it from the archive.")
@click.option(
    "--archive",
    type=file_location,
    metavar="FOLDER",
    help="With --repair: the folder of articles (BACKISSUE_ARCHIVE).",
)
def check(index: Path | str | None, as_json: bool, repair: bool, archive: Path | None) -> None:
    """Verify checksums and counts of the published index.

    Exits with 0 if it is whole (with --repair: if it is now), with 1 if it is damaged in any way, and
    with 2 if that could not be found out: there is no index, or it cannot be reached.
    """
    from search.cli import conditions
    from search.cli.progress import progress as shown
    from search.cli.reindexing import options_for
    from search.engines.targets import open_target, told_progress
    from search.indexing import upkeep
    from search.indexing.progress import Both

    settings = Settings.from_environment()
    location = index or settings.index
    target = open_target(location, settings.shards, settings.replicas, settings.keep)
    found = upkeep.check(target)
    if found.is_whole or not repair:
        conditions.print_checked(found, as_json)
        sys.exit(0 if found.is_whole else 1)
    options = options_for(settings, archive)
    with shown(is_shown=not as_json) as progress:
        told = Both(progress, told_progress(location))
        report, repaired = upkeep.repair(target, options, told)
    conditions.print_repaired(found, repaired, report, as_json)
    sys.exit(0 if repaired.is_whole else 1)
