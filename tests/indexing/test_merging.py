"""Which segments are merged: many small ones, and those that are mostly deleted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.segments.segment_writer import MOST_DOCUMENTS
from search.engines.whoosh.writing.merge_policy import MOST, is_full, merges


def _segment(name: str, size: int, gone: int = 0) -> ColumnarSegment:
    return ColumnarSegment(name, size, frozenset(range(gone)), words=size * 1_000)


def _merged(segments: list[ColumnarSegment], name: str, written: int = 0) -> list[ColumnarSegment]:
    """The segments after the policy was followed."""
    groups = merges(segments, written)
    gone = [each for group in groups for each in group]
    results = [
        _segment(f"{name}-{number}", sum(each.doc_count() for each in group))
        for number, group in enumerate(groups)
    ]
    return [*(each for each in segments if each not in gone), *results]


def test_full_segments_are_left_alone() -> None:
    full = [_segment(f"full{number}", 40_000) for number in range(40)]
    assert merges([*full, _segment("new", 10)]) == []
    worn = _segment("worn", 40_000, gone=20_100)
    assert merges([*full, worn]) == [[worn]]


def test_two_hundred_thousand_articles_end_in_four_segments_and_a_million_in_twenty() -> None:
    for articles, most in ((200_000, 4), (1_000_000, 20)):
        written = [_segment(f"s{number}", 5_800) for number in range(articles // 5_800)]
        written += [_segment("repeated paragraphs found late", articles // 300)]
        assert len(_merged(written, "m", articles)) <= most


def test_what_is_written_at_once_ends_in_one_segment_if_it_fits() -> None:
    parts = [_segment("first", 5_800), _segment("second", 900), _segment("again", 7)]
    assert merges(parts, 6_707) == [parts]
    full = [_segment(f"full{number}", 40_000) for number in range(3)]
    assert merges([*full, *parts], 10) == []
    assert merges([*full, *parts], 6_706) == []


def test_a_merge_takes_smaller_segments_along() -> None:
    large = [_segment(f"large{number}", 2_000) for number in range(MOST + 1)]
    larger, small = _segment("larger", 12_000), [_segment("small", 300), _segment("tiny", 1)]
    assert merges([larger, *large, *small]) == [[*large, *small]]
    assert merges([larger, *large[1:], *small]) == []


@given(st.lists(st.integers(1, 9_000), min_size=1, max_size=300))
def test_segments_stay_few_however_many_reindexes(sizes: list[int]) -> None:
    segments: list[ColumnarSegment] = []
    for number, size in enumerate(sizes):
        segments = _merged([*segments, _segment(f"s{number}", size)], f"m{number}", size)
        assert all(each.size <= MOST_DOCUMENTS for each in segments)
    assert len([each for each in segments if not is_full(each)]) <= MOST * 5
    assert sum(each.size for each in segments) == sum(sizes)
