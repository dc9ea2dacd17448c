"""Set operations on doc ids with scores, sparse and dense."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from search.engines.whoosh.searching.doc_sets import (
    NOTHING,
    DocSet,
    complement,
    constant,
    intersection,
    is_sparse,
    summed,
    taken,
    union,
    without,
)

SPARSE, DENSE = 10_000, 10
"""Sizes of spaces in which a handful of doc ids are few, and many."""


def _set(**scores: float) -> DocSet:
    """A doc set from doc ids (d0, d1, …) and scores."""
    doc_ids = np.array([int(name[1:]) for name in scores], np.int64)
    return DocSet(doc_ids, np.array([*scores.values()], np.float32))


def _listed(found: DocSet) -> list[tuple[int, float]]:
    assert found.scores.dtype == np.float32
    return list(zip(found.doc_ids.tolist(), found.scores.tolist(), strict=True))


def test_a_few_doc_ids_are_sparse_only_in_a_large_space() -> None:
    doc_ids = np.array([1, 4, 7])
    assert is_sparse(doc_ids, SPARSE)
    assert not is_sparse(doc_ids, DENSE)


@pytest.mark.parametrize("size", [SPARSE, DENSE])
def test_a_union_has_the_sum_of_scores(size: int) -> None:
    found = union([_set(d1=1, d4=2), NOTHING, _set(d0=0.5, d4=4), _set(d4=8)], size)
    assert _listed(found) == [(0, 0.5), (1, 1), (4, 14)]
    assert union([NOTHING], size) is NOTHING
    only = _set(d2=1)
    assert union([NOTHING, only], size) is only


@pytest.mark.parametrize("size", [SPARSE, DENSE])
def test_doc_ids_in_any_order_are_sorted_and_their_scores_summed(size: int) -> None:
    doc_ids, scores = [7, 1, 7, 0, 1, 7], [1, 2, 4, 8, 16, 32]
    expected: Counter[int] = Counter()
    for doc_id, score in zip(doc_ids, scores, strict=True):
        expected[doc_id] += score
    found = summed(np.array(doc_ids), np.array(scores, np.float32), size)
    assert _listed(found) == sorted(expected.items())


@pytest.mark.parametrize("size", [SPARSE, DENSE])
def test_an_intersection_has_the_sum_of_scores(size: int) -> None:
    sets = [_set(d0=1, d3=1, d9=1), _set(d1=2, d3=2, d4=2, d9=2), _set(d3=4, d9=4)]
    assert _listed(intersection(sets, size)) == [(3, 7), (9, 7)]
    assert _listed(intersection([*sets, _set(d8=1)], size)) == []


def test_a_few_doc_ids_are_looked_up_among_many() -> None:
    """17 times as many: the sets meet by binary search; also past the last of the many."""
    many = constant(np.arange(0, 100, 2), 1.0)
    few = _set(d4=0.5, d99=0.5)
    assert _listed(intersection([many, few], SPARSE)) == [(4, 1.5)]


def test_doc_ids_that_are_taken_away() -> None:
    assert _listed(without(_set(d1=1, d2=2, d5=5), np.array([0, 2]), 6)) == [(1, 1), (5, 5)]
    assert complement(np.array([0, 2]), 5).tolist() == [1, 3, 4]


def test_scores_of_a_mask() -> None:
    mask = np.array([False, True, False, True])
    scores = np.array([1, 2, 4, 8], np.float32)
    found = taken(mask, np.array([0, 1, 3, 1]), scores)
    assert _listed(found) == [(1, 10), (3, 4)]
