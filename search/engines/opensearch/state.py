"""The state of our indices in the cluster, as documents of one small index.

info                    which index is published, which one is being written
lock                    the process that writes, see `lease`
manifest:KEY:0, 1, …    the pieces of a manifest
"""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

from search.config.archive import ArchiveConfig
from search.engines.opensearch.client import Client, Refused, create_index
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.mapping import VERSION
from search.errors import IndexDamaged, IndexOfOtherVersion
from search.model.facets import FacetName

_PIECE = 4_000_000
_SETTINGS = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
    "mappings": {"enabled": False},
}


@dataclass(frozen=True, slots=True)
class Published:
    """The description of an index.

    `reading` and `mapping` are the versions that wrote it; `count` says how often it was published,
    `published_at` when for the last time (UTC, ISO 8601); `manifest` is the key of its manifest, which
    has that many `pieces`. `stamp` is the stamp of the archive's settings, `sparse` are the facets with
    too few values to be offered, `languages` those that words are stemmed in.
    """

    index: str
    reading: int
    mapping: int = VERSION
    count: int = 0
    articles: int = 0
    paragraphs: int = 0
    published_at: str = ""
    manifest: str = ""
    pieces: int = 0
    stamp: dict[str, Any] = field(default_factory=lambda: ArchiveConfig().stamp())
    sparse: list[FacetName] = field(default_factory=list)
    languages: list[str] = field(default_factory=lambda: [""])

    def settings(self) -> ArchiveConfig:
        """The settings of the archive when it was indexed; raises `IndexOfOtherVersion`."""
        try:
            return ArchiveConfig.from_stamp(self.stamp)
        except ValueError as error:
            raise IndexOfOtherVersion(f"The index {self.index} in the cluster") from error

    @property
    def reading_key(self) -> str:
        """`ArchiveConfig.reading_key` of the settings, "" if another version wrote them."""
        try:
            return self.settings().reading_key
        except IndexOfOtherVersion:
            return ""

    def config(self) -> ArchiveConfig:
        """The settings with only the facets that are offered."""
        return self.settings().offered(self.sparse)

    @property
    def name(self) -> str:
        """The generation: the index and how often it was published."""
        return f"{self.index}.{self.count}"


@dataclass(frozen=True, slots=True)
class State:
    """The index that is published, others that were and are kept, and one that is not complete yet.

    `is_writing` says that a reindex changes the published index, or was interrupted while it did;
    `rolled_back` is the generation that the last rollback published, "" if there was none.
    """

    published: Published | None = None
    others: tuple[Published, ...] = ()
    building: Published | None = None
    is_writing: bool = False
    rolled_back: str = ""

    def complete(self) -> list[Published]:
        """The indices that are complete: the published one and the others."""
        return [each for each in (self.published, *self.others) if each]

    def needed(self) -> set[str]:
        """The names of the indices that are still needed."""
        return {each.index for each in (*self.complete(), self.building) if each}


def read(client: Client, names: Names) -> State:
    """The state of our indices, an empty one if there are none.

    Raises `IndexOfOtherVersion` if another version wrote what this one cannot read.
    """
    found = _get(client, names, "info")
    if found is None:
        return State()
    try:
        indices = {name: Published(**found[name]) if found[name] else None for name in _INDICES}
        others = tuple(Published(**each) for each in found["others"])
        return State(
            **indices,
            others=others,
            is_writing=bool(found["is_writing"]),
            rolled_back=str(found["rolled_back"]),
        )
    except (KeyError, TypeError) as error:
        raise other_version(names) from error


def other_version(names: Names) -> IndexOfOtherVersion:
    return IndexOfOtherVersion(f"The index {names.prefix} in the cluster")


_INDICES = ("published", "building")


def write(client: Client, names: Names, state: State) -> None:
    client.call("PUT", f"/{names.state}/_doc/info", asdict(state))


def create(client: Client, names: Names) -> None:
    """Create the index that holds the state, if it is missing."""
    if not client.call("HEAD", f"/{names.state}"):
        create_index(client, names.state, _SETTINGS)


def save_manifest(client: Client, names: Names, published: Published, file: Path) -> Published:
    """Store the manifest of an index, under the name of the generation."""
    compressor = ZstdCompressor()
    count = 0
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            data = base64.b64encode(compressor.compress(piece)).decode()
            path = f"/{names.state}/_doc/{_piece(published.name, count)}"
            client.call("PUT", path, {"data": data})
            count += 1
    return replace(published, manifest=published.name, pieces=count)


def load_manifest(client: Client, names: Names, published: Published, file: Path) -> None:
    """Write the manifest of an index into a file; raises `IndexDamaged` if a piece of it is missing or
    is none."""
    decompressor = ZstdDecompressor()
    with file.open("wb") as stream:
        for number in range(published.pieces):
            found = _get(client, names, _piece(published.manifest, number))
            try:
                piece = decompressor.decompress(base64.b64decode((found or {})["data"]))
            except (KeyError, TypeError, ValueError, ZstdError) as error:
                raise IndexDamaged(
                    f"The manifest of {published.name} is not complete in {names.state}: run"
                    " `backissue reindex`."
                ) from error
            stream.write(piece)


def prune_manifests(client: Client, names: Names, state: State) -> None:
    """Delete the manifests of indices that are no longer kept."""
    kept = {each.manifest for each in state.complete()}
    client.call("POST", f"/{names.state}/_refresh")
    body = {"query": {"match_all": {}}, "_source": False, "size": 10_000}
    found = client.call("POST", f"/{names.state}/_search", body)["hits"]["hits"]
    for id in (hit["_id"] for hit in found):
        kind, _, rest = id.partition(":")
        if kind == "manifest" and rest.rpartition(":")[0] not in kept:
            client.call("DELETE", f"/{names.state}/_doc/{id}")


def _piece(manifest: str, number: int) -> str:
    return f"manifest:{manifest}:{number}"


def _get(client: Client, names: Names, id: str) -> dict[str, Any] | None:
    try:
        found = client.call("GET", f"/{names.state}/_doc/{id}")
    except Refused as error:
        if error.status == 404:
            return None
        raise
    source: dict[str, Any] = found["_source"]
    return source
