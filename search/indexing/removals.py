"""A reindex that would remove much is refused: more often than not, a part of the archive is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from search.indexing.manifest import Articles, Manifest, owners
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.scan import ROOT, Scan

MOST = 20
"""Articles that a reindex may always remove."""
_SHARE = 4
"""It may remove a quarter of them, if that is more."""
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a generation is not published, and how many articles each folder would lose."""

    sentence: str
    losses: dict[str, int]


def refusal(found: ManifestDiff, are_allowed: bool) -> Refusal | None:
    """Whether what searches find now must not be replaced, given what would change.

    If removals are allowed, then only if nothing would be left.
    """
    before = found.count_before
    if is_much(len(found.removed), before) and not are_allowed:
        return _refused(found.removed, before, len(found.added))
    if before and not len(found.owned):
        return Refusal(
            f"No article could be read, so the index stays as it is, with {before:,} article(s).",
            _by_folder(found.removed),
        )
    return None


def is_much(removed: int, before: int) -> bool:
    """Whether so many of the articles before may not be removed without a word."""
    return removed > MOST and removed * _SHARE > before


def articles_at_risk(served: Manifest, found: Scan) -> int:
    """The articles whose files are gone or changed: no more can be removed."""
    files = {file.path: (file.size, file.changed) for file in found.files}
    known = zip(served.paths, served.sizes.tolist(), served.changed.tolist(), strict=True)
    is_same = [files.get(path) == (size, changed) for path, size, changed in known]
    of_articles = served.rows.files[served.rows.articles()]
    return int(np.count_nonzero(~np.array(is_same, bool)[of_articles]))


def _refused(removed: Articles, before: int, added: int) -> Refusal:
    lost = _by_folder(removed)
    owned = _by_folder(owners(removed.manifest)[0])
    listed = [
        f"{_named(folder)} {count:,} of {owned[folder]:,}"
        for folder, count in list(lost.items())[:_LISTED]
    ]
    if len(lost) > _LISTED:
        listed.append(f"{len(lost) - _LISTED:,} more folders the rest")
    adding = f" and add {added:,}" if added else ""
    return Refusal(
        f"This reindex would remove {len(removed):,} of {before:,} articles{adding}, so nothing was"
        f" published and the index stays as it is. Folders would lose: {', '.join(listed)}. If they are"
        " meant to go, run it again with --allow-removals.",
        lost,
    )


def _by_folder(articles: Articles) -> dict[str, int]:
    """The number of articles in each folder, the largest first."""
    files = articles.manifest.rows.files[articles.rows]
    counts: Counter[str] = Counter()
    for number, count in zip(*np.unique(files, return_counts=True), strict=True):
        counts[str(PurePosixPath(articles.manifest.paths[number]).parent)] += int(count)
    return dict(counts.most_common())


def _named(folder: str) -> str:
    return "the archive itself" if folder == ROOT else folder
