"""Whoosh's own searcher over the same files: it opens them, finds the same, and gives the same scores."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query

from search import SearchRequest, open_engine
from search.engines.whoosh import compatibility, generations
from search.engines.whoosh.codec import INDEX_NAME
from search.engines.whoosh.compatibility import NotSupported
from search.model.articles import Article
from search.query.parser import parse
from tests.engines import oracle, strategies
from tests.engines.oracle import Without
from tests.engines.oracle_leaves import Word
from tests.support import article, publish


def _scores(folder: str, text: str) -> tuple[dict[str, float], dict[str, float]]:
    """The ids and scores that the engine finds, and those that Whoosh finds."""
    with open_engine(folder) as engine:
        found = {hit.id: hit.score for hit in engine.search(SearchRequest(text, size=100)).hits}
    generation = generations.current(Path(folder))
    return found, compatibility.scores(generation.folder, parse(text))


@settings(max_examples=120)
@given(strategies.archives(), strategies.whoosh_queries, st.integers(1, 3))
def test_documents_and_scores_are_those_of_whoosh(
    articles: list[Article], query: oracle.Query, count: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), *(articles[first::count] for first in range(count)))
        found, expected = _scores(folder, str(query))
    assert found.keys() == expected.keys()
    for id, score in expected.items():
        assert math.isclose(found[id], score, rel_tol=1e-5, abs_tol=1e-3)


@settings(max_examples=60)
@given(strategies.archives(), strategies.whoosh_queries, st.integers(1, 3))
@example([article(f"a{number}") for number in range(3)], Without(Word(("river",))), 1)
def test_deleted_articles_are_gone_for_whoosh_too(
    articles: list[Article], query: oracle.Query, count: int
) -> None:
    deleted = frozenset(each.id for each in articles[::2])
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), *(articles[n::count] for n in range(count)), deleted=deleted)
        found, expected = _scores(folder, str(query))
    assert found.keys() == expected.keys()
    assert deleted.isdisjoint(found)


@pytest.mark.parametrize(
    "text", ["date:2010", "flo*", "title:fl?d", "author:flod~", "text:[a to b]"]
)
def test_whoosh_does_not_see_dates_and_words_as_written(text: str) -> None:
    with pytest.raises(NotSupported):
        compatibility.translated(parse(text))


def test_whoosh_finds_phrases_and_stored_articles(tmp_path: Path) -> None:
    subject = Article("x", "High water at the old bridge")
    publish(tmp_path, [subject])
    opened = whoosh_index.open_dir(str(generations.current(tmp_path).folder), INDEX_NAME)
    with opened.searcher() as searcher:
        found = searcher.search(whoosh_query.Phrase("title", ["high", "water"]))
        assert [hit["article"] for hit in found] == [subject]
        assert not searcher.search(whoosh_query.Phrase("title", ["water", "high"]))
        assert list(searcher.lexicon("title")) == [
            b"at",
            b"bridg",
            b"high",
            b"old",
            b"the",
            b"water",
        ]
