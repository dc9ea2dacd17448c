"""The indices themselves: made, published by alias, deleted; and how large they should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search.engines.opensearch.client import Client, create_index
from search.engines.opensearch.mapping import ARTICLE, PARAGRAPH, index_body
from search.engines.opensearch.names import Names
from search.engines.opensearch.state import State
from search.model.facets import FacetName

SHARD = 30_000_000_000
"""Bytes that a shard should not grow beyond by much."""
GROWTH = 4.0
"""Bytes of an index for each byte of its archive. For news in JSON Lines 3.1 were measured after
merging; the rest is room for segments that are not merged yet."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents of either kind an index shows."""

    articles: int
    paragraphs: int


def create(
    client: Client, name: str, shards: int, replicas: int, facets: Sequence[FacetName]
) -> None:
    create_index(client, name, index_body(shards, replicas, facets))


def exists(client: Client, name: str) -> bool:
    return bool(client.call("HEAD", f"/{name}"))


def version(client: Client, name: str) -> int:
    """The version of the mapping of an index, 0 if it has none."""
    (found,) = client.call("GET", f"/{name}/_mapping").values()
    return int(found["mappings"].get("_meta", {}).get("version", 0))


def every(client: Client, names: Names) -> list[str]:
    """The names of all our indices, rising."""
    params = {"format": "json", "h": "index", "expand_wildcards": "all"}
    found = client.call("GET", f"/_cat/indices/{names.every_index}", params=params)
    return sorted(
        (each["index"] for each in found if names.number(each["index"])), key=names.number
    )


def next_name(client: Client, names: Names, state: State) -> str:
    known = [*every(client, names), *state.kept()]
    return names.index(max(map(names.number, known), default=0) + 1)


def refresh(client: Client, name: str) -> None:
    """Let searches see all that was written."""
    client.call("POST", f"/{name}/_refresh")


def counts(client: Client, name: str) -> Counts:
    def of(kind: str) -> int:
        return int(
            client.call("POST", f"/{name}/_count", {"query": {"term": {"kind": kind}}})["count"]
        )

    return Counts(of(ARTICLE), of(PARAGRAPH))


def point(client: Client, names: Names, index: str) -> None:
    """Let the alias stand for an index, and for no other, in one step."""
    actions: list[dict[str, Any]] = [
        {"remove": {"index": names.every_index, "alias": names.alias, "must_exist": False}},
        {"add": {"index": index, "alias": names.alias}},
    ]
    client.call("POST", "/_aliases", {"actions": actions})


def aliased(client: Client, names: Names) -> list[str]:
    """The indices that the alias stands for."""
    params = {"format": "json", "h": "index"}
    found = client.call("GET", f"/_cat/aliases/{names.alias}", params=params)
    return sorted(each["index"] for each in found)


def prune(client: Client, names: Names, state: State) -> None:
    """Delete the indices that are of no use any more."""
    for name in every(client, names):
        if name not in state.kept():
            client.call("DELETE", f"/{name}")


def default_shards(client: Client, archive_bytes: int) -> int:
    """Shards that hold some tens of GB each; if it takes several, as many on each node."""
    needed = -(-int(archive_bytes * GROWTH) // SHARD)
    nodes = data_nodes(client)
    return 1 if needed <= 1 else -(-needed // nodes) * nodes


def default_replicas(client: Client) -> int:
    """A second copy of everything, where there is a second node to hold it."""
    return min(1, data_nodes(client) - 1)


def data_nodes(client: Client) -> int:
    health = client.call("GET", "/_cluster/health", params={"filter_path": "number_of_data_nodes"})
    return max(1, int(health["number_of_data_nodes"]))
