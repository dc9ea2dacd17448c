"""`backissue inspect`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from search.cli.commands.group import CONFIG_HELP
from search.config.environment import Settings, file_location


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=file_location)
@click.option("--config", type=file_location, metavar="FILE", help=CONFIG_HELP)
@click.option("--full", is_flag=True, help="Show texts whole, not only how they begin.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="Files of a folder and articles of a file, at most (20; with --json all).",
)
@click.option("--all", "is_unlimited", is_flag=True, help="Read all files and all articles.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
def inspect(
    files: tuple[Path, ...],
    config: Path | None,
    full: bool,
    limit: int | None,
    is_unlimited: bool,
    as_json: bool,
) -> None:
    """Show what would be indexed of each FILE, and where each value was found.

    A folder stands for the files in it. No index is needed, and nothing is written.
    """
    from search.cli import inspecting

    usual = None if as_json else inspecting.USUAL_LIMIT
    most = None if is_unlimited else limit or usual
    are_readable = True
    for found in inspecting.inspected(files, Settings.from_environment(), config, most):
        are_readable &= found.is_readable
        if as_json:
            inspecting.print_json(found)
        else:
            inspecting.print_page(found, full)
    sys.exit(0 if are_readable else 1)
