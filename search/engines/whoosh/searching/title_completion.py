"""Articles whose titles hold the words that are being typed, and phrases that are frequent in these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from search.engines.common.suggestions import Typed
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.doc_store import StoredHead
from search.model.schema import TITLE
from search.query.tree import And, Or, Query, Term, simplified
from search.storage.arrays import Array
from search.text import analyzer

_READ = 100
"""Titles that are read, the newest first."""
_LEAST = 3
_SHARE = 0.1
"""A phrase is frequent if so many of the titles, and this share of them, have it."""


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


def likeliest(heads: Sequence[StoredHead], typed: Typed) -> list[StoredHead]:
    """Those that begin as the text typed before others; each title once."""
    start = " ".join(typed.words)
    by_title = {each.title: each for each in reversed(heads)}
    return sorted(
        reversed(by_title.values()),
        key=lambda each: not " ".join(analyzer.words(each.title)).startswith(start),
    )


def phrases(heads: Sequence[StoredHead], typed: Typed) -> list[tuple[str, str]]:
    """The pairs of adjacent words in titles that complete the text typed, the most frequent first."""
    *before, last = typed.words[-2:]
    counts: Counter[tuple[str, str]] = Counter()
    for each in heads:
        words = analyzer.words(each.title)
        counts.update(
            {
                (word, words[at + 1])
                for at, word in enumerate(words[:-1])
                if word.startswith(last) and (not before or words[at - 1 : at] == before)
            }
        )
    least = max(_LEAST, _SHARE * len(heads))
    return [pair for pair, count in counts.most_common() if count >= least]
