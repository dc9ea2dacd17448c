"""All groups of duplicates in an open generation."""

from __future__ import annotations

from itertools import pairwise

from search.engines.common import hits
from search.engines.whoosh.searching.searcher import Searcher
from search.model.results import Duplicate
from search.text.signatures import SIZE


def listed_duplicates(searcher: Searcher) -> tuple[tuple[Duplicate, ...], ...] | None:
    """See `search.engines.protocol.Engine.duplicates`."""
    if not searcher.generation.are_grouped:
        return None
    groups = searcher.generation.duplicates()
    agreements = groups.agreements.tolist()
    found = [
        tuple(_duplicate(searcher, member, agreements[member]) for member in range(first, end))
        for first, end in pairwise(groups.starts.tolist())
    ]
    return tuple(sorted(found, key=lambda group: (-len(group), group[0].copy.id)))


def _duplicate(searcher: Searcher, member: int, agreement: int) -> Duplicate:
    group, document = searcher.duplicates.document(member)
    segment, own = group.segment_of(document)
    return Duplicate(hits.copy(segment.read_head(own)), round(agreement / SIZE, 2))
