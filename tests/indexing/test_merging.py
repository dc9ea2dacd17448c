"""Which segments are merged: many small ones, and those that are mostly deleted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.writing.merge_policy import MOST, segments_to_merge

FULL = 1_000_000


def _segment(name: str, size: int, gone: int = 0) -> ColumnarSegment:
    return ColumnarSegment(name, size, frozenset(range(gone)), words=size * 1_000)


def test_full_segments_are_left_alone() -> None:
    full = [_segment(f"full{number}", 5_000) for number in range(40)]
    assert segments_to_merge([*full, _segment("new", 10)], FULL) == []
    worn = _segment("worn", 5_000, gone=2_600)
    assert segments_to_merge([*full, worn], FULL) == [worn]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=300))
def test_segments_stay_few_however_many_reindexes(sizes: list[int]) -> None:
    segments: list[ColumnarSegment] = []
    for number, size in enumerate(sizes):
        segments.append(_segment(f"s{number}", size))
        merged = segments_to_merge(segments, FULL)
        if merged:
            rest = [each for each in segments if each not in merged]
            whole = sum(each.size for each in merged)
            segments = [*rest, _segment(f"m{number}", whole)]
    small = [each for each in segments if each.words < FULL]
    assert len(small) <= MOST * 3
    assert sum(each.size for each in segments) == sum(sizes)
