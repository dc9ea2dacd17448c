"""Engines: what answers searches. `open_engine` chooses one by where the index is."""

from __future__ import annotations

from pathlib import Path

from search.engines.base import Engine
from search.engines.whoosh.engine import WhooshEngine

__all__ = ["Engine", "open_engine"]


def open_engine(index: str | Path, time_limit: float = 2.0) -> Engine:
    """An engine over the index folder `index`; a search may take `time_limit` seconds.

    Nothing is opened yet: while no generation is published, calls raise `IndexMissing`.
    """
    return WhooshEngine(Path(index), time_limit)
