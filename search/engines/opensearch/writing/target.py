"""A reindex into a cluster: what changed is written into the published index and shown all at once
in the end; all anew goes into another index, which takes the place of the published one.

Documents are known by the ids of their articles, so that writing twice is as good as once. Whoever is
interrupted leaves a note in the state; the next one sees by the records in the index what is there
already, and counts in the end what must be there: what was left over is removed then.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.engines.opensearch import indices, state
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import WRITING, Client
from search.engines.opensearch.lease import Lease, held
from search.engines.opensearch.mapping import VERSION
from search.engines.opensearch.names import Names
from search.engines.opensearch.state import Published, State
from search.engines.opensearch.writing import cleanup, inventory
from search.engines.opensearch.writing.document_sink import DocumentSink
from search.engines.opensearch.writing.inventory import records
from search.errors import IndexDamaged, IndexMissing
from search.indexing.manifest import Manifest, empty, load, of_records, owners, save
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.target import Baseline, GenerationBuilder, Publication, settings_changed
from search.reading import READING_VERSION
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where we write: the cluster, the names of what is ours in it, and a folder for manifests."""

    client: Client
    names: Names
    folder: Path

    def state(self) -> State:
        return state.read(self.client, self.names)

    def write(self, new: State) -> None:
        state.write(self.client, self.names, new)

    def manifest(self, published: Published) -> Manifest:
        file = self.folder / published.name
        state.load_manifest(self.client, self.names, published, file)
        return load(file)


class ClusterTarget:
    """Implements `search.indexing.target.Target`; `shards` and `replicas` are those of a new index."""

    def __init__(self, address: Address, shards: int | None, replicas: int | None) -> None:
        self._address = address
        self._shards = shards
        self._replicas = replicas

    @contextmanager
    def session(self, is_dry: bool) -> Iterator[None]:
        client, names = Client(self._address, WRITING), Names(self._address.prefix)
        try:
            client.verify()
            with tempfile.TemporaryDirectory(prefix="backissue-") as folder:
                self._workspace = Workspace(client, names, Path(folder))
                if is_dry:
                    yield
                else:
                    with held(client, names) as self._lease:
                        yield
        finally:
            client.close()

    def base(self, is_full: bool, is_dry: bool, config: ArchiveConfig) -> Baseline:
        workspace = self._workspace
        known = workspace.state()
        begun = self._begun(known, config)
        if begun is not None:
            return self._interrupted(begun, is_dry)
        published = known.published
        if published is None:
            return Baseline("", empty(), empty())
        if note := self._unusable(published):
            return Baseline("", empty(), empty(), notes=(note,))
        if published.settings().reading_key != config.reading_key:
            note = settings_changed(published.settings(), config)
            return Baseline("", empty(), empty(), notes=(note,))
        if is_full:
            return Baseline("", empty(), empty())
        manifest = workspace.manifest(published)
        if not known.is_writing or is_dry:
            return Baseline(published.name, manifest, manifest, published.settings())
        note = "The reindex before was interrupted: what it left in the index was looked through."
        held = self._held(published.index)
        return Baseline(published.name, manifest, held, published.settings(), False, (note,))

    def start(
        self, base: Baseline, size: int, most_words: int, config: ArchiveConfig
    ) -> GenerationBuilder:
        workspace, known = self._workspace, self._workspace.state()
        if base.generation and known.published is not None:
            into = known.published
            workspace.write(replace(known, is_writing=True))
        else:
            into = self._begun(known, config) or self._begin(known, size, config)
        sink = DocumentSink(self._address, into.index, WRITING, config.facets.names)
        return _Building(workspace, self._lease, base, into, sink, config)

    def roll_back(self) -> Publication:
        workspace, known = self._workspace, self._workspace.state()
        previous = known.previous
        if previous is None or not indices.exists(workspace.client, previous.index):
            raise IndexMissing(f"{self._address} holds no index before the one that is published.")
        self._lease.check()
        indices.point(workspace.client, workspace.names, previous.index)
        workspace.write(State(published=previous, building=known.building))
        return Publication(previous.name, previous.articles, previous.paragraphs)

    def check(self) -> tuple[Publication, list[str]]:
        workspace = self._workspace
        published = workspace.state().published
        if published is None:
            raise IndexMissing(
                f"There is no index at {self._address} yet: run `backissue reindex`."
            )
        publication = Publication(published.name, published.articles, published.paragraphs)
        return publication, cleanup.faults(
            workspace.client, workspace.names, published, workspace.manifest
        )

    def _begin(self, known: State, size: int, config: ArchiveConfig) -> Published:
        """A new index, noted as not complete."""
        client, names = self._workspace.client, self._workspace.names
        begun = Published(
            indices.next_name(client, names, known), READING_VERSION, stamp=config.stamp()
        )
        self._workspace.write(replace(known, building=begun))
        shards, replicas = self._shards, self._replicas
        indices.create(
            client,
            begun.index,
            indices.default_shards(client, size) if shards is None else shards,
            indices.default_replicas(client) if replicas is None else replicas,
            config.facets.names,
        )
        return begun

    def _begun(self, known: State, config: ArchiveConfig) -> Published | None:
        """An index that another reindex did not complete, if it can be gone on with."""
        begun = known.building
        if begun is None or (begun.reading, begun.mapping) != (READING_VERSION, VERSION):
            return None
        if begun.settings().reading_key != config.reading_key:
            return None
        return begun if indices.exists(self._workspace.client, begun.index) else None

    def _interrupted(self, begun: Published, is_dry: bool) -> Baseline:
        held = empty() if is_dry else self._held(begun.index)
        note = (
            f"A reindex that was interrupted goes on: {len(owners(held)[0]):,} articles are in"
            f" {begun.index} already."
        )
        return Baseline("", empty(), held, None, False, (note,))

    def _held(self, index: str) -> Manifest:
        """What the records in an index say that it holds."""
        indices.refresh(self._workspace.client, index)
        return of_records(records(self._workspace.client, index))

    def _unusable(self, published: Published) -> str:
        """Why the published index cannot be gone on with, "" if it can."""
        if published.reading != READING_VERSION:
            return "This version of Backissue reads articles differently: all are read anew."
        if published.mapping != VERSION:
            return "This version of Backissue has another mapping: a new index is written."
        if not indices.exists(self._workspace.client, published.index):
            return f"The index {published.index} is gone: a new one is written."
        return ""


