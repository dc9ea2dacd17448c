"""Counting and filtering by facet values."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from search.engines.whoosh.searching import doc_values
from search.engines.whoosh.searching.doc_values import DocValues, FacetCounts, MatchingDocs, total
from search.storage.arrays import Array

RANDOM = np.random.default_rng(5)
WAYS = ("counts_by_bitsets", "counts_by_sorting", "counts_by_bins")


def _listed(counts: FacetCounts) -> dict[int, int]:
    return dict(zip(counts.ordinals.tolist(), counts.counts.tolist(), strict=True))


def _doc_values(of_documents: list[list[int]], values: int) -> DocValues:
    ordinals = np.array([value for own in of_documents for value in own], np.int64)
    return DocValues(ordinals, np.array([len(own) for own in of_documents]), values)


def _random_documents(size: int, values: int) -> list[list[int]]:
    """None, one or several distinct values for each document."""
    counts = RANDOM.integers(0, min(values, 3) + 1, size)
    return [RANDOM.permutation(values)[:count].tolist() for count in counts.tolist()]


def test_the_first_value_of_a_document_is_kept_apart_from_the_others() -> None:
    column = _doc_values([[0, 2], [], [1], [2, 0, 1]], 3)
    assert column.firsts.tolist() == [0, 3, 1, 2]
    assert column.others.tolist() == [2, 0, 1]
    assert column.holders.tolist() == [0, 3, 3]


def test_documents_that_have_one_of_some_values() -> None:
    column = _doc_values([[0, 2], [], [1], [2, 0]], 3)
    assert column.having([2]).tolist() == [True, False, False, True]
    assert column.having([1, 2]).tolist() == [True, False, True, True]
    assert column.having([]).tolist() == [False] * 4


@pytest.mark.parametrize(
    ("way", "size", "values", "matching"),
    [
        ("counts_by_bitsets", 650, 2, 600),
        ("counts_by_sorting", 1_000, 5_000, 50),
        ("counts_by_bins", 1_000, 300, 500),
    ],
)
def test_each_way_of_counting_is_chosen_where_it_is_best_and_counts_right(
    monkeypatch: pytest.MonkeyPatch, way: str, size: int, values: int, matching: int
) -> None:
    chosen = []
    for name in WAYS:
        original = getattr(doc_values, name)

        def spy(*arguments: object, name: str = name, original: object = original) -> FacetCounts:
            chosen.append(name)
            assert callable(original)
            counts: FacetCounts = original(*arguments)
            return counts

        monkeypatch.setattr(doc_values, name, spy)
    of_documents = _random_documents(size, values)
    documents = np.sort(RANDOM.permutation(size)[:matching])
    found = _doc_values(of_documents, values).count(MatchingDocs(documents, size))
    assert chosen == [way]
    assert _listed(found) == Counter(v for d in documents.tolist() for v in of_documents[d])
    assert found.ordinals.tolist() == sorted(found.ordinals.tolist())


def test_the_three_ways_agree() -> None:
    documents, size, values = np.arange(0, 100, 3), 100, 7
    of_documents = _random_documents(size, values)
    having = np.array([[value in own for own in of_documents] for value in range(values)])
    entries = np.array([v for d in documents.tolist() for v in [*of_documents[d], values]])
    mask = MatchingDocs(documents, size)
    bitsets = np.stack([doc_values.bitset(row) for row in having])
    expected = Counter(v for d in documents.tolist() for v in of_documents[d])
    assert _listed(doc_values.counts_by_bitsets(bitsets, mask.bits)) == expected
    assert _listed(doc_values.counts_by_sorting(entries, values)) == expected
    assert _listed(doc_values.counts_by_bins(entries, None, values)) == expected


@pytest.mark.parametrize("values", [2, 5_000])
def test_paragraphs_count_as_often_as_their_document_has_hits(values: int) -> None:
    of_documents = [[0, 1], [1], [], [1]]
    hits: Array = np.array([3, 1, 2])
    found = MatchingDocs(np.array([0, 2, 3]), 4, hits)
    assert found.hits == 6
    assert _listed(_doc_values(of_documents, values).count(found)) == {0: 3, 1: 5}


def test_a_mask_keeps_documents_and_their_hits() -> None:
    found = MatchingDocs(np.array([0, 2, 3]), 4, np.array([3, 1, 2]))
    kept = found.kept(np.array([False, True, True, True]))
    assert kept.documents.tolist() == [2, 3]
    assert kept.hits == 3
    assert found.kept(None).hits == 6


def test_a_bitset_has_room_for_sizes_that_are_no_multiple_of_64() -> None:
    mask = np.arange(65) % 2 == 0
    bits = doc_values.bitset(mask)
    assert (len(bits), int(np.bitwise_count(bits).sum())) == (2, 33)


def test_the_count_of_one_value() -> None:
    counts = FacetCounts(np.array([1, 4]), np.array([7, 9]))
    assert [counts.count(ordinal) for ordinal in range(6)] == [0, 7, 0, 0, 9, 0]


def test_counts_of_segment_groups_add_up() -> None:
    one = FacetCounts(np.array([0, 3]), np.array([1, 2]))
    other = FacetCounts(np.array([1, 3]), np.array([5, 4]))
    none = FacetCounts(np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert _listed(total([one, none, other])) == {0: 1, 1: 5, 3: 6}
    assert _listed(total([])) == {}
