"""`backissue report`: what the index says of the archive."""

from __future__ import annotations

from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Settings, index_location


@click.group()
def report() -> None:
    """List what was found in the archive while it was indexed."""


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
