"""Scores and the order of hits against a plain statement of the formula."""

from __future__ import annotations

import math
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines.whoosh.searching import ranking
from search.model.articles import Article
from search.model.request import Match
from search.model.results import Results
from tests.engines import strategies
from tests.engines.oracle_scores import Archive
from tests.support import article, publish

WORDS = "river rivers flood flooded library night the a elan bank brien nowhere".split()

typed_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)


def _answer(articles: Sequence[Article], typed: Sequence[str], match: Match, parts: int) -> Results:
    request = SearchRequest(" ".join(typed), match=match, size=100, explain=True)
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), *(articles[part::parts] for part in range(parts)))
        with open_engine(folder) as engine:
            return engine.search(request)


def _check(results: Results, articles: Sequence[Article], typed: Sequence[str]) -> None:
    archive = Archive(articles)
    found = {hit.id for hit in results.hits}
    own = {each.id: each for each in articles if each.id in found}
    by_id = archive.with_feedback(
        {id: archive.score(each, typed) for id, each in own.items()}, own, typed
    )
    keys = []
    for hit in results.hits:
        expected = by_id[hit.id]
        explained = hit.explanation
        assert explained
        assert math.isclose(hit.score, expected.total, rel_tol=1e-4, abs_tol=2e-3)
        assert explained.words == pytest.approx(expected.words, rel=1e-4, abs=2e-3)
        assert explained.holds_all is (expected.words.keys() == set(typed))
        for name in ("title", "stretch", "pairs", "feedback"):
            assert math.isclose(getattr(explained, name), getattr(expected, name), abs_tol=5e-3)
        is_quoting = results.relaxed and expected.is_quoting
        behind = (not is_quoting, not explained.holds_all)
        tier = (False, False, False) if expected.is_together else (True, *behind)
        keys.append((*tier, -hit.score))
    assert keys == sorted(keys)


@settings(max_examples=90)
@given(strategies.archives(), typed_words, st.sampled_from(["all", "some"]), st.integers(1, 3))
def test_scores_are_those_of_the_formula(
    articles: list[Article], typed: list[str], match: Match, parts: int
) -> None:
    articles = [replace(each, language="en") for each in articles]
    _check(_answer(articles, typed, match, parts), articles, typed)


def test_long_paragraphs_are_cut_into_stretches() -> None:
    chance = random.Random(3)
    fill = "one two three four five six seven".split()
    articles = [
        article(
            f"a{number}",
            *(" ".join(chance.choices([*fill, *WORDS[:5]], k=size)) for size in (26, 51, 76, 140)),
            title=" ".join(chance.choices(WORDS, k=3)),
        )
        for number in range(12)
    ]
    for typed in (["river", "flood"], ["the", "river", "flooded", "library"], WORDS[:10]):
        results = _answer(articles, typed, "some", 2)
        assert results.hits
        _check(results, articles, typed)


def test_a_misspelt_word_scores_as_the_word_near_to_it_with_less_weight() -> None:
    """`flod` lacks a letter of flood, the only word near to it."""
    chance = random.Random(5)
    words = "flood flooding river night bank the".split()
    articles = [
        article(
            f"a{number}",
            *(" ".join(chance.choices(words, k=size)) for size in (4, 12, 30)),
            title=" ".join(chance.choices(words, k=3)),
        )
        for number in range(12)
    ]
    archive = Archive(articles)
    near = {"flod": ("flood", 0.62)}
    for text in (
        "flod",
        "flod bank",
        "river flod",
        "the flod flod night",
        "night of the flod river",
    ):
        typed = text.split()
        results = _answer(articles, typed, "some", 2)
        assert results.hits
        for hit in results.hits:
            (own,) = (each for each in articles if each.id == hit.id)
            expected = archive.score(own, typed, near)
            assert hit.explanation
            assert math.isclose(hit.score, expected.total, rel_tol=1e-4, abs_tol=2e-3)
            assert hit.explanation.words == pytest.approx(expected.words, rel=1e-4, abs=2e-3)


def test_only_the_best_are_looked_at_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others keep the scores of their words, and stand behind."""
    monkeypatch.setattr(ranking, "WINDOW", 3)
    articles = [
        article(f"a{number}", f"river flood {'dry ' * number}", "river " * (number % 3))
        for number in range(9)
    ]
    results = _answer(articles, ["river", "flood"], "all", 2)
    assert len(results.hits) == 9
    explained = [hit.explanation for hit in results.hits if hit.explanation]
    assert [bool(each.pairs) for each in explained] == [True] * 3 + [False] * 6
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)


def test_a_date_order_has_the_scores_of_words_alone() -> None:
    articles = [article("a", "river flood", title="River flood"), article("b", "flood river")]
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), articles)
        with open_engine(folder) as engine:
            request = SearchRequest("river flood", sort="newest", explain=True)
            for hit in engine.search(request).hits:
                assert hit.explanation
                words = sum(hit.explanation.words.values())
                assert math.isclose(hit.score, words, abs_tol=1e-3)
                assert hit.explanation[1:4] == (0, 0, 0)


@pytest.mark.parametrize("text", ["senate", "senate budget", "budgets senat"])
def test_a_word_is_worth_the_same_in_every_language(tmp_path: Path, text: str) -> None:
    said = "Senate budget voted nobody objected"
    english = [article(f"en{number}", said, title="Vote", language="en") for number in range(9)]
    french = article("fr", said, title="Vote", language="fr")
    publish(tmp_path, [*english, french])
    with open_engine(tmp_path) as engine:
        hits = engine.search(SearchRequest(text, size=100, match="some")).hits
    scores = {hit.id: hit.score for hit in hits}
    assert math.isclose(scores["fr"], scores["en0"], rel_tol=1e-5)
