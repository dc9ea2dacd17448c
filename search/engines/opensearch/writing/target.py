"""A reindex into a cluster.

Changes are written into the published index, where searches see them all at once after a refresh. A
full reindex writes a new index, which then replaces the published one.

The ids of documents follow from the ids of articles, so writing a document twice does no harm. A
reindex that is interrupted leaves a note in the state. The next one lists what the index holds already,
and before it publishes, it counts the documents and deletes those that do not belong to the manifest.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.engines.common.rebuild import OTHER_READING, OTHER_VERSION, settings_changed
from search.engines.opensearch import indices, state
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import WRITING, Client
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.lease import Lease, held
from search.engines.opensearch.mapping import VERSION
from search.engines.opensearch.state import Published, State
from search.engines.opensearch.writing import cleanup
from search.engines.opensearch.writing.builder import ClusterBuilder
from search.engines.opensearch.writing.document_sink import DocumentSink
from search.engines.opensearch.writing.inventory import published_article, records
from search.engines.opensearch.writing.workspace import Workspace
from search.errors import IndexDamaged, IndexMissing, IndexOfOtherVersion
from search.indexing.manifest import Manifest, empty, of_records, owners
from search.indexing.target import Baseline, GenerationBuilder, Publication, nothing
from search.model.articles import Article
from search.reading import READING_VERSION


class ClusterTarget:
    """Implements `search.indexing.target.Target`; `shards` and `replicas` are those of a new index."""

    _workspace: Workspace
    _lease: Lease

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
        try:
            known = workspace.state()
        except IndexOfOtherVersion:
            return nothing(OTHER_VERSION)
        begun = self._begun(known, config)
        if begun is not None:
            return self._interrupted(begun, is_dry, self._served(known.published))
        published = known.published
        if published is None:
            return nothing()
        if note := self._unusable(published, config):
            return nothing(note, served=self._served(published))
        if is_full:
            return nothing(served=self._served(published))
        manifest, settings = workspace.manifest(published), published.settings()
        plain = Baseline(
            published.name, manifest, manifest, settings, served=manifest, is_in_place=True
        )
        if not known.is_writing or is_dry:
            return plain
        note = "The last reindex was interrupted: the index was searched for what it had written."
        held = self._held(published.index)
        return replace(plain, held=held, is_complete=False, notes=(note,))

    def article(self, id: str) -> Article | None:
        published = self._workspace.state().published
        if published is None or published.mapping != VERSION:
            return None
        return published_article(self._workspace.client, published.index, id)

    def start(
        self, base: Baseline, size: int, most_words: int, config: ArchiveConfig
    ) -> GenerationBuilder:
        workspace = self._workspace
        try:
            known = workspace.state()
        except IndexOfOtherVersion:
            known = State()
        if base.generation and known.published is not None:
            into = known.published
            workspace.write(replace(known, is_writing=True))
        else:
            into = self._begun(known, config) or self._begin(known, size, config)
        sink = DocumentSink(self._address, into.index, WRITING, config.facets.names)
        return ClusterBuilder(workspace, self._lease, base, into, sink, config)

    def roll_back(self) -> Publication:
        workspace, known = self._workspace, self._workspace.state()
        previous = known.previous
        if previous is None or not indices.exists(workspace.client, previous.index):
            raise IndexMissing(f"{self._address} holds no index before the published one.")
        self._lease.check()
        indices.point(workspace.client, workspace.names, previous.index, previous.mapping)
        workspace.write(State(published=previous, building=known.building))
        return _publication(previous)

    def check(self) -> tuple[Publication, list[str]]:
        workspace = self._workspace
        published = workspace.state().published
        if published is None:
            raise IndexMissing(
                f"There is no index at {self._address} yet: run `backissue reindex`."
            )
        if published.mapping != VERSION:
            raise state.other_version(workspace.names)
        return _publication(published), cleanup.faults(
            workspace.client, workspace.names, published, workspace.manifest
        )

    def _begin(self, known: State, size: int, config: ArchiveConfig) -> Published:
        """Create an index, and note in the state that it is not complete."""
        client, names = self._workspace.client, self._workspace.names
        name = indices.next_name(client, names, known)
        begun = Published(name, READING_VERSION, stamp=config.stamp())
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
        """An index that another reindex did not complete, if this one can continue it."""
        begun = known.building
        if begun is None or (begun.reading, begun.mapping) != (READING_VERSION, VERSION):
            return None
        if begun.reading_key != config.reading_key:
            return None
        return begun if indices.exists(self._workspace.client, begun.index) else None

    def _served(self, published: Published | None) -> Manifest:
        """The manifest of what is published, empty if it cannot be read."""
        if published is None:
            return empty()
        try:
            return self._workspace.manifest(published)
        except IndexDamaged:
            return empty()

    def _interrupted(self, begun: Published, is_dry: bool, served: Manifest) -> Baseline:
        held = empty() if is_dry else self._held(begun.index)
        note = (
            f"An interrupted reindex is continued: {len(owners(held)[0]):,} articles are in"
            f" {begun.index} already."
        )
        return Baseline("", empty(), held, None, False, (note,), served)

    def _held(self, index: str) -> Manifest:
        """The articles that an index holds, by their records."""
        indices.refresh(self._workspace.client, index)
        return of_records(records(self._workspace.client, index))

    def _unusable(self, published: Published, config: ArchiveConfig) -> str:
        """Why the published index cannot be continued, "" if it can."""
        if published.reading != READING_VERSION:
            return OTHER_READING
        if published.mapping != VERSION or not published.reading_key:
            return OTHER_VERSION
        if published.reading_key != config.reading_key:
            return settings_changed(published.settings(), config)
        if not indices.exists(self._workspace.client, published.index):
            return f"The index {published.index} is gone: it is built again."
        return ""


def _publication(published: Published) -> Publication:
    return Publication(published.name, published.articles, published.paragraphs)


def cluster_at(address: str, shards: int | None, replicas: int | None) -> ClusterTarget:
    """The index at an address; raises `BadAddress`."""
    return ClusterTarget(Address.parse(address), shards, replicas)
