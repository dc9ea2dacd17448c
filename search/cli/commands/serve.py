"""`backissue serve`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from search.cli.commands.group import INDEX_HELP
from search.config.environment import Serving, Settings, file_location, index_location


@click.command()
@click.option("--index", type=index_location, metavar="INDEX", help=INDEX_HELP)
@click.option(
    "--archive",
    type=file_location,
    metavar="FOLDER",
    help="Bring the index up to date with this folder while the site starts.",
)
@click.option("--host", default="127.0.0.1", help="The address to listen on (127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on (PORT, 8000).")
def serve(index: Path | str | None, archive: Path | None, host: str, port: int | None) -> None:
    """Serve the site with gunicorn until it is interrupted."""
    from search.cli import serving

    settings = Settings.from_environment()
    given = {"PORT": str(port)} if port else {}
    server = Serving.from_environment({**os.environ, **given})
    serving.serve(index or settings.index, archive, host, server)
