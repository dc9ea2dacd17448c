"""`backissue completion`."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

NAME = "backissue"
VARIABLE = "_BACKISSUE_COMPLETE"
"""Where click looks for what a shell asks."""

_SHELLS: dict[str, type[ShellComplete]] = {
    "bash": BashComplete,
    "fish": FishComplete,
    "zsh": ZshComplete,
}


@click.command()
@click.argument("shell", type=click.Choice(sorted(_SHELLS)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what makes SHELL complete this command: eval "$(backissue completion bash)"."""
    script = _SHELLS[shell](ctx.find_root().command, {}, NAME, VARIABLE)
    click.echo(script.source_template % script.source_vars())
