"""What must not stay in an index of a cluster, and whether it holds what its manifest says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np

from search.engines.opensearch import indices, names
from search.engines.opensearch.client import WRITING, Client
from search.engines.opensearch.mapping import VERSION
from search.engines.opensearch.names import Names
from search.engines.opensearch.state import Published
from search.engines.opensearch.writing.bulk import Action, deleted, send
from search.engines.opensearch.writing.inventory import ArticleCounts, article_counts, documents
from search.errors import IndexDamaged
from search.indexing.manifest import Articles, Manifest, key_of, owners
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.revision import UNREAD
from search.indexing.target import Baseline
from search.storage.arrays import Array

_AT_ONCE = 5_000
_LISTED = 20
_NONE = -1


def spoilt(changes: ReadChanges, change: ManifestDiff, mended: set[int]) -> Array:
    """The rows of articles that have to be written (again): those that changed and were not read,
    and those of whose id another record was read, as its documents may have come later."""
    rows = changes.manifest.rows
    owned = change.owned.rows
    read = np.flatnonzero(changes.numbers != UNREAD)
    others = np.setdiff1d(read, owned)
    keys = [
        rows.keys[others],
        np.array([key_of(each.entry.id) for each in changes.rejected], np.uint64),
    ]
    replaced = owned[np.isin(rows.keys[owned], np.concatenate(keys))]
    wanted = np.union1d(changes.unread(change.written.rows), replaced)
    return np.setdiff1d(wanted, np.fromiter(mended, np.int64, len(mended)))


def remove_left_over(
    client: Client, index: str, changes: ReadChanges, change: ManifestDiff, base: Baseline
) -> None:
    """Delete the documents of articles that are gone, and the last paragraphs of those that became
    shorter, whatever record they came from."""
    counts = _Counts(change.owned)
    left_over = list(_left_over(changes, base, counts))
    actions = (action for id, first, end in left_over for action in _deletions(id, first, end))
    _carry_out(client, index, actions)


class _Counts:
    """How many paragraphs an article has by now."""

    def __init__(self, owned: Articles) -> None:
        rows = owned.manifest.rows
        order = np.argsort(rows.keys[owned.rows])
        self._keys = rows.keys[owned.rows][order]
        self._paragraphs = rows.paragraphs[owned.rows][order].astype(np.int64)

    def of(self, keys: Array) -> Array:
        """The number for each key of an id, _NONE where there is no such article."""
        if not len(self._keys):
            return np.full(len(keys), _NONE)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Array = np.where(self._keys[places] == keys, self._paragraphs[places], _NONE)
        return found


def _left_over(
    changes: ReadChanges, base: Baseline, counts: _Counts
) -> Iterator[tuple[str, int, int]]:
    """Ids with the first paragraph that is left over (_NONE: the article is, too) and the end."""
    read = np.flatnonzero(changes.numbers != UNREAD)
    manifests = [(changes.manifest, np.intersect1d(read, changes.manifest.rows.articles()))]
    manifests += [(each, each.rows.articles()) for each in (base.held, base.published)]
    for manifest, rows in manifests:
        now = counts.of(manifest.rows.keys[rows])
        before = manifest.rows.paragraphs[rows].astype(np.int64)
        for at in np.flatnonzero(now < before).tolist():
            yield manifest.rows.ids[rows[at]], int(now[at]), int(before[at])
        for at in np.flatnonzero((now == _NONE) & (before == 0)).tolist():
            yield manifest.rows.ids[rows[at]], _NONE, 0
    for claim in changes.rejected:
        key = np.array([key_of(claim.entry.id)], np.uint64)
        yield claim.entry.id, int(counts.of(key)[0]), claim.entry.paragraphs


def _deletions(id: str, first: int, end: int) -> Iterator[Action[str]]:
    key = names.key(id)
    if first == _NONE:
        yield deleted(names.article(id), key, id)
    for position in range(max(first, 0), end):
        yield deleted(names.paragraph(id, position), key, id)


def sweep(client: Client, index: str, owned: Articles) -> None:
    """Look at everything that the index shows, and delete what is no part of the articles `owned`."""
    counts = _Counts(owned)
    wrong = [held.id for held in article_counts(client, index) if not _is_right(held, counts)]
    for first in range(0, len(wrong), _AT_ONCE // 10):
        ids = wrong[first : first + _AT_ONCE // 10]
        numbers = dict(zip(ids, counts.of(_keys(ids)).tolist(), strict=True))
        actions = [
            deleted(found.id, found.key, found.of)
            for found in documents(client, index, ids)
            if found.position >= numbers[found.of] or numbers[found.of] == _NONE
        ]
        _carry_out(client, index, iter(actions))


def faults(
    client: Client, known: Names, published: Published, manifest_of: Callable[[Published], Manifest]
) -> list[str]:
    """What is wrong with a published index, one sentence a fault; the first of very many."""
    if not indices.exists(client, published.index):
        return [f"The index {published.index} is missing."]
    found = []
    if indices.aliased(client, known) != [published.index]:
        found.append(f"The alias {known.alias} does not stand for {published.index} alone.")
    version = indices.version(client, published.index)
    if version != VERSION:
        found.append(f"The mapping of {published.index} has version {version}, not {VERSION}.")
    try:
        owned, _ = owners(manifest_of(published))
    except (IndexDamaged, ValueError) as error:
        return [*found, str(error)]
    return [*found, *islice(_different(client, published, owned), _LISTED)]


def _different(client: Client, published: Published, owned: Articles) -> Iterator[str]:
    index = published.index
    expected = indices.Counts(len(owned), owned.paragraphs)
    if (published.articles, published.paragraphs) != (expected.articles, expected.paragraphs):
        yield f"The manifest of {published.name} is not the one of what was published."
    counts, articles = _Counts(owned), 0
    for held in article_counts(client, index):
        wanted = int(counts.of(_keys([held.id]))[0])
        articles += wanted != _NONE
        if wanted == _NONE:
            yield f"{index} holds “{held.id}”, which is not in the manifest."
        elif held.articles != 1:
            yield f"{index} holds {held.articles} articles “{held.id}”, and paragraphs of it."
        elif held.paragraphs != wanted:
            yield f"{index} holds {held.paragraphs} paragraphs of “{held.id}” instead of {wanted}."
    if articles != expected.articles:
        yield f"{index} holds {articles} articles of {expected.articles} in the manifest."


def _is_right(held: ArticleCounts, counts: _Counts) -> bool:
    return held.articles == 1 and held.paragraphs == int(counts.of(_keys([held.id]))[0])


def _keys(ids: Sequence[str]) -> Array:
    return np.fromiter(map(key_of, ids), np.uint64, len(ids))


def _carry_out(client: Client, index: str, actions: Iterator[Action[str]]) -> None:
    while some := list(islice(actions, _AT_ONCE)):
        if refused := send(client, index, some, WRITING):
            raise IndexDamaged(
                f"“{refused[0].of}” could not be removed from {index} ({refused[0].reason}): nothing"
                " was published. Run it again."
            )
