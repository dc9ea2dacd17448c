"""BM25F of the words of small archives, computed by hand."""

from __future__ import annotations

from dataclasses import replace
from math import log
from pathlib import Path

import pytest

from search.engines.whoosh.searching.bm25f import TermScores, scored
from search.engines.whoosh.searching.doc_spaces import ArticleSpace, DocSpace, ParagraphSpace
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import PARAGRAPH, sizes_of, statistics_of
from search.query.tree import And, Term
from tests.engines.kernels.support import group_of
from tests.support import article

SUN, CAT, TITLE_SUN = Term("any", "sun"), Term("text", "cat"), Term("title", "sun")
NOWHERE = Term("text", "moon")
IDF = {count: log(1 + (4 - count + 0.5) / (count + 0.5)) for count in (1, 2)}
"""Of 4 documents, `sun` is in 2 texts and 1 title of these, `cat` in 1 text."""


@pytest.fixture
def group(tmp_path: Path) -> SegmentGroup:
    """Texts of 3, 5 | 1 and 3 words: 3 in the mean. Titles of 0, 1 | 2 and 1 words: 1 in the mean."""
    first = [article("a", "dam dam dam"), article("b", "sun dam", "sun dam cat", title="Dam")]
    second = [article("c", "sun", title="Sun dam"), article("d", "dam dam dam", title="Dam")]
    return group_of(tmp_path, first, second)


def _scores(space: DocSpace, *terms: Term) -> TermScores:
    segments = space.group.segments
    lengths = {"text": 3.0, "title": 1.0, "author": 1.0, PARAGRAPH: 2.4}
    sizes = replace(sizes_of(segments, tuple(lengths)[:3], ("",)), mean_length=lengths)
    statistics = statistics_of(segments, sizes, And(terms))
    return scored(space, statistics, terms, lambda: None)


def _pairs(scores: TermScores, *terms: Term) -> dict[int, float]:
    found = scores.in_any(terms)
    return dict(zip(found.doc_ids.tolist(), found.scores.tolist(), strict=True))


def _saturated(joined: float) -> float:
    return 2.2 * joined / (joined + 1.2)


def test_fields_are_joined_before_they_saturate(group: SegmentGroup) -> None:
    scores = _scores(ArticleSpace(group), SUN, TITLE_SUN, NOWHERE)
    in_text = {1: 2 / (0.25 + 0.75 * 5 / 3), 2: 1 / (0.25 + 0.75 / 3)}
    in_title = 3 / (0.25 + 0.75 * 2)
    assert _pairs(scores, SUN) == pytest.approx(
        {1: IDF[2] * _saturated(in_text[1]), 2: IDF[2] * _saturated(in_text[2] + in_title)}
    )
    assert _pairs(scores, TITLE_SUN) == pytest.approx({2: IDF[1] * _saturated(in_title)})
    assert _pairs(scores, NOWHERE) == {}
    assert scores.score(SUN, 1) == pytest.approx(IDF[2] * _saturated(in_text[1]))
    assert scores.score(SUN, 0) == scores.score(NOWHERE, 0) == 0


def test_a_word_in_a_title_only_is_found_in_its_place(tmp_path: Path) -> None:
    group = group_of(tmp_path, [article("a", "dam", title="Sun"), article("b", "sun")])
    scores = _scores(ArticleSpace(group), SUN)
    assert scores.in_any([SUN]).doc_ids.tolist() == [0, 1]


def test_boosts_and_stop_words(group: SegmentGroup) -> None:
    boosted, the = Term("any", "sun", 2.0), Term("any", "the")
    scores = _scores(ArticleSpace(group), SUN, boosted, the)
    assert _pairs(scores, boosted)[1] == pytest.approx(2 * _pairs(scores, SUN)[1])


def test_scores_of_paragraphs(group: SegmentGroup) -> None:
    """Paragraphs 1 and 2 of the first segment and 3, the first of the second, have `sun`."""
    found = _pairs(_scores(ParagraphSpace(group), SUN), SUN)
    lengths = {1: 2, 2: 3, 3: 1}
    assert found == pytest.approx(
        {
            number: IDF[2] * _saturated(1 / (0.6 + 0.4 * words / 2.4))
            for number, words in lengths.items()
        }
    )


def test_the_length_of_another_field_does_not_matter_to_a_paragraph(group: SegmentGroup) -> None:
    found = _pairs(_scores(ParagraphSpace(group), TITLE_SUN), TITLE_SUN)
    assert found == pytest.approx({3: IDF[1] * _saturated(3)})


def test_terms_of_which_any_or_all_must_occur(group: SegmentGroup) -> None:
    scores = _scores(ArticleSpace(group), SUN, CAT, TITLE_SUN, NOWHERE)
    sun, cat, title = (_pairs(scores, term) for term in (SUN, CAT, TITLE_SUN))
    some = _pairs(scores, SUN, TITLE_SUN, NOWHERE)
    assert some == pytest.approx({1: sun[1], 2: sun[2] + title[2]})
    every = scores.in_all([[SUN, TITLE_SUN], [CAT]])
    assert every.doc_ids.tolist() == [1]
    assert every.scores.tolist() == pytest.approx([sun[1] + cat[1]])
    assert len(scores.in_all([[SUN], [NOWHERE]])) == 0


def test_no_term_occurs(group: SegmentGroup) -> None:
    scores = _scores(ArticleSpace(group), NOWHERE)
    assert len(scores.in_any([NOWHERE])) == 0
