"""An index that is being written: completing it, cleaning it up, publishing it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from search.config.archive import ArchiveConfig
from search.engines.common.rebuild import Counts, verify_counts
from search.engines.opensearch import indices, state
from search.engines.opensearch.lease import Lease
from search.engines.opensearch.state import Published, State
from search.engines.opensearch.writing import cleanup, inventory
from search.engines.opensearch.writing.document_sink import DocumentSink
from search.engines.opensearch.writing.workspace import Workspace
from search.indexing.manifest import Articles
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.target import Baseline
from search.storage.arrays import Array


@dataclass(slots=True)
class ClusterBuilder:
    """Implements `search.indexing.target.GenerationBuilder` in the index `into`, which is the published
    one or a new one."""

    workspace: Workspace
    lease: Lease
    base: Baseline
    into: Published
    sink: DocumentSink
    config: ArchiveConfig
    keep: int
    _rewritten: set[int] = field(default_factory=set)

    def missing(self, changes: ReadChanges, diff: ManifestDiff) -> Array:
        """See `cleanup.missing_rows`."""
        rows = cleanup.missing_rows(changes, diff, self._rewritten)
        self._rewritten.update(rows.tolist())
        return rows

    def publish(self, changes: ReadChanges, diff: ManifestDiff) -> str:
        workspace, index = self.workspace, self.into.index
        client = workspace.client
        self.lease.check()
        cleanup.delete_stale(client, index, changes, diff, self.base)
        indices.refresh(client, index)
        self._verify(diff.owned)
        published = workspace.save_manifest(self._next(diff.owned), changes.manifest)
        self.lease.check()
        indices.point(client, workspace.names, index)
        self._write_state(published)
        return published.name

    def discard(self) -> None:
        self.workspace.write(replace(self.workspace.state(), is_writing=False))

    def abandon(self) -> None:
        """The state says already that the index is not complete."""

    def _verify(self, owned: Articles) -> None:
        """Raise `IndexDamaged` unless the counts are right.

        If they are wrong, documents of an interrupted reindex may be the reason: these are deleted, and
        the documents are counted again.
        """
        client, index = self.workspace.client, self.into.index
        expected = Counts(len(owned), owned.paragraphs)
        if indices.counts(client, index) == expected:
            return
        cleanup.delete_unowned(client, index, owned)
        indices.refresh(client, index)
        verify_counts(index, indices.counts(client, index), expected)

    def _next(self, owned: Articles) -> Published:
        """The description of the index once it is published."""
        return replace(
            self.into,
            count=self.into.count + 1,
            articles=len(owned),
            paragraphs=owned.paragraphs,
            published_at=datetime.now(UTC).isoformat(timespec="seconds"),
            stamp=self.config.stamp(),
            sparse=inventory.sparse(self.workspace.client, self.into.index, self.config.facets),
            languages=inventory.languages(self.workspace.client, self.into.index),
        )

    def _write_state(self, published: Published) -> None:
        """Note what is published, and delete the indices and manifests that are no longer needed."""
        client, names = self.workspace.client, self.workspace.names
        before = self.workspace.state()
        others = self._others(before, published)
        new = State(published, others, rolled_back=before.rolled_back)
        self.workspace.write(new)
        indices.prune(client, names, new)
        state.prune_manifests(client, names, new)

    def _others(self, before: State, published: Published) -> tuple[Published, ...]:
        """The indices to keep beside the published one: that which the last rollback published, that
        which was published before, and the newest of the others."""
        number = self.workspace.names.number
        others = [each for each in before.complete() if each.index != published.index]
        pinned = [each for each in others if each.name == before.rolled_back]
        rest = [each for each in others if each not in pinned]
        rest.sort(key=lambda each: (each is before.published, number(each.index)), reverse=True)
        return tuple([*pinned, *rest][: max(self.keep - 1, len(pinned))])
