"""Why a reindex builds an index again, and the check of its counts before it is published."""

from __future__ import annotations

from typing import NamedTuple

from search.config.archive import ArchiveConfig
from search.errors import IndexDamaged

OTHER_VERSION = "The index was written by another version of Backissue: it is built again."
OTHER_READING = "This version of Backissue reads articles differently: all are read again."


def settings_changed(before: ArchiveConfig, after: ArchiveConfig) -> str:
    """The note for a reindex that reads all articles again because settings changed."""
    names = ", ".join(after.reading_changes(before))
    return f"Settings of the archive have changed ({names}): all articles are read again."


class Counts(NamedTuple):
    """How many articles and paragraphs an index holds."""

    articles: int
    paragraphs: int


def verify_counts(index: str, found: Counts, expected: Counts) -> None:
    """Raise `IndexDamaged` unless the counts are those of the manifest."""
    if found != expected:
        raise IndexDamaged(
            f"{index} holds {found.articles} articles and {found.paragraphs} paragraphs instead of"
            f" {expected.articles} and {expected.paragraphs}: it was not published. Run"
            " `backissue reindex` again."
        )
