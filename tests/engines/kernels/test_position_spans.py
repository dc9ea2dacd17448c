"""Where a term occurs in a few documents, and its impact, if it is in few of the group or in many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from search.engines.whoosh.searching.doc_spaces import ArticleSpace
from search.engines.whoosh.searching.impacts import DenseImpacts, SparseImpacts, impacts_of
from search.engines.whoosh.searching.occurrences import ROW_BITS, occurrences
from search.engines.whoosh.searching.position_spans import (
    DenseSpans,
    SparseSpans,
    position_spans_of,
)
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import (
    CollectionStatistics,
    sizes_of,
    statistics_of,
)
from search.query.tree import And, Term
from tests.engines.kernels.support import group_of
from tests.support import article

FEW, MANY, NOWHERE = Term("text", "otter"), Term("text", "river"), Term("text", "moon")


@pytest.fixture
def group(tmp_path: Path) -> SegmentGroup:
    """Ten documents in two segments; `river` is in those with even numbers, `otter` in number 6."""
    texts = ["river dam river" if number % 2 == 0 else "dam" for number in range(10)]
    texts[6] = "dam otter river"
    articles = [article(f"{number}", text) for number, text in enumerate(texts)]
    return group_of(tmp_path, articles[:3], articles[3:])


def _statistics(group: SegmentGroup) -> CollectionStatistics:
    sizes = sizes_of(group.segments, ("text", "title", "author"), ("",))
    return statistics_of(group.segments, sizes, And((FEW, MANY, NOWHERE)))


def test_occurrences_are_found_in_few_and_in_many(group: SegmentGroup) -> None:
    statistics = _statistics(group)
    assert isinstance(position_spans_of(group, statistics, "text", "otter"), SparseSpans)
    assert isinstance(position_spans_of(group, statistics, "text", "river"), DenseSpans)
    assert position_spans_of(group, statistics, "text", "moon") is None
    stems = ("otter", "river", "moon")
    found = occurrences(group, statistics, stems, ("text", np.array([0, 5, 6, 9])))
    rows, positions = found.addresses >> ROW_BITS, found.addresses & ((1 << ROW_BITS) - 1)
    assert list(zip(rows.tolist(), positions.tolist(), found.terms.tolist(), strict=True)) == [
        (0, 0, 1),
        (0, 2, 1),
        (2, 1, 0),
        (2, 2, 1),
    ]


def test_a_term_is_not_found_in_later_documents(tmp_path: Path) -> None:
    texts = ["otter" if number == 5 else "dam" for number in range(300)]
    group = group_of(tmp_path, [article(f"{number}", text) for number, text in enumerate(texts)])
    asked = np.array([4, 5, 5 + 256])
    found = occurrences(group, _statistics(group), ("otter",), ("text", asked))
    assert (found.addresses >> ROW_BITS).tolist() == [1]


@pytest.mark.parametrize(("term", "kind"), [(FEW, SparseImpacts), (MANY, DenseImpacts)])
def test_impacts_are_those_of_all_or_of_some_doc_ids(
    group: SegmentGroup, term: Term, kind: Callable[..., object]
) -> None:
    space, statistics = ArticleSpace(group), _statistics(group)
    found = impacts_of(space, statistics, term)
    assert type(found) is kind
    assert found is impacts_of(space, statistics, term), "it is kept"
    every = found.at(np.arange(10))
    assert every.nonzero()[0].tolist() == found.doc_ids.tolist()
    assert found.count == len(found.doc_ids)
    assert found.at(np.array([5, 6])).tolist() == every[[5, 6]].tolist()
    assert found.at(np.array([], np.intp)).tolist() == []
    assert found.mask(10).tolist() == (every > 0).tolist()
    sums = np.ones(10, np.float32)
    found.add_to(sums, np.float32(2))
    assert sums.tolist() == (1 + 2 * every).tolist()
