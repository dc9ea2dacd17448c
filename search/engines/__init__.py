"""Engines: what answers searches. `open_engine` chooses one by where the index is.

An engine is imported when it is opened: a process that reads files for a reindex needs none.
"""

from __future__ import annotations

from pathlib import Path

from search.config.environment import index_location
from search.engines.protocol import Engine
from search.model.preparation import Preparation

__all__ = ["Engine", "open_engine", "preparation"]


def open_engine(index: str | Path, time_limit: float = 2.0) -> Engine:
    """An engine over the index in the folder or at the address `index`; a search may take
    `time_limit` seconds.

    Nothing is opened yet: while no generation is published, calls raise `IndexMissing`. Raises
    `BadAddress` for an address that cannot be read.
    """
    where = index_location(index) if isinstance(index, str) else index
    if isinstance(where, Path):
        from search.engines.whoosh.engine import WhooshEngine

        return WhooshEngine(where, time_limit)
    from search.engines.opensearch.address import Address
    from search.engines.opensearch.engine import OpenSearchEngine

    return OpenSearchEngine(Address.parse(where), time_limit)


def preparation(index: str | Path) -> Preparation:
    """What is being done for the index in the folder or at the address `index`; raises
    `IndexUnreachable`, and `BadAddress`."""
    where = index_location(index) if isinstance(index, str) else index
    if isinstance(where, Path):
        from search.engines.whoosh import running

        return running.preparation(where)
    from search.engines.opensearch import lease
    from search.engines.opensearch.address import Address

    return lease.preparation(Address.parse(where))
