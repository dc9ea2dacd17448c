"""Facets and timelines as they are listed, from counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np

from search import SearchRequest
from search.engines.common.timeline import periods
from search.engines.whoosh.searching.doc_values import FacetCounts, MatchingDocs
from search.engines.whoosh.searching.facet_counts import FacetDictionary, facet, timeline
from search.engines.whoosh.searching.segment_group import DocPeriods
from search.model.results import Period
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


def test_periods_of_several_groups_add_up() -> None:
    """Ordinal 0 is no period; the first group starts in January 2020, the second in December 2019."""
    first = DocPeriods(2020 * 13 + 1, np.array([1, 0, 2, 1], np.int32))
    second = DocPeriods(2019 * 13 + 12, np.array([1, 3], np.int32))
    undated = DocPeriods(0, np.array([0], np.int32))
    found = timeline(
        [
            (first, MatchingDocs(np.array([0, 1, 2]), 4)),
            (second, MatchingDocs(np.array([0, 1]), 2, np.array([1, 5]))),
            (undated, MatchingDocs(np.array([0]), 1)),
        ],
        SearchRequest(),
    )
    assert found == (Period("2019-12", 1), Period("2020-01", 6), Period("2020-02", 1))


def test_a_timeline_of_nothing() -> None:
    request = SearchRequest()
    assert timeline([], request) == ()
    nothing = MatchingDocs(np.zeros(0, np.int64), 1)
    assert timeline([(DocPeriods(0, np.array([0])), nothing)], request) == ()


def test_a_year_of_which_no_more_is_known_is_in_each_of_its_months() -> None:
    """It comes before the months of its year, and may still be the last to end."""
    counted = [(1899 * 13, 2), (1899 * 13 + 2, 1)]
    months = {f"1899-{month:02}": 3 if month == 2 else 2 for month in range(1, 13)}
    assert dict(periods(counted, SearchRequest())) == months
    narrow = SearchRequest(since=date(1899, 1, 31), until=date(1899, 2, 1))
    assert dict(periods(counted, narrow)) == {"1899-01": 2, "1899-02": 3}
    assert dict(periods([*counted, (1950 * 13, 4)], SearchRequest())) == {"1899": 3, "1950": 4}
