"""The groups of duplicates in the segments of a generation that is being written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.engines.common.duplicates import Groups, grouped
from search.engines.whoosh import duplicates_file
from search.engines.whoosh.segments.segment import Segment
from search.storage.arrays import Array, starts_of
from search.text.signatures import SIZE


def write(segments: Sequence[Segment], file: Path) -> None:
    """Find the groups of the live documents, which are numbered from 0 over all segments, and write them
    to a new file."""
    duplicates_file.write(_groups(segments), file)


def _groups(segments: Sequence[Segment]) -> Groups:
    starts = starts_of(np.array([each.size for each in segments], np.int64))
    firsts: list[int] = starts[:-1].tolist()
    live = np.concatenate([np.zeros(0, np.int64), *map(_live, segments, firsts)])
    signatures = np.empty((len(live), SIZE), np.uint8)
    done = 0
    for each in segments:
        signatures[done : done + each.live_count] = _signatures(each)
        done += each.live_count

    def id_of(number: int) -> str:
        document = int(live[number])
        segment = bisect_right(firsts, document) - 1
        return segments[segment].id(document - firsts[segment])

    found = grouped(signatures, id_of)
    return Groups(live[found.members], found.starts, found.agreements)


def _live(segment: Segment, first: int) -> Array:
    own = np.arange(segment.size) if segment.live is None else np.flatnonzero(segment.live)
    return own + first


def _signatures(segment: Segment) -> Array:
    found = segment.signatures()
    return found if segment.live is None else found[segment.live]
