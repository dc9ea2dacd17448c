"""What a reindex changes, from the manifests before and after: who owns each id, then and now."""

from __future__ import annotations

from dataclasses import dataclass

from search.indexing.manifest import Claim, Manifest, owners


@dataclass(frozen=True, slots=True)
class Change:
    """The articles by id that are new, differ, or are gone, and the number that are as they were.

    `doubled` are records that give an id that belongs to an earlier one: pairs of both.
    """

    added: dict[str, Claim]
    updated: dict[str, Claim]
    removed: dict[str, Claim]
    unchanged: int
    doubled: list[tuple[Claim, Claim]]

    @property
    def written(self) -> dict[str, Claim]:
        """The articles that the new generation needs and the old one does not have."""
        return self.added | self.updated

    @property
    def withdrawn(self) -> list[str]:
        """The ids whose article in the old generation no longer holds."""
        return [*self.updated, *self.removed]


def change(before: Manifest, after: Manifest) -> Change:
    old, _ = owners(before.values())
    new, doubled = owners(after.values())
    added = {id: claim for id, claim in new.items() if id not in old}
    updated = {
        id: claim
        for id, claim in new.items()
        if id in old and old[id].entry.hash != claim.entry.hash
    }
    removed = {id: claim for id, claim in old.items() if id not in new}
    return Change(added, updated, removed, len(new) - len(added) - len(updated), doubled)
