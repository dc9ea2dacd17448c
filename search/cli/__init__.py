"""The command line."""

from __future__ import annotations

from search.cli.commands import main

__all__ = ["main"]
