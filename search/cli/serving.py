"""Serving the site from the command line: gunicorn, which reindexes in the background if there is an
archive."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from search.cli import listening
from search.config.environment import Serving
from search.engines.opensearch.address import Address


def serve(index: Path | str, archive: Path | None, host: str, given: Serving) -> None:
    """Replace this process by gunicorn; with an archive, it starts a reindex when its port is bound.

    The index is passed in the environment, where other users do not see the password of a cluster,
    and so is the number of workers, since gunicorn takes an empty text for one. The pages say how far
    the reindex is while nothing is published yet.

    Raises `BadSetting` if the address cannot be listened on.
    """
    numbers = {"PORT": str(given.port), "WEB_CONCURRENCY": str(given.workers)}
    environment = {**os.environ, "BACKISSUE_INDEX": str(index), **numbers}
    if archive is not None:
        environment |= {"BACKISSUE_ARCHIVE": str(archive), "BACKISSUE_REINDEX_AT_START": "1"}
    address = listening.bound(host, given.port)
    shown = f"127.0.0.1:{given.port}" if host in ("", "0.0.0.0") else address
    served = index if isinstance(index, Path) else Address.parse(index)
    click.echo(f"Backissue serves {served} at http://{shown} (Ctrl-C ends it).")
    sys.stdout.flush()
    settings = ("--config", str(_configuration()), "--bind", address)
    server = [sys.executable, "-m", "gunicorn", *settings, "web:create_app()"]
    os.execve(sys.executable, server, environment)


def _configuration() -> Path:
    """The settings of gunicorn: inside the site in an installed package, next to it in a source tree."""
    site = find_spec("web")
    assert site is not None
    assert site.origin is not None
    inside = Path(site.origin).with_name("gunicorn_conf.py")
    return inside if inside.is_file() else inside.parents[1] / "gunicorn.conf.py"
