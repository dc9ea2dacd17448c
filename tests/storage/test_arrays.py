"""Operations on flat arrays, on arrays that one can check by eye."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.storage.arrays import counted, narrowed, spread, starts_of


@pytest.mark.parametrize(
    ("lengths", "starts"), [([], [0]), ([3], [0, 3]), ([2, 0, 3], [0, 2, 2, 5])]
)
def test_starts_of(lengths: list[int], starts: list[int]) -> None:
    found = starts_of(np.array(lengths, np.uint8))
    assert found.tolist() == starts
    assert found.dtype == np.int64


def test_starts_do_not_overflow_the_type_of_lengths() -> None:
    assert starts_of(np.array([255, 255], np.uint8)).tolist() == [0, 255, 510]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], np.uint8),
        ([0, 255], np.uint8),
        ([256, 3], np.uint16),
        ([65_535], np.uint16),
        ([65_536], np.uint32),
        ([1 << 32], np.uint64),
    ],
)
def test_narrowed(values: list[int], kind: type) -> None:
    found = narrowed(np.array(values, np.int64))
    assert found.tolist() == values
    assert found.dtype == kind


@pytest.mark.parametrize(
    ("starts", "counts", "indices"),
    [
        ([], [], []),
        ([4], [0], []),
        ([7, 0], [3, 2], [7, 8, 9, 0, 1]),
        ([5, 9, 5], [1, 0, 2], [5, 5, 6]),
    ],
)
def test_spread(starts: list[int], counts: list[int], indices: list[int]) -> None:
    assert spread(np.array(starts, np.int64), np.array(counts, np.int64)).tolist() == indices


@pytest.mark.parametrize(
    ("values", "distinct", "counts"),
    [([], [], []), ([7], [7], [1]), ([2, 2, 5], [2, 5], [2, 1]), ([0, 1, 1], [0, 1], [1, 2])],
)
def test_counted(values: list[int], distinct: list[int], counts: list[int]) -> None:
    found = counted(np.array(values, np.int64))
    assert [each.tolist() for each in found] == [distinct, counts]


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=1, max_size=6), st.data())
def test_some_lists_of_a_flat_array(lists: list[list[int]], data: st.DataObject) -> None:
    flat = np.array([value for each in lists for value in each], np.int64)
    lengths = np.array([len(each) for each in lists])
    wanted = data.draw(st.lists(st.integers(0, len(lists) - 1)))
    chosen = np.array(wanted, np.int64)
    taken = flat[spread(starts_of(lengths)[chosen], lengths[chosen])]
    assert taken.tolist() == [value for index in wanted for value in lists[index]]
