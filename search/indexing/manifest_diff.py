"""What a reindex changes: the manifests before and after compared, article by article."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.indexing.manifest import Articles, Claim, Manifest, owners
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class ManifestDiff:
    """The articles that are new, differ or are gone, and all articles of the manifest after.

    `doubled` are the records that claim the id of an earlier one: pairs of the record and the earlier
    one.
    """

    added: Articles
    updated: Articles
    removed: Articles
    owned: Articles
    doubled: list[tuple[Claim, Claim]]

    @property
    def unchanged(self) -> int:
        return len(self.owned) - len(self.added) - len(self.updated)

    @property
    def count_before(self) -> int:
        """The number of articles of the manifest before."""
        return self.unchanged + len(self.updated) + len(self.removed)

    @property
    def written(self) -> Articles:
        """The articles that the new generation holds and the old one does not."""
        return Articles(self.owned.manifest, np.concatenate([self.added.rows, self.updated.rows]))

    @property
    def withdrawn(self) -> list[str]:
        """The ids of the articles of the old generation that are replaced or removed."""
        return [*self.updated, *self.removed]


def diff(before: Manifest, after: Manifest) -> ManifestDiff:
    old, _ = owners(before)
    new, doubled = owners(after)
    in_old, in_new = _in_both(before.rows.keys[old.rows], after.rows.keys[new.rows])
    hashes = before.rows.hashes[old.rows[in_old]], after.rows.hashes[new.rows[in_new]]
    differ = (hashes[0] != hashes[1]).any(axis=1)
    return ManifestDiff(
        added=Articles(after, np.delete(new.rows, in_new)),
        updated=Articles(after, np.sort(new.rows[in_new[differ]])),
        removed=Articles(before, np.delete(old.rows, in_old)),
        owned=new,
        doubled=doubled,
    )


def _in_both(one: Array, other: Array) -> tuple[Array, Array]:
    """The indices of the numbers that are in both of two arrays (int64), in each of which no number is
    there twice. What is the same at both ends, as nearly all is, need not be looked up."""
    head = _same(one, other)
    tail = _same(one[head:][::-1], other[head:][::-1])
    middle = slice(head, len(one) - tail), slice(head, len(other) - tail)
    _, in_one, in_other = np.intersect1d(
        one[middle[0]], other[middle[1]], assume_unique=True, return_indices=True
    )
    heads, tails = np.arange(head), np.arange(-tail, 0)
    return (
        np.concatenate([heads, in_one + head, tails + len(one)]),
        np.concatenate([heads, in_other + head, tails + len(other)]),
    )


def _same(one: Array, other: Array) -> int:
    """How many numbers two arrays begin with that are the same."""
    size = min(len(one), len(other))
    differ = one[:size] != other[:size]
    return int(differ.argmax()) if differ.any() else size
