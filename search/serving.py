"""Serving the site from the command line: gunicorn, and a reindex beside it if an archive is given."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click


def serve(index: Path, archive: Path | None, host: str, port: int) -> None:
    """Replace this process by gunicorn; with an archive, a reindex runs in the background first.

    The site binds its port at once; while nothing is published yet its pages say so.
    """
    environment = {**os.environ, "BACKISSUE_INDEX": str(index)}
    if archive is not None:
        command = [
            sys.executable,
            "-m",
            "search.cli",
            "reindex",
            str(archive),
            "--index",
            str(index),
        ]
        subprocess.Popen(command, env=environment)
    shown = "127.0.0.1" if host in ("", "0.0.0.0") else host
    click.echo(f"Backissue serves {index} at http://{shown}:{port} (Ctrl-C ends it).")
    sys.stdout.flush()
    server = [sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "web:create_app()"]
    os.execve(sys.executable, server, environment)
