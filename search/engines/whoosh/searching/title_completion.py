"""Articles whose titles hold the words that are being typed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.common.suggestions import Typed
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.doc_store import StoredHead
from search.model.schema import TITLE
from search.query.tree import And, Or, Query, Term, simplified
from search.storage.arrays import Array

_READ = 100
"""Titles that are read, the newest first."""


def holding(typed: Typed, completed: Sequence[str]) -> Query:
    """The query for titles with all words typed, the last of which may be one of `completed`."""
    *whole, last = typed.words
    ends = Or(tuple(Term(TITLE, word) for word in (last, *completed)))
    return simplified(And((*(Term(TITLE, word) for word in whole), ends)))


def newest(groups: Sequence[SegmentGroup], masks: Sequence[Array]) -> list[StoredHead]:
    """The newest articles of masks (for each group), newest first."""
    found: list[tuple[int, int, int]] = []
    for number, (group, mask) in enumerate(zip(groups, masks, strict=True)):
        documents = np.flatnonzero(mask)
        days = group.days[documents]
        if len(documents) > _READ:
            latest = np.argpartition(days, -_READ)[-_READ:]
            documents, days = documents[latest], days[latest]
        found += [
            (-day, number, document)
            for day, document in zip(days.tolist(), documents.tolist(), strict=True)
        ]
    heads = []
    for _, number, document in sorted(found)[:_READ]:
        segment, own = groups[number].segment_of(document)
        heads.append(segment.head(own))
    return heads
