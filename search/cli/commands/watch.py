"""`backissue watch`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from search.cli.commands.group import CONFIG_HELP, INDEX_HELP, Terminated
from search.config.environment import Settings, file_location, index_location


@click.command()
@click.argument("archive", required=False, type=file_location)
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option("--config", type=file_location, metavar="FILE", help=CONFIG_HELP)
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes to use (all cores).")
def watch(
    archive: Path | None, index: Path | str | None, config: Path | None, jobs: int | None
) -> None:
    """Follow the folder ARCHIVE (BACKISSUE_ARCHIVE): index what changes in it, until SIGTERM or Ctrl-C.

    The index is brought up to date first. Each new generation is a line on standard output. A reindex
    that fails is tried again. Needs the extra watch.
    """
    from search.cli.reindexing import options_for
    from search.engines.targets import open_target, told_progress
    from search.errors import ArchiveMissing, NeedsExtra
    from search.indexing.reindex import reindex
    from search.indexing.report import Report
    from search.storage import memory

    try:
        from search.cli.watching import Watched, follow
    except ModuleNotFoundError:
        raise NeedsExtra("backissue watch", "watch") from None

    settings = Settings.from_environment()
    folder = archive or settings.archive
    if not folder.is_dir():
        raise ArchiveMissing(
            f"There is no folder {folder}: give the folder that holds your articles."
        )
    location = index or settings.index
    memory.give_back()
    target = open_target(location, settings.shards, settings.replicas, settings.keep)

    def run() -> Report:
        options = options_for(settings, folder, config, jobs)
        return reindex(options, target, told_progress(location))

    watched = Watched(
        folder, config or settings.config, location if isinstance(location, Path) else None
    )
    _say(f"Following {folder}.")
    try:
        follow(watched, run, _say)
    except (KeyboardInterrupt, Terminated):
        _say("A reindex was ended; the published index is as it was.")
    _say("No longer following.")


def _say(sentence: str) -> None:
    """Print a line with the time."""
    now = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    click.echo(f"{now} {sentence}")
