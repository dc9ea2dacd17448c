"""Searches of many words: quotations that are not quite right, and questions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from search.engines import Engine
from search.model.articles import Article
from search.model.request import Shown
from tests.engines.oracle_scores import Archive
from tests.support import article, publish

QUESTION = "who repairs the old wooden mill bridges today"


def _archive() -> list[Article]:
    """Five articles on bridges, which also speak of trestles; one on trestles that has two words of the
    question, and one on nothing else that has the same two; others."""
    bridges = [
        article(
            f"bridge{number}",
            f"A wooden bridge near mill {'x' * (number + 1)}. Its trestle is old, a trestle of oak.",
            "The carpenters repair it.",
            title="A wooden bridge",
        )
        for number in range(5)
    ]
    trestles = article("trestles", "The trestle of oak is old. Carpenters build a trestle today.")
    others = article("others", "The parish council is old. Voters elect a council today.")
    return [*bridges, trestles, others, *(article(f"z{n}", f"Rain {n}.") for n in range(30))]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    archive = _archive()
    publish(tmp_path, archive[:20], archive[20:])
    with open_engine(tmp_path) as opened:
        yield opened


def _ids(engine: Engine, text: str) -> list[str]:
    return [hit.id for hit in engine.search(SearchRequest(text, size=100)).hits]


def test_what_the_best_have_in_common_orders_the_rest(engine: Engine) -> None:
    found = engine.search(SearchRequest(QUESTION, size=100, explain=True))
    by_id = {hit.id: hit for hit in found.hits}
    assert all(each.explanation and each.explanation.feedback for each in by_id.values())
    assert [*by_id].index("trestles") < [*by_id].index("others")
    fed = {id: hit.explanation.feedback for id, hit in by_id.items() if hit.explanation}
    assert fed["trestles"] > 4 * fed["others"]
    archive = {each.id: each for each in _archive()}
    scores = Archive(_archive())
    expected = scores.with_feedback(
        {id: scores.score(archive[id], QUESTION.split()) for id in by_id}, archive, QUESTION.split()
    )
    for id, hit in by_id.items():
        assert hit.explanation
        assert math.isclose(hit.explanation.feedback, expected[id].feedback, abs_tol=5e-3)
        assert math.isclose(hit.score, expected[id].total, abs_tol=5e-3)


@pytest.mark.parametrize("copies", ["once", "all"])
def test_a_text_that_many_published_is_one_of_the_best(tmp_path: Path, copies: Shown) -> None:
    """Else what five copies have in common, which is all of it, would order the rest."""
    bridges, rest = _archive()[:5], _archive()[5:]
    text = "A carpenter repairs the wooden bridge of the old mill. Nobody crosses it."
    copied = [article(f"c{number}", text, title="A wooden bridge") for number in range(5)]
    publish(tmp_path, [*copied, *bridges], rest, are_grouped=True)
    with open_engine(tmp_path) as engine:
        found = engine.search(SearchRequest(QUESTION, size=100, explain=True, copies=copies))
    assert found.hits[0].id == "c0"
    fed = {hit.id: hit.explanation.feedback for hit in found.hits if hit.explanation}
    assert fed["trestles"] > 4 * fed["others"]


def test_it_finds_nothing_more_and_no_page_differs(engine: Engine) -> None:
    every = _ids(engine, QUESTION)
    assert {*every} == {*(f"bridge{number}" for number in range(5)), "trestles", "others"}
    assert [hit.id for hit in engine.scan(SearchRequest(QUESTION))] == every
    pages = [
        engine.search(SearchRequest(QUESTION, size=2, page=page)).hits for page in (1, 2, 3, 4)
    ]
    assert [hit.id for page in pages for hit in page] == every


@pytest.mark.parametrize("text", ["wooden bridge mill", "its trestle was old a trestle of oak"])
def test_few_words_and_quotations_are_no_questions(engine: Engine, text: str) -> None:
    hits = engine.search(SearchRequest(text, explain=True)).hits
    assert hits
    assert not any(hit.explanation and hit.explanation.feedback for hit in hits)


def test_a_quotation_with_a_wrong_word_comes_before_all_words_here_and_there(
    tmp_path: Path,
) -> None:
    quoted = "The ferry left the harbour at seven and nobody waved from the pier."
    words = "The pier. Seven. Nobody came. A ferry left. Harbours. He waved at noon, and from afar."
    publish(tmp_path, [article("scattered", *words.split(". ")), article("quoted", quoted)])
    with open_engine(tmp_path) as engine:
        assert _ids(engine, "ferry left the harbour at noon and nobody waved from the pier") == [
            "quoted",
            "scattered",
        ]


def _titled(*titles: str) -> Sequence[Article]:
    return [article(f"t{number}", "Text.", title=title) for number, title in enumerate(titles)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("the storm and we", "The Storm and We"),
        ("storm of anger", "Storm of Anger"),
        ("anger storm", "Storm of Anger"),
    ],
)
def test_of_two_titles_with_the_words_the_one_with_fewer_others_comes_first(
    tmp_path: Path, text: str, first: str
) -> None:
    titles = (
        "After the Long Storm on an Island the Harbour Is Closed",
        "The Storm and We",
        "Storm of Anger",
        "Anger in the Town and a Storm of Words",
    )
    publish(tmp_path, _titled(*titles))
    with open_engine(tmp_path) as engine:
        assert engine.search(SearchRequest(text)).hits[0].title == first
