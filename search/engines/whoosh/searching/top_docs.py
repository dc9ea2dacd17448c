"""The top docs of a search: a page of all matching doc ids, in an order that depends on the articles
alone.

Ties in the sort key are broken by date (newest first), then by id and paragraph, never by doc id: a
rebuilt index answers in the same order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from search.engines.whoosh.searching.segment_group import SegmentGroup, joined
from search.model.request import Sort
from search.storage.arrays import Array, starts_of

_SAMPLE = 1024
"""The size of the sample that a first threshold is taken from; it may be up to twice as large."""


class CandidateDocs(NamedTuple):
    """The doc ids of a segment group that match and pass the filters, as parallel arrays: the doc id
    (rising), its document, its score (float32)."""

    group: SegmentGroup
    doc_ids: Array
    documents: Array
    scores: Array

    def chosen(self, mask: Array) -> CandidateDocs:
        """The candidates of a mask over them (bool)."""
        kept = mask.nonzero()[0]
        doc_ids = self.doc_ids.take(kept, mode="clip")
        are_same = self.documents is self.doc_ids
        documents = doc_ids if are_same else self.documents.take(kept, mode="clip")
        return CandidateDocs(self.group, doc_ids, documents, self.scores.take(kept, mode="clip"))


Tier: TypeAlias = Sequence[CandidateDocs]
"""Candidates of several groups that stand before those of the next tier."""


class ScoreDoc(NamedTuple):
    """One of the top docs: its doc id, its document in the segment group, its score."""

    group: SegmentGroup
    doc_id: int
    document: int
    score: float

    @property
    def id(self) -> str:
        """The id of the article."""
        segment, document = self.group.segment_of(self.document)
        return segment.id(document)


def top_docs(found: Sequence[CandidateDocs], sort: Sort, skip: int, size: int) -> list[ScoreDoc]:
    """Hits `skip` to `skip + size` (counted from 0) of all segment groups.

    Only the candidates up to a threshold are sorted: those that the first key cannot keep off the
    page. Their ids, which have to be read from segments, break ties only where the page needs it.
    """
    return list(each_top_doc(found, sort, skip, size))


def each_top_doc(
    found: Sequence[CandidateDocs], sort: Sort, skip: int, size: int
) -> Iterator[ScoreDoc]:
    """`top_docs` one by one: what is held of those to come is numbers in arrays."""
    end = min(skip + size, sum(len(each.doc_ids) for each in found))
    if skip >= end:
        return
    keys = [primary_key(each, sort) for each in found]
    last = threshold(joined(keys), end)
    kept = [np.flatnonzero(key <= last) for key in keys]
    primary = joined([key[indices] for key, indices in zip(keys, kept, strict=True)])
    secondary = joined(
        [secondary_key(each, sort, indices) for each, indices in zip(found, kept, strict=True)]
    )
    order = np.lexsort((secondary, primary))
    order = order[: _end_of_ties(primary[order], secondary[order], end)]
    starts: list[int] = starts_of(np.array([len(indices) for indices in kept])).tolist()
    first = 0
    for last in _ends_of_runs(primary[order], secondary[order]):
        run = [_score_doc(found, kept, starts, each) for each in order[first:last].tolist()]
        if len(run) > 1 and last > skip:
            run.sort(key=lambda each: (each.id, each.doc_id))
        yield from run[max(0, skip - first) : end - first]
        first = last


def primary_key(found: CandidateDocs, sort: Sort) -> Array:
    """The first sort key, smallest first; articles without a date are last in both date orders."""
    if sort == "relevance":
        return -found.scores
    days = found.group.days[found.documents]
    return -days if sort == "newest" else np.where(days == 0, np.iinfo(np.int32).max, days)


def secondary_key(found: CandidateDocs, sort: Sort, indices: Array) -> Array:
    """The second sort key of some candidates, smallest first."""
    if sort == "relevance":
        return -found.group.days[found.documents[indices]]
    return -found.scores[indices]


def threshold(keys: Array, size: int) -> Any:
    """The `size`-th smallest key: at least `size` keys are not above it, and more only if keys are
    equal.

    A partition of millions of keys moves them several times. So a sample is partitioned first: its
    `size`-th smallest key is not below that of all keys, which contain the sample, and so one
    comparison, which the processor does many at a time, leaves few keys to partition.
    """
    if size >= len(keys):
        return keys.max()
    sample = keys[:: max(1, len(keys) // _SAMPLE)]
    if size < len(sample):
        keys = keys[keys <= np.partition(sample, size - 1)[size - 1]]
    return np.partition(keys, size - 1)[size - 1]


def _end_of_ties(primary: Array, secondary: Array, end: int) -> int:
    """The end of the run of equal keys that the last hit of the page, number `end` - 1 of the sorted
    keys, is in: its ids decide which of the run are on the page."""
    same = (primary[end:] == primary[end - 1]) & (secondary[end:] == secondary[end - 1])
    return end + (len(same) if same.all() else int(same.argmin()))


def _score_doc(
    found: Sequence[CandidateDocs], kept: Sequence[Array], starts: Sequence[int], candidate: int
) -> ScoreDoc:
    """The candidate number `candidate` of all that were kept, which start at `starts` by group."""
    number = bisect_right(starts, candidate, hi=len(found)) - 1
    each, index = found[number], int(kept[number][candidate - starts[number]])
    return ScoreDoc(
        each.group, int(each.doc_ids[index]), int(each.documents[index]), float(each.scores[index])
    )


def _ends_of_runs(primary: Array, secondary: Array) -> Array:
    """Where runs of equal keys end."""
    differ = (primary[1:] != primary[:-1]) | (secondary[1:] != secondary[:-1])
    return np.append(differ.nonzero()[0] + 1, len(primary))
