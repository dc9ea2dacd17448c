"""The indices: creating, counting, publishing by alias and deleting them, and choosing their size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.engines.common.rebuild import Counts
from search.engines.opensearch.client import Client, create_index
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.mapping import ARTICLE, PARAGRAPH, VERSION, index_body
from search.engines.opensearch.state import State
from search.model.facets import FacetName

SHARD = 30_000_000_000
"""Bytes that a shard should not exceed by much."""
GROWTH = 4.0
"""Bytes of an index for each byte of its archive. 3.1 were measured for news in JSON Lines
after merging; the rest is room for segments that are not merged yet."""


def create(
    client: Client, name: str, shards: int, replicas: int, facets: Sequence[FacetName]
) -> None:
    create_index(client, name, index_body(shards, replicas, facets))


def exists(client: Client, name: str) -> bool:
    return bool(client.call("HEAD", f"/{name}"))


def is_closed(client: Client, name: str) -> bool:
    """Whether an index was closed: it is there, and cannot be read until it is opened."""
    params = {"format": "json", "h": "status", "expand_wildcards": "all"}
    found = client.call("GET", f"/_cat/indices/{name}", params=params)
    return any(each["status"] == "close" for each in found)


def reopen(client: Client, name: str) -> None:
    client.call("POST", f"/{name}/_open", params={"wait_for_active_shards": "1"})


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
    known = [*every(client, names), *state.needed()]
    return names.index(max(map(names.number, known), default=0) + 1)


def refresh(client: Client, name: str) -> None:
    """Make everything that was written visible to searches."""
    client.call("POST", f"/{name}/_refresh")


def counts(client: Client, name: str) -> Counts:
    """How many documents of each kind searches see."""

    def of(kind: str) -> int:
        return int(
            client.call("POST", f"/{name}/_count", {"query": {"term": {"kind": kind}}})["count"]
        )

    return Counts(of(ARTICLE), of(PARAGRAPH))


def point(client: Client, names: Names, index: str, mapping: int = VERSION) -> None:
    """Point the aliases to an index with that version of the mapping, and to no other, in one step."""
    both = [names.alias, names.mapping_alias(mapping)]
    old = [*both, *_aliases(client, names.every_mapping_alias)]
    actions: list[dict[str, Any]] = [
        {"remove": {"index": names.every_index, "alias": alias, "must_exist": False}}
        for alias in sorted(set(old))
    ]
    actions.append({"add": {"index": index, "aliases": both}})
    client.call("POST", "/_aliases", {"actions": actions})


def _aliases(client: Client, pattern: str) -> list[str]:
    """The aliases that match a pattern. (Only a removal that must find one takes a pattern itself.)"""
    params = {"format": "json", "h": "alias"}
    found = client.call("GET", f"/_cat/aliases/{pattern}", params=params)
    return [each["alias"] for each in found]


def aliased(client: Client, alias: str) -> list[str]:
    """The indices that an alias points to."""
    params = {"format": "json", "h": "index"}
    found = client.call("GET", f"/_cat/aliases/{alias}", params=params)
    return sorted(each["index"] for each in found)


def prune(client: Client, names: Names, state: State) -> None:
    """Delete the indices that are no longer needed."""
    for name in every(client, names):
        if name not in state.needed():
            client.call("DELETE", f"/{name}")


def default_shards(client: Client, archive_bytes: int) -> int:
    """Shards of some tens of GB each; if several are needed, the same number on each node."""
    needed = -(-int(archive_bytes * GROWTH) // SHARD)
    nodes = data_nodes(client)
    return 1 if needed <= 1 else -(-needed // nodes) * nodes


def default_replicas(client: Client) -> int:
    """One replica of each shard, if there is a second node to hold it."""
    return min(1, data_nodes(client) - 1)


def data_nodes(client: Client) -> int:
    health = client.call("GET", "/_cluster/health", params={"filter_path": "number_of_data_nodes"})
    return max(1, int(health["number_of_data_nodes"]))
