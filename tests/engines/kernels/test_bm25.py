"""BM25 of single postings, computed by hand."""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest

from search.engines.whoosh.searching.bm25 import TermScores, scored
from search.engines.whoosh.searching.doc_spaces import ArticleSpace, DocSpace, ParagraphSpace
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import PARAGRAPH, CollectionStatistics, FieldTerm
from tests.engines.kernels.support import group_of
from tests.support import article

SUN, CAT, TITLE_SUN = ("text", "sun"), ("text", "cat"), ("title", "sun")
NOWHERE = ("text", "moon")
IDF = {SUN: log(4 / 3) + 1, CAT: log(4 / 2) + 1, TITLE_SUN: log(4 / 2) + 1}
"""Of 4 documents, `sun` is in 2 texts and 1 title, `cat` in 1 text."""


@pytest.fixture
def group(tmp_path: Path) -> SegmentGroup:
    """Texts of 3, 5 | 1 and 3 words: 3 in the mean. Titles of 0, 1 | 2 and 1 words: 1 in the mean."""
    first = [article("a", "dam dam dam"), article("b", "sun dam", "sun dam cat", title="Dam")]
    second = [article("c", "sun", title="Sun dam"), article("d", "dam dam dam", title="Dam")]
    return group_of(tmp_path, first, second)


def _scores(space: DocSpace, *terms: FieldTerm) -> TermScores:
    segments = space.group.segments
    postings = {
        (name, term): [segment.field(name).postings(term) for segment in segments]
        for name, term in terms
    }
    frequencies = {term: sum(map(len, own)) for term, own in postings.items()}
    lengths = {"text": 3.0, "title": 1.0, PARAGRAPH: 2.4}
    statistics = CollectionStatistics(4, lengths, postings, frequencies)
    return scored(space, statistics, terms, lambda: None)


def test_scores_of_articles(group: SegmentGroup) -> None:
    scores = _scores(ArticleSpace(group), SUN, TITLE_SUN, NOWHERE)
    text = scores.of(SUN)
    assert text.doc_ids.tolist() == [1, 2]
    assert text.scores.tolist() == pytest.approx(
        [
            IDF[SUN] * 2.2 * 2 / (2 + 1.2 * (0.25 + 0.75 * 5 / 3)),
            IDF[SUN] * 2.2 * 1 / (1 + 1.2 * (0.25 + 0.75 * 1 / 3)),
        ]
    )
    title = scores.of(TITLE_SUN)
    assert title.doc_ids.tolist() == [2]
    expected = 3 * IDF[TITLE_SUN] * 2.2 * 1 / (1 + 1.2 * (0.25 + 0.75 * 2 / 1))
    assert title.scores.tolist() == pytest.approx([expected])
    assert scores.of(TITLE_SUN, 0.5).scores.tolist() == pytest.approx([expected / 2])
    assert len(scores.of(NOWHERE)) == 0


def test_scores_of_paragraphs(group: SegmentGroup) -> None:
    """Paragraphs 1 and 2 of the first segment and 3, the first of the second, have `sun`."""
    found = _scores(ParagraphSpace(group), SUN).of(SUN)
    assert found.doc_ids.tolist() == [1, 2, 3]
    assert found.scores.tolist() == pytest.approx(
        [IDF[SUN] * 2.2 / (1 + 1.2 * (0.25 + 0.75 * words / 2.4)) for words in (2, 3, 1)]
    )


def test_the_length_of_another_field_does_not_matter_to_a_paragraph(group: SegmentGroup) -> None:
    found = _scores(ParagraphSpace(group), TITLE_SUN).of(TITLE_SUN)
    assert found.doc_ids.tolist() == [3]
    assert found.scores.tolist() == pytest.approx([3 * IDF[TITLE_SUN] * 2.2 * 1 / (1 + 1.2)])


@pytest.mark.parametrize("size", [4, 1_000])
def test_terms_of_which_any_or_all_must_occur(group: SegmentGroup, size: int) -> None:
    """In a space of which four are few (sorted) or all (scattered)."""
    scores = _scores(ArticleSpace(group), SUN, CAT, TITLE_SUN, NOWHERE)
    sun, cat, title = (dict(_pairs(scores, term)) for term in (SUN, CAT, TITLE_SUN))
    some = scores.in_any([SUN, TITLE_SUN, NOWHERE], size)
    assert some.doc_ids.tolist() == [1, 2]
    assert some.scores.tolist() == pytest.approx([sun[1], sun[2] + title[2]])
    every = scores.in_all([[SUN, TITLE_SUN], [CAT]], size)
    assert every.doc_ids.tolist() == [1]
    assert every.scores.tolist() == pytest.approx([sun[1] + cat[1]])
    assert len(scores.in_all([[SUN], [NOWHERE]], size)) == 0


def test_no_term_occurs(group: SegmentGroup) -> None:
    scores = _scores(ArticleSpace(group), NOWHERE)
    assert len(scores.in_any([NOWHERE], 4)) == 0


def _pairs(scores: TermScores, term: FieldTerm) -> list[tuple[int, float]]:
    found = scores.of(term)
    return list(zip(found.doc_ids.tolist(), found.scores.tolist(), strict=True))
