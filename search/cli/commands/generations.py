"""`backissue generations`."""

from __future__ import annotations

from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Settings, index_location


@click.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print them as one JSON object.")
def generations(index: Path | str | None, as_json: bool) -> None:
    """List the generations that are kept, the newest first, and check each of them."""
    from search.cli import conditions
    from search.engines.targets import open_target
    from search.indexing.upkeep import listed

    target = open_target(index or Settings.from_environment().index)
    conditions.print_listed(listed(target), as_json)
