"""Segments seen as one: documents, paragraphs, slots and months of a group."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.searching import segment_group
from search.engines.whoosh.searching.doc_spaces import ArticleSpace, ParagraphSpace
from search.engines.whoosh.searching.segment_group import SegmentGroup, segment_groups
from search.model.dates import PartialDate
from tests.engines.kernels.support import group_of
from tests.support import article


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> SegmentGroup:
    first = [
        article("a", "one two", "three", published=date(2019, 12, 31)),
        article("b"),
        article("c", "four", published=date(2020, 2, 1)),
    ]
    second = [
        article("d", "five six seven", published=date(2019, 12, 1)),
        article("e", "eight", "nine ten"),
    ]
    folder = tmp_path_factory.mktemp("index")
    return group_of(folder, first, second, deleted=frozenset("d"))


def test_documents_are_numbered_through_all_segments(group: SegmentGroup) -> None:
    assert (group.size, group.starts.tolist(), group.first_documents) == (5, [0, 3, 5], [0, 3])
    found = [group.segment_of(document) for document in range(group.size)]
    assert [segment.id(own) for segment, own in found] == ["a", "b", "c", "d", "e"]
    assert [own for _, own in found] == [0, 1, 2, 0, 1]


def test_deleted_documents_keep_their_numbers(group: SegmentGroup, tmp_path: Path) -> None:
    assert group.live is not None
    assert group.live.tolist() == [True, True, True, False, True]
    assert group_of(tmp_path, [article("a")]).live is None


def test_paragraphs_are_numbered_through_all_segments(group: SegmentGroup) -> None:
    assert group.paragraph_starts.tolist() == [0, 2, 2, 3, 4, 6]
    assert group.paragraph_lengths.tolist() == [2, 1, 1, 3, 1, 2]
    assert group.first_paragraphs == [0, 3]
    assert group.lengths("text").tolist() == [3, 0, 1, 3, 3]


def test_a_slot_is_empty_after_each_paragraph(group: SegmentGroup) -> None:
    first = group.segments[0].field("text")
    slots = first.slots(np.arange(3))
    assert (slots.values.tolist(), slots.firsts.tolist()) == ([0, 1, 2], [0, 2, 2, 3])
    assert (slots.begins.tolist(), slots.positions.tolist()) == ([0, 3, 5, 7], [0, 3, 0])
    assert first.values_at(np.array([0, 0, 0, 2]), np.array([1, 3, 0, 0])).tolist() == [0, 1, 0, 2]
    assert group.position_bits("text") == 3  # five slots: eight, none, nine, ten, none


def test_periods_are_counted_from_the_first(group: SegmentGroup) -> None:
    """The slot between two years is for dates of which only the year is known."""
    assert group.periods.first == 2019 * 13 + 12
    assert group.periods.ordinals.tolist() == [1, 0, 4, 1, 0]


def test_periods_of_a_group_without_dates(tmp_path: Path) -> None:
    periods = group_of(tmp_path, [article("a")]).periods
    assert (periods.first, periods.ordinals.tolist()) == (0, [0])


@given(st.lists(st.dates() | st.none(), max_size=9))
def test_each_date_is_in_its_month(dates: list[date | None]) -> None:
    with TemporaryDirectory() as folder:
        articles = [article(f"a{n}", published=each) for n, each in enumerate(dates)]
        periods = group_of(Path(folder), [article("undated"), *articles]).periods
    for day, ordinal in zip(dates, periods.ordinals[1:].tolist(), strict=True):
        assert (ordinal + periods.first - 1 == day.year * 13 + day.month) if day else ordinal == 0


def test_a_partial_date_has_its_first_and_last_day(tmp_path: Path) -> None:
    dates = [PartialDate(1900), PartialDate(1904), PartialDate(1904, 2), date(1904, 2, 1), None]
    articles = [article(f"a{n}", published=each) for n, each in enumerate(dates)]
    group = group_of(tmp_path, articles[:2], articles[2:])
    days = [date.fromordinal(day).isoformat() if day else "" for day in group.last_days]
    assert days == ["1900-12-31", "1904-12-31", "1904-02-29", "1904-02-01", ""]
    assert group.periods.first == 1900 * 13
    assert group.periods.ordinals.tolist() == [1, 53, 55, 55, 0]


@pytest.mark.parametrize(
    ("size", "expected"),
    [(1, [[1], [2], [1], [1]]), (3, [[1, 2], [1, 1]]), (4, [[1, 2, 1], [1]]), (9, [[1, 2, 1, 1]])],
)
def test_segments_are_grouped_up_to_a_size(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: int, expected: list[list[int]]
) -> None:
    monkeypatch.setattr(segment_group, "SIZE", size)
    sizes = [["a"], ["b", "c"], ["d"], ["e"]]
    segments = group_of(tmp_path, *([article(id) for id in ids] for ids in sizes)).segments
    groups = list(segment_groups(segments))
    assert [[each.size for each in group.segments] for group in groups] == expected
    firsts = np.cumsum([0, *(len(each) for each in expected)])[:-1]
    assert [group.first for group in groups] == firsts.tolist()


def test_in_an_article_space_doc_ids_are_documents(group: SegmentGroup) -> None:
    space = ArticleSpace(group)
    assert (space.size, space.first_doc_ids()) == (5, [0, 3])
    some = np.array([1, 4])
    assert space.doc_ids_of(some).tolist() == space.documents_of(some).tolist() == [1, 4]
    assert space.matching_docs(some).documents.tolist() == [1, 4]
    assert space.matching_docs(some).hits == 2


def test_in_a_paragraph_space_doc_ids_are_paragraphs(group: SegmentGroup) -> None:
    space = ParagraphSpace(group)
    assert (space.size, space.first_doc_ids()) == (6, [0, 3])
    assert space.doc_ids_of(np.array([0, 1, 4])).tolist() == [0, 1, 4, 5]
    assert space.documents_of(np.arange(6)).tolist() == [0, 0, 2, 3, 4, 4]
    matching = space.matching_docs(np.array([1, 4, 5]))
    assert matching.documents.tolist() == [0, 4]
    assert matching.hits == 3
    assert matching.weights_of(np.array([4, 0])).tolist() == [2, 1]


def test_a_posting_of_a_document_is_located_in_its_paragraphs(tmp_path: Path) -> None:
    """A word of the text in the paragraphs that have it, a word of the title in all."""
    articles = [
        article("a", "sun", title="dam"),
        article("b", "dam sun", "dam", "sun sun", title="sun"),
    ]
    group = group_of(tmp_path, articles)
    space, (segment,) = ParagraphSpace(group), group.segments
    text = space.located(segment, "text", segment.field("text").postings("sun"))
    assert [each.tolist() for each in text] == [[0, 1, 3], [1, 1, 2]]
    title = space.located(segment, "title", segment.field("title").postings("sun"))
    assert [each.tolist() for each in title] == [[1, 2, 3], [1, 1, 1]]
