"""The command line: a module per command.

Exit codes: 0 for success, 1 for a finding (a file failed with `--strict` or in `inspect`, or `check`
found a fault), 2 if the command could not run, 3 if a reindex published nothing because too many
articles would go; then a sentence on standard error gives the reason.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

from search.cli.commands.check import check
from search.cli.commands.export import export
from search.cli.commands.group import Commands
from search.cli.commands.inspect import inspect
from search.cli.commands.reindex import reindex
from search.cli.commands.search import search
from search.cli.commands.serve import serve


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="backissue")
def main() -> None:
    """A search site for a folder of saved articles."""
    if isinstance(sys.stdout, TextIOWrapper):  # what a terminal lacks, and names that are no text
        sys.stdout.reconfigure(errors="backslashreplace")


for command in (reindex, inspect, search, export, serve, check):
    main.add_command(command)
