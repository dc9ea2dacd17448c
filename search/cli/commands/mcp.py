"""`backissue mcp`."""

from __future__ import annotations

from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP, Terminated
from search.config.environment import Settings, index_location
from search.errors import BadSetting


@click.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option(
    "--site", default="", metavar="URL", help="The address of the site, which links begin with."
)
def mcp(index: Path | str | None, site: str) -> None:
    """Let a language model search, by the Model Context Protocol over standard input and output.

    The program of the model starts this command. It needs the package mcp: pip install 'backissue[mcp]'.
    """
    from search.config.optional_packages import MCP, require

    require(MCP, "`backissue mcp`")
    if site and not site.lower().startswith(("https://", "http://")):
        raise BadSetting(
            f"--site {site!r} cannot be used: give an address such as https://archive.example.org."
        )
    from search.engines import open_engine
    from search.mcp import stdio
    from search.mcp.archive import Archive

    settings = Settings.from_environment()
    with open_engine(index or settings.index, settings.time_limit) as engine:

        def archive() -> Archive:
            return Archive.of(engine, settings.title, site)

        try:
            stdio.serve(archive, archive().title)
        except BaseExceptionGroup as group:  # the signal may come while any of its tasks runs
            if group.subgroup(Terminated) is None:
                raise
            raise Terminated from None
