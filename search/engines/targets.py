"""The index that a reindex writes to, chosen by where it is."""

from __future__ import annotations

from pathlib import Path

from search.config.environment import index_location
from search.indexing.target import Target


def open_target(
    index: str | Path, shards: int | None = None, replicas: int | None = None
) -> Target:
    """The index in the folder or at the address `index`.

    `shards` and `replicas` of a new index in a cluster are chosen by its size if they are None.
    Raises `BadAddress` for an address that cannot be read.
    """
    where = index_location(index) if isinstance(index, str) else index
    if isinstance(where, Path):
        from search.engines.whoosh.writing.target import FolderTarget

        return FolderTarget(where)
    from search.engines.opensearch.writing.target import cluster_at

    return cluster_at(where, shards, replicas)
