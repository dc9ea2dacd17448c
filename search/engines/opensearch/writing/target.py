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
from search.engines.opensearch import indices
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import WRITING, Client, Refused
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.lease import Lease, held
from search.engines.opensearch.mapping import VERSION
from search.engines.opensearch.state import Published, State
from search.engines.opensearch.writing import conditions
from search.engines.opensearch.writing.builder import ClusterBuilder
from search.engines.opensearch.writing.document_sink import DocumentSink
from search.engines.opensearch.writing.inventory import published_article, whole_articles
from search.engines.opensearch.writing.workspace import Workspace
from search.errors import IndexDamaged, IndexOfOtherVersion
from search.indexing.manifest import Manifest, empty, of_records, owners
from search.indexing.repeated import RepeatedParagraph
from search.indexing.target import Baseline, Condition, GenerationBuilder, nothing
from search.model.articles import Article
from search.reading import READING_VERSION

_KEEP = 2
"""Indices that are kept if nothing else is said: each is a whole copy of the archive."""


class ClusterTarget:
    """Implements `search.indexing.target.Target`; `shards` and `replicas` are those of a new index, and
    `keep` indices are kept."""

    _workspace: Workspace
    _lease: Lease

    def __init__(
        self, address: Address, shards: int | None, replicas: int | None, keep: int
    ) -> None:
        self._address = address
        self._shards = shards
        self._replicas = replicas
        self._keep = keep

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
        try:
            known = self._workspace.state()
        except IndexOfOtherVersion:
            return nothing(OTHER_VERSION)
        published = known.published
        opened = () if is_dry or published is None else self._reopened(published.index)
        base = self._base(known, is_full, is_dry, config)
        is_rolled_back = published is not None and published.name == known.rolled_back
        rolled_back = known.rolled_back if is_rolled_back else ""
        return replace(base, notes=(*opened, *base.notes), rolled_back=rolled_back)

    def _reopened(self, index: str) -> tuple[str, ...]:
        """Open an index if somebody closed it; returns a note if so."""
        client = self._workspace.client
        if not (indices.exists(client, index) and indices.is_closed(client, index)):
            return ()
        indices.reopen(client, index)
        return (f"The index {index} was closed, and was opened again.",)

    def _base(self, known: State, is_full: bool, is_dry: bool, config: ArchiveConfig) -> Baseline:
        published = known.published
        begun = self._begun(known, config)
        if begun is not None:
            return self._interrupted(begun, is_dry, self._served(published))
        if published is None:
            return nothing()
        if note := self._unusable(published, config):
            return nothing(note, served=self._served(published))
        if is_full:
            return nothing(served=self._served(published))
        return self._continued(known, published, is_dry)

    def _continued(self, known: State, published: Published, is_dry: bool) -> Baseline:
        """What the published index holds; it is searched for that if it is not as it should be."""
        found = conditions.faults_of_whole(self._workspace, published)
        notes = tuple(f"{fault} What was damaged is written anew." for fault in found[:1])
        if known.is_writing:
            notes = (
                "The last reindex was interrupted: the index was searched for what it had written.",
            )
        try:
            manifest = held = self._workspace.manifest(published)
        except IndexDamaged as error:
            notes = (f"{error.fault} The index was searched for what it holds.",)
            manifest = held = self._held(published.index)
        if notes and not is_dry:
            held = self._held(published.index)
        return Baseline(
            published.name,
            manifest,
            held,
            published.settings(),
            is_complete=not notes,
            notes=notes,
            served=manifest,
            is_in_place=True,
        )

    def article(self, id: str) -> Article | None:
        published = self._workspace.state().published
        if published is None or published.mapping != VERSION:
            return None
        try:
            return published_article(self._workspace.client, published.index, id)
        except Refused:
            return None

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
        return ClusterBuilder(workspace, self._lease, base, into, sink, config, self._keep)

    def generations(self) -> list[Condition]:
        return conditions.every(self._workspace)

    def examined(self, generation: Condition) -> Condition:
        return conditions.examined(self._workspace, generation)

    def published(self) -> Condition:
        return conditions.published(self._workspace)

    def repeated(self) -> list[RepeatedParagraph]:
        """None: a cluster searches all paragraphs."""
        return []

    def publish_again(self, generation: Condition) -> None:
        workspace, known = self._workspace, self._workspace.state()
        (chosen,) = (each for each in known.complete() if each.name == generation.name)
        others = tuple(each for each in known.complete() if each is not chosen)
        self._lease.check()
        indices.point(workspace.client, workspace.names, chosen.index, chosen.mapping)
        workspace.write(State(chosen, others, known.building, rolled_back=chosen.name))

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
        return of_records(whole_articles(self._workspace.client, index))

    def _unusable(self, published: Published, config: ArchiveConfig) -> str:
        """Why the published index cannot be continued, "" if it can."""
        if published.reading != READING_VERSION:
            return OTHER_READING
        if published.mapping != VERSION or not published.reading_key:
            return OTHER_VERSION
        if published.reading_key != config.reading_key:
            return settings_changed(published.settings(), config)
        if faults := conditions.faults_of_index(self._workspace, published):
            return f"{faults[0]} The index is built again."
        return ""


def cluster_at(
    address: str, shards: int | None, replicas: int | None, keep: int | None = None
) -> ClusterTarget:
    """The index at an address; raises `BadAddress`."""
    return ClusterTarget(Address.parse(address), shards, replicas, _KEEP if keep is None else keep)