@dataclass(slots=True)
class _Building:
    """An index that is written: the published one, or a new one."""

    workspace: Workspace
    lease: Lease
    base: Baseline
    into: Published
    sink: DocumentSink
    config: ArchiveConfig
    _mended: set[int] = field(default_factory=set)

    def missing(self, changes: ReadChanges, change: ManifestDiff) -> Array:
        """Those whose id belonged to another record that is gone, and those whose documents another
        record with the same id may have replaced."""
        rows = cleanup.spoilt(changes, change, self._mended)
        self._mended.update(rows.tolist())
        return rows

    def publish(self, changes: ReadChanges, change: ManifestDiff) -> str:
        workspace, index = self.workspace, self.into.index
        client = workspace.client
        self.lease.check()
        cleanup.remove_left_over(client, index, changes, change, self.base)
        indices.refresh(client, index)
        self._verify(change)
        known = workspace.state()
        owned = change.owned
        published = replace(
            self.into,
            count=self.into.count + 1,
            articles=len(owned),
            paragraphs=owned.paragraphs,
            published_at=datetime.now(UTC).isoformat(timespec="seconds"),
            stamp=self.config.stamp(),
            sparse=inventory.sparse(client, index, self.config.facets),
        )
        file = workspace.folder / "manifest"
        save(changes.manifest, file)
        published = state.save_manifest(client, workspace.names, published, file)
        self.lease.check()
        indices.point(client, workspace.names, index)
        is_another = known.published is not None and known.published.index != index
        previous = known.published if is_another else known.previous
        new = State(published, previous)
        workspace.write(new)
        indices.prune(client, workspace.names, new)
        state.prune_manifests(client, workspace.names, new)
        return published.name

    def discard(self) -> None:
        self.workspace.write(replace(self.workspace.state(), is_writing=False))

    def _verify(self, change: ManifestDiff) -> None:
        """Raise `IndexDamaged` unless the counts are right, after looking for what is left over from
        an interrupted reindex if they are not."""
        client, index = self.workspace.client, self.into.index
        expected = indices.Counts(len(change.owned), change.owned.paragraphs)
        found = indices.counts(client, index)
        if found == expected:
            return
        cleanup.sweep(client, index, change.owned)
        indices.refresh(client, index)
        found = indices.counts(client, index)
        if found != expected:
            raise IndexDamaged(
                f"{index} holds {found.articles} articles and {found.paragraphs} paragraphs instead of"
                f" {expected.articles} and {expected.paragraphs}: it was not published. Run"
                " `backissue reindex --full`."
            )


def cluster_at(address: str, shards: int | None, replicas: int | None) -> ClusterTarget:
    """The index at an address; raises `BadAddress`."""
    return ClusterTarget(Address.parse(address), shards, replicas)
