"""`backissue reindex`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from search.cli.commands.group import CONFIG_HELP, INDEX_HELP
from search.config.environment import Settings, file_location, index_location
from search.indexing import fork_server
from search.storage.index_folders import CURRENT

REFUSED = 3
_PRELOADED = "search.engines.whoosh.writing.preloaded"
"""What all processes need that read an archive. It is imported by another process while this one still
imports what it needs, as both take a third of a second."""


@click.command()
@click.argument("archive", required=False, type=file_location)
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option("--config", type=file_location, metavar="FILE", help=CONFIG_HELP)
@click.option("--full", is_flag=True, help="Read every article again, not only what changed.")
@click.option("--dry-run", is_flag=True, help="Report what would change; write nothing.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes to use (all cores).")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option(
    "--progress", is_flag=True, help="Say on standard error how far it is, also with --json."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a file could not be read.")
@click.option(
    "--allow-removals",
    is_flag=True,
    help="Publish although more than 20 articles, and more than a quarter of all, would be removed.",
)
@click.option(
    "--rollback",
    is_flag=True,
    help="Publish the generation before the current one, if it is whole; read nothing.",
)
@click.option(
    "--to",
    "number",
    type=click.IntRange(min=1),
    metavar="N",
    help="With --rollback: publish generation N (`backissue generations` lists them).",
)
def reindex(
    archive: Path | None,
    index: Path | str | None,
    config: Path | None,
    full: bool,
    dry_run: bool,
    jobs: int | None,
    as_json: bool,
    progress: bool,
    strict: bool,
    allow_removals: bool,
    rollback: bool,
    number: int | None,
) -> None:
    """Bring the index up to date with the folder ARCHIVE (BACKISSUE_ARCHIVE), and publish it."""
    settings = Settings.from_environment()
    location = index or settings.index
    if not rollback:
        _begin_early(archive or settings.archive, location)
    from search.cli import output
    from search.cli.progress import progress as shown
    from search.cli.reindexing import options_for
    from search.engines.targets import open_target, told_progress
    from search.indexing.progress import Both, Silent
    from search.indexing.reindex import reindex as run
    from search.indexing.upkeep import roll_back
    from search.storage import memory

    memory.give_back()
    target = open_target(location, settings.shards, settings.replicas, settings.keep)
    if number is not None and not rollback:
        raise click.UsageError("--to goes with --rollback only.")
    if rollback:
        output.print_rollback(roll_back(target, number, dry_run), as_json, dry_run)
        return
    options = replace(
        options_for(settings, archive, config, jobs),
        allow_removals=allow_removals,
        is_full=full,
        is_dry=dry_run,
    )
    told = Silent() if dry_run else told_progress(location)
    with shown(is_shown=progress or not as_json) as display:
        report = run(options, target, Both(display, told))
    output.print_report(report, options, as_json)
    if progress and as_json and not report.error:
        click.echo(f"backissue: {output.summary(report, options)}", err=True)
    sys.exit(REFUSED if report.error else 1 if strict and report.failed else 0)


def _begin_early(archive: Path, index: Path | str) -> None:
    """Begin the server of processes if this reindex is likely to need any."""
    if isinstance(index, Path) and fork_server.may_be_needed(archive, index / CURRENT):
        fork_server.begin(_PRELOADED)
