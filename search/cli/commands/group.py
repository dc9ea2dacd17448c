"""What all commands share: how they end with an error, and the words for their common options."""

from __future__ import annotations

from typing import Any

import click

from search.errors import BackissueError

INDEX_HELP = "The folder of the index, or the address of a cluster (BACKISSUE_INDEX)."
CONFIG_HELP = "The settings of the archive (BACKISSUE_CONFIG; the backissue.toml in it)."


class Commands(click.Group):
    """A group of commands: a `BackissueError` ends them with its message and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BackissueError as error:
            click.echo(f"backissue: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("backissue: interrupted; the published index is as it was.", err=True)
            ctx.exit(130)
