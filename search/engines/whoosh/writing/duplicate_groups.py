"""The groups of duplicates in the segments of a generation that is being written.

A reindex that changes few articles looks only at these, at what shares a band with them, at what shares
one with that, and so on. All other groups are those of the generation before, see `common.duplicates`.
Ten articles more among 200,000, nearly all of which are copies, take a tenth of the time of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from search.engines.common.duplicates import Groups, grouped
from search.engines.common.signature_bands import KnownBands, share_a_band
from search.engines.whoosh import duplicates_file
from search.engines.whoosh.segments.segment import Segment
from search.engines.whoosh.writing.closed_segments import ClosedSegments
from search.storage.arrays import Array, spread, starts_of
from search.text.signatures import SIZE

_MANY = 4
"""If more than a quarter of the articles are new or gone, all groups are made again."""


@dataclass(frozen=True, slots=True)
class Before:
    """The segments of the generation before, and its groups."""

    segments: ClosedSegments
    groups: Groups


def write(segments: ClosedSegments, file: Path, before: Before | None = None) -> None:
    """Find the groups of the live documents, which are numbered from 0 over all segments, and write them
    to a new file."""
    duplicates_file.write(_groups(_Documents(segments), before), file)


class _Documents:
    """The documents of several segments, numbered from 0 over all of them."""

    def __init__(self, segments: ClosedSegments) -> None:
        self.segments = segments
        self.starts = starts_of(np.array([each.size for each in segments.listed], np.int64))

    @property
    def live(self) -> Array:
        """The numbers of those that are not deleted (rising)."""
        numbers = map(self.live_of, range(len(self.segments.listed)))
        return np.concatenate([np.zeros(0, np.int64), *numbers])

    def live_of(self, segment: int) -> Array:
        """Those of one segment."""
        numbers = np.arange(*self.starts[segment : segment + 2])
        return np.delete(numbers, sorted(self.segments.listed[segment].deleted))

    def signatures(self, numbers: Array) -> Array:
        """The signatures of some documents (rising; uint8, a row each)."""
        found = np.empty((len(numbers), SIZE), np.uint8)
        for segment, own, rows in self._by_segment(numbers):
            found[rows] = segment.signatures()[own]
        return found

    def by_id(self, numbers: Array) -> Array:
        """The indices of some documents (rising) in the order of their ids."""
        ids: list[bytes] = []
        for segment, own, _ in self._by_segment(numbers):
            ids += segment.ids(own)
        return np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)

    def _by_segment(self, numbers: Array) -> Iterator[tuple[Segment, Array, slice]]:
        """The segments that have some documents (rising), each with their numbers in it, and their range
        among all of them."""
        bounds = numbers.searchsorted(self.starts).tolist()
        for number, (first, end) in enumerate(pairwise(bounds)):
            if first < end:
                with self.segments.at(number) as segment:
                    yield segment, numbers[first:end] - self.starts[number], slice(first, end)


def _groups(documents: _Documents, before: Before | None) -> Groups:
    if before is None:
        return _grouped(documents, documents.live)
    changes = _Changes(documents, _Documents(before.segments))
    if changes.are_many:
        return _grouped(documents, documents.live)
    affected = changes.affected()
    kept = _renumbered(before.groups, changes.numbers, affected)
    return _both(kept, _grouped(documents, np.flatnonzero(affected)))


def _grouped(documents: _Documents, numbers: Array) -> Groups:
    """The groups among some documents (rising)."""
    signatures = documents.signatures(numbers)
    are_shared = share_a_band(signatures)
    numbers, signatures = numbers[are_shared], signatures[are_shared]
    order = documents.by_id(numbers)
    found = grouped(signatures[order])
    return Groups(numbers[order[found.members]], found.starts, found.agreements)


class _Changes:
    """What is new in the documents of a generation, and what is gone of those of the one before.

    `numbers` has the number that each document before has now, -1 if it is gone (int64).
    """

    def __init__(self, now: _Documents, before: _Documents) -> None:
        self._now, self._before = now, before
        self.numbers = np.full(int(before.starts[-1]), -1, np.int64)
        firsts = {each.name: number for number, each in enumerate(before.segments.listed)}
        self._is_new = np.zeros(int(now.starts[-1]), bool)
        for number, listed in enumerate(now.segments.listed):
            live = now.live_of(number)
            if (same := firsts.get(listed.name)) is None:
                self._is_new[live] = True
            else:
                self.numbers[live - now.starts[number] + before.starts[same]] = live
        is_gone = np.zeros(len(self.numbers), bool)
        is_gone[before.live] = True
        is_gone[self.numbers >= 0] = False
        self._gone = np.flatnonzero(is_gone)

    @property
    def are_many(self) -> bool:
        changed = int(np.count_nonzero(self._is_new)) + len(self._gone)
        return _MANY * changed > len(self._is_new)

    def affected(self) -> Array:
        """The documents whose groups may be others than before (bool)."""
        affected = self._is_new.copy()
        new = self._now.signatures(np.flatnonzero(affected))
        found = [new, self._before.signatures(self._gone)]
        seen = np.zeros(len(self._now.segments.listed), np.int64)
        while (seen < len(found)).any():
            for number in np.flatnonzero(seen < len(found)).tolist():
                others = np.concatenate(found[seen[number] :])
                seen[number] = len(found)
                if len(others):
                    found.append(self._affect(number, others, affected))
        return affected

    def _affect(self, segment: int, others: Array, affected: Array) -> Array:
        """Enter the documents of a segment that share a band with others, and return the signatures of
        those that were not entered before."""
        with self._now.segments.at(segment) as opened:
            signatures = opened.signatures()
        live = self._now.live_of(segment)
        own = live - self._now.starts[segment]
        is_found = KnownBands(others).shared_by(signatures)[own] & ~affected[live]
        affected[live[is_found]] = True
        new: Array = signatures[own[is_found]]
        return new


def _renumbered(groups: Groups, numbers: Array, affected: Array) -> Groups:
    """Those groups that are as before, with the numbers that their members have now."""
    firsts = numbers[groups.members[groups.starts[:-1]]]
    kept = np.flatnonzero((firsts >= 0) & ~affected[firsts])
    sizes = groups.sizes[kept]
    entries = spread(groups.starts[kept], sizes)
    members = numbers[groups.members[entries]]
    return Groups(members, starts_of(sizes), groups.agreements[entries])


def _both(one: Groups, other: Groups) -> Groups:
    return Groups(
        np.concatenate([one.members, other.members]),
        starts_of(np.concatenate([one.sizes, other.sizes])),
        np.concatenate([one.agreements, other.agreements]),
    )
