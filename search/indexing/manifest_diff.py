"""What a reindex changes: the manifests before and after compared, article by article."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.indexing.manifest import Articles, Claim, Manifest, owners


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
    old_keys, new_keys = before.rows.keys[old.rows], after.rows.keys[new.rows]
    _, in_old, in_new = np.intersect1d(old_keys, new_keys, assume_unique=True, return_indices=True)
    hashes = before.rows.hashes[old.rows[in_old]], after.rows.hashes[new.rows[in_new]]
    differ = (hashes[0] != hashes[1]).any(axis=1)
    return ManifestDiff(
        added=Articles(after, np.delete(new.rows, in_new)),
        updated=Articles(after, np.sort(new.rows[in_new[differ]])),
        removed=Articles(before, np.delete(old.rows, in_old)),
        owned=new,
        doubled=doubled,
    )
