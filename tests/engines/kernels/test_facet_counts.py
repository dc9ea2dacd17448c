"""Facets as they are listed, from counts."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np

from search import SearchRequest
from search.engines.whoosh.searching.doc_values import FacetCounts
from search.engines.whoosh.searching.facet_counts import FacetDictionary, facet
from tests.engines.kernels.support import group_of
from tests.support import article


def _dictionary(*values: str) -> FacetDictionary:
    """Values that are listed in this order if their counts are equal."""
    found = SimpleNamespace(values=values, ranks=np.arange(len(values)), ordinal=values.index)
    return cast(FacetDictionary, found)


def _listed(counts: list[int], size: int) -> str:
    values = _dictionary(*"abcdefgh")
    found = FacetCounts.of(np.array(counts))
    listed = facet(values, "theme", found, SearchRequest(facet_size=size))
    return "".join(each.value for each in listed.values)


def test_the_most_frequent_values_come_first() -> None:
    assert _listed([1, 5, 0, 5, 9, 1, 5, 1], 3) == "ebd"
    assert _listed([1, 5, 0, 5, 9, 1, 5, 1], 20) == "ebdgafh"


def test_counts_beyond_the_histogram_are_told_apart() -> None:
    assert _listed([5_000, 4_097, 9_000, 4_095, 4_096, 1, 1, 1], 2) == "ca"
    assert _listed([5_000, 4_097, 9_000, 4_095, 4_096, 1, 1, 1], 4) == "cabe"


def test_ordinals_are_those_of_the_whole_archive(tmp_path: Path) -> None:
    first = [article("a", themes=("élan", "Water")), article("b")]
    second = [article("c", themes=("Art", "Water"))]
    group = group_of(tmp_path, first, second)
    dictionary = FacetDictionary("theme", group.segments)
    assert dictionary.values == ["Art", "Water", "élan"]
    assert [dictionary.ordinal(value) for value in ("Water", "Art", "élan", "no")] == [1, 0, 2, 3]
    column = dictionary.doc_values(group)
    assert column.firsts.tolist() == [2, 3, 0]
    assert (column.others.tolist(), column.holders.tolist()) == ([1, 1], [0, 2])
    assert dictionary.doc_values(group) is column


def test_equal_counts_are_listed_alphabetically_whatever_the_case(tmp_path: Path) -> None:
    group = group_of(tmp_path, [article("a", themes=("art", "Zoo", "Book"))])
    dictionary = FacetDictionary("theme", group.segments)
    assert dictionary.values == ["Book", "Zoo", "art"]
    assert dictionary.ranks.tolist() == [1, 2, 0]
