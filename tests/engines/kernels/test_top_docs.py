"""The top docs: their order, ties, pages, and the sampled threshold."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from search.engines.whoosh.searching import top_docs as module
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.top_docs import CandidateDocs, top_docs
from search.model.request import Sort


def _group(ids: list[str], days: list[int]) -> SegmentGroup:
    """The documents with these article ids and days."""
    group = SimpleNamespace(days=np.array(days, np.int32))
    group.segment_of = lambda document: (SimpleNamespace(id=ids.__getitem__), document)
    return cast(SegmentGroup, group)


def _candidates(group: SegmentGroup, **scores: float) -> CandidateDocs:
    """Candidates from doc ids (d0, d1, …), which are documents, and scores."""
    doc_ids = np.array([int(name[1:]) for name in scores])
    return CandidateDocs(group, doc_ids, doc_ids, np.array([*scores.values()], np.float32))


ONE = _candidates(_group(["m", "k", "z", "y"], [10, 30, 0, 20]), d0=2, d1=1, d2=3, d3=1)
OTHER = _candidates(_group(["a", "b"], [30, 20]), d0=1, d1=9)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("relevance", "bzmaky"),  # of those with score 1: a and k are newer, and a is before k
        ("newest", "akbymz"),  # a and k are equal; b is more relevant than y
        ("oldest", "mbyakz"),  # z has no date
    ],
)
def test_order(sort: Sort, expected: str) -> None:
    found = [ONE, OTHER]
    assert "".join(each.id for each in top_docs(found, sort, 0, 10)) == expected
    pages = [top_docs(found, sort, skip, 2) for skip in (0, 2, 4, 6)]
    assert ["".join(each.id for each in page) for page in pages] == [
        expected[:2],
        expected[2:4],
        expected[4:],
        "",
    ]


def test_what_is_known_of_a_top_doc() -> None:
    (first,) = top_docs([ONE, OTHER], "relevance", 0, 1)
    assert (first.group, first.doc_id, first.document, first.score) == (OTHER.group, 1, 1, 9)


def test_paragraphs_of_one_article_keep_their_order() -> None:
    group = _group(["b", "a"], [5, 5])
    scores = np.ones(4, np.float32)
    found = CandidateDocs(group, np.arange(4), np.array([0, 0, 1, 1]), scores)
    assert [each.doc_id for each in top_docs([found], "relevance", 0, 3)] == [2, 3, 0]


def test_no_candidates() -> None:
    none = CandidateDocs(_group([], []), *(np.zeros(0, np.int64) for _ in range(3)))
    assert top_docs([none], "newest", 0, 10) == []
    assert top_docs([], "newest", 0, 10) == []


@pytest.mark.parametrize("size", [1, 7, 8, 90])
@pytest.mark.parametrize("distinct", [3, 1_000_000])
def test_the_sampled_threshold_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, size: int, distinct: int
) -> None:
    """Pages within the sample and beyond it, with and without long runs of equal scores, are those
    of a plain sort."""
    monkeypatch.setattr(module, "_SAMPLE", 8)
    random = np.random.default_rng(11)
    scores = random.integers(0, distinct, 100).astype(np.float32)
    days = random.integers(1, 4, 100)
    ids = [f"{number:03}" for number in random.permutation(100)]
    doc_ids = np.arange(100)
    found = CandidateDocs(_group(ids, days.tolist()), doc_ids, doc_ids, scores)
    expected = sorted(doc_ids.tolist(), key=lambda each: (-scores[each], -days[each], ids[each]))
    for skip in (0, 5):
        page = top_docs([found], "relevance", skip, size)
        assert [each.doc_id for each in page] == expected[skip : skip + size]
