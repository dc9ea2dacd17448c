"""Small segments for tests of the operations that read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from search.engines.whoosh import generations
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.model.articles import Article
from search.storage.recent import Recent
from tests.support import publish


def group_of(
    folder: Path, *segments: Sequence[Article], deleted: frozenset[str] = frozenset()
) -> SegmentGroup:
    """A group of segments with these articles."""
    publish(folder, *segments, deleted=deleted)
    return SegmentGroup(generations.current(folder).open(), 0, Recent(1 << 20))
