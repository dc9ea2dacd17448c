"""`python -m search.cli`: the command line without an installed `backissue`."""

from __future__ import annotations

from search.cli.commands import main

main(prog_name="backissue")
