"""The files of an index, which may be in the archive: `backissue reindex . --index index` is what many
write. They hold JSON, and are no articles."""

from __future__ import annotations

from collections.abc import Iterable

CURRENT = "CURRENT"
ROLLBACK = "ROLLBACK"
CHECKED = "CHECKED"
LOCK = "lock"
PROGRESS = "progress.json"
GENERATIONS = "generations"
ASIDE = ".set-aside-"
"""In the name of what was in the way of an index."""


def own_names(names: Iterable[str]) -> frozenset[str]:
    """Those of the names in a folder that are an index's; none if the folder is no index."""
    found = frozenset(names)
    if GENERATIONS not in found or not found & {CURRENT, LOCK}:
        return frozenset()
    own = {CURRENT, ROLLBACK, CHECKED, LOCK, PROGRESS, GENERATIONS}
    return frozenset(name for name in found if name.removesuffix(".new").split(ASIDE)[0] in own)
