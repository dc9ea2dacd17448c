"""Files that need an optional extra are read once it is installed, although they did not change."""

from __future__ import annotations

from dataclasses import replace

from search.indexing.manifest import Manifest
from search.indexing.revision import UNCERTAIN
from search.reading import is_extra_missing, needs_extra


def with_new_extras(manifest: Manifest) -> Manifest:
    """The manifest, where files that lacked an extra count as changed if it is there now."""
    claims = manifest.rows.noted()
    reasons = {row: manifest.rows.entry(row).reason for row in claims.tolist()}
    waiting = [row for row, reason in reasons.items() if needs_extra(reason)]
    ready = [row for row in waiting if not is_extra_missing(reasons[row])]
    if not ready:
        return manifest
    changed = manifest.changed.copy()
    changed[manifest.rows.files[ready]] = UNCERTAIN
    return replace(manifest, changed=changed)
