"""The command line: a module per command.

Exit codes: 0 for success, 1 for a finding (a file failed with `--strict` or in `inspect`, or `check`
found any fault), 2 if the command could not run or its output cannot be written, 3 if a reindex published
nothing because too many articles would go; then a sentence on standard error gives the reason. 130 and
143 if a signal ended it, 141 if whoever read its output had enough.
"""

from __future__ import annotations

import click

from search.cli.commands.check import check
from search.cli.commands.completion import completion
from search.cli.commands.export import export
from search.cli.commands.generations import generations
from search.cli.commands.group import Commands
from search.cli.commands.inspect import inspect
from search.cli.commands.mcp import mcp
from search.cli.commands.reindex import reindex
from search.cli.commands.report import report
from search.cli.commands.search import search
from search.cli.commands.serve import serve
from search.cli.commands.watch import watch
from search.config import version


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version.installed(), prog_name=version.NAME)
def main() -> None:
    """A search site for a folder of saved articles."""


for command in (
    reindex, watch, inspect, search, export, serve, mcp, check, generations, report, completion,
):  # fmt: skip
    main.add_command(command)
