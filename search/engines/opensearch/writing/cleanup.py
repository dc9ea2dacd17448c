"""Deleting stale documents from an index in the cluster, and comparing it with its manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from search.engines.common.rebuild import Counts
from search.engines.opensearch import index_names
from search.engines.opensearch.client import WRITING, Client
from search.engines.opensearch.state import Published
from search.engines.opensearch.writing.bulk import Action, delete_action, send
from search.engines.opensearch.writing.inventory import ArticleCounts, article_counts, documents
from search.errors import IndexDamaged
from search.indexing.manifest import Articles, Manifest, key_of, owners
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.target import Baseline
from search.storage.arrays import Array

_ACTIONS = 5_000
"""Deletions in one request."""
_IDS = 500
"""Articles whose documents are listed at once."""
_LISTED = 20
_NO_ARTICLE = -1


def missing_rows(changes: ReadChanges, diff: ManifestDiff, rewritten: set[int]) -> Array:
    """The rows of articles to write although their records did not change, except `rewritten`.

    These are the ones that were not read, and the ones whose id another record claims that was read:
    its documents may have replaced theirs.
    """
    rows = changes.manifest.rows
    owned = diff.owned.rows
    read = changes.sent()
    others = np.setdiff1d(read, owned)
    rejected = np.array([key_of(each.entry.id) for each in changes.rejected], np.uint64)
    replaced = owned[np.isin(rows.keys[owned], np.concatenate([rows.keys[others], rejected]))]
    wanted = np.union1d(changes.unread(diff.written.rows), replaced)
    return np.setdiff1d(wanted, np.fromiter(rewritten, np.int64, len(rewritten)))


def delete_stale(
    client: Client, index: str, changes: ReadChanges, diff: ManifestDiff, base: Baseline
) -> None:
    """Delete the documents of articles that are gone, and the last paragraphs of articles that became
    shorter."""
    stale = list(_stale(changes, base, _ParagraphCounts(diff.owned)))
    actions = (action for id, first, end in stale for action in _deletions(id, first, end))
    _send(client, index, actions)


def delete_unowned(client: Client, index: str, owned: Articles) -> None:
    """List all documents of the index, and delete those that do not belong to the articles `owned`."""
    counts = _ParagraphCounts(owned)
    wrong = [each.id for each in article_counts(client, index) if not _is_right(each, counts)]
    for first in range(0, len(wrong), _IDS):
        ids = wrong[first : first + _IDS]
        numbers = dict(zip(ids, counts.of(_keys(ids)).tolist(), strict=True))
        actions = [
            delete_action(each.id, each.key, each.article)
            for each in documents(client, index, ids)
            if each.position >= numbers[each.article] or numbers[each.article] == _NO_ARTICLE
        ]
        _send(client, index, iter(actions))


def differing(client: Client, published: Published, manifest: Manifest) -> list[str]:
    """One sentence for each article in which an index and its manifest differ, at most _LISTED."""
    owned, _ = owners(manifest)
    return list(islice(_differences(client, published, owned), _LISTED))


class _ParagraphCounts:
    """How many paragraphs each article of a manifest has."""

    def __init__(self, owned: Articles) -> None:
        rows = owned.manifest.rows
        order = np.argsort(rows.keys[owned.rows])
        self._keys = rows.keys[owned.rows][order]
        self._paragraphs = rows.paragraphs[owned.rows][order].astype(np.int64)

    def of(self, keys: Array) -> Array:
        """The number for each key of an id (int64), _NO_ARTICLE if there is no such article."""
        if not len(self._keys):
            return np.full(len(keys), _NO_ARTICLE)
        indexes = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        is_found = self._keys[indexes] == keys
        found: Array = np.where(is_found, self._paragraphs[indexes], _NO_ARTICLE)
        return found


def _stale(
    changes: ReadChanges, base: Baseline, counts: _ParagraphCounts
) -> Iterator[tuple[str, int, int]]:
    """Ids with stale documents: the paragraphs from the first number up to the second one.

    If the first number is _NO_ARTICLE, the article's own document is stale, too.
    """
    read = changes.sent()
    manifests = [(changes.manifest, np.intersect1d(read, changes.manifest.rows.articles()))]
    manifests += [(each, each.rows.articles()) for each in (base.held, base.published)]
    for manifest, rows in manifests:
        now = counts.of(manifest.rows.keys[rows])
        before = manifest.rows.paragraphs[rows].astype(np.int64)
        for at in np.flatnonzero(now < before).tolist():
            yield manifest.rows.ids[rows[at]], int(now[at]), int(before[at])
        for at in np.flatnonzero((now == _NO_ARTICLE) & (before == 0)).tolist():
            yield manifest.rows.ids[rows[at]], _NO_ARTICLE, 0
    for claim in changes.rejected:
        key = np.array([key_of(claim.entry.id)], np.uint64)
        yield claim.entry.id, int(counts.of(key)[0]), claim.entry.paragraphs


def _deletions(id: str, first: int, end: int) -> Iterator[Action[str]]:
    key = index_names.key(id)
    if first == _NO_ARTICLE:
        yield delete_action(index_names.article(id), key, id)
    for position in range(max(first, 0), end):
        yield delete_action(index_names.paragraph(id, position), key, id)


def _differences(client: Client, published: Published, owned: Articles) -> Iterator[str]:
    index = published.index
    expected = Counts(len(owned), owned.paragraphs)
    if (published.articles, published.paragraphs) != expected:
        yield f"The manifest of {published.name} does not belong to what was published."
    counts, articles = _ParagraphCounts(owned), 0
    for each in article_counts(client, index):
        wanted = int(counts.of(_keys([each.id]))[0])
        articles += wanted != _NO_ARTICLE
        if wanted == _NO_ARTICLE:
            yield f"{index} holds “{each.id}”, which is not in the manifest."
        elif each.articles != 1:
            yield f"{index} holds {each.articles} articles “{each.id}” instead of one."
        elif each.paragraphs != wanted:
            yield f"{index} holds {each.paragraphs} paragraphs of “{each.id}” instead of {wanted}."
    if articles != expected.articles:
        yield f"{index} holds {articles} of the {expected.articles} articles in the manifest."


def _is_right(found: ArticleCounts, counts: _ParagraphCounts) -> bool:
    return found.articles == 1 and found.paragraphs == int(counts.of(_keys([found.id]))[0])


def _keys(ids: Sequence[str]) -> Array:
    return np.fromiter(map(key_of, ids), np.uint64, len(ids))


def _send(client: Client, index: str, actions: Iterator[Action[str]]) -> None:
    while batch := list(islice(actions, _ACTIONS)):
        if refused := send(client, index, batch, WRITING):
            raise IndexDamaged(
                f"“{refused[0].owner}” could not be removed from {index} ({refused[0].reason}):"
                " nothing was published. Run it again."
            )
