"""The version of Backissue, which is written in one place: pyproject.toml."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import click

NAME = "backissue"
_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """That of the source tree that this module is in, else of the package that was built from one.

    A clone on a platform has its requirements installed, but not itself, or another version of it.
    """
    if _PROJECT.is_file():
        project = tomllib.loads(_PROJECT.read_text(encoding="utf-8")).get("project", {})
        if project.get("name") == NAME:
            return str(project["version"])
    return metadata.version(NAME)


def say_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """The callback of `--version`."""
    if wanted and not ctx.resilient_parsing:
        click.echo(f"{NAME}, version {version()}")
        ctx.exit()
