"""The target of a reindex: a folder or a cluster, chosen by the index's location."""

from __future__ import annotations

from pathlib import Path

from search.config.environment import index_location
from search.indexing.progress import Progress, Silent
from search.indexing.target import Target


def open_target(
    index: str | Path,
    shards: int | None = None,
    replicas: int | None = None,
    keep: int | None = None,
) -> Target:
    """The index in the folder or at the address `index`; it keeps `keep` generations (None: 3 in a
    folder, where they share files, and 2 in a cluster).

    If `shards` or `replicas` of a new index in a cluster are None, they are chosen by its size.
    Raises `BadAddress` for an address that cannot be read.
    """
    location = index_location(index) if isinstance(index, str) else index
    if isinstance(location, Path):
        from search.engines.whoosh.writing.target import folder_at

        return folder_at(location, keep)
    from search.engines.opensearch.writing.target import cluster_at

    return cluster_at(location, shards, replicas, keep)


def told_progress(index: str | Path) -> Progress:
    """Tells those who serve the index how far a reindex is; used while its target has a session that is
    not dry. Of a cluster they know only that somebody holds its lock."""
    location = index_location(index) if isinstance(index, str) else index
    if isinstance(location, Path):
        from search.engines.whoosh.writing.told_progress import ToldProgress

        return ToldProgress(location)
    return Silent()
