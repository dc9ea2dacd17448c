"""Whoosh's own searcher over the same files: it opens them and finds the same."""

from __future__ import annotations

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
from search.query.languages import in_languages
from search.query.parser import parse
from search.text.stemming import LANGUAGES
from tests.engines import oracle, strategies
from tests.engines.oracle import Without
from tests.engines.oracle_leaves import Word
from tests.support import article, publish


def _found(folder: str, text: str) -> tuple[set[str], set[str]]:
    """The ids that the engine finds, and those that Whoosh finds."""
    request = SearchRequest(text, match="all", size=100)
    with open_engine(folder) as engine:
        found = {hit.id for hit in engine.search(request).hits}
    generation = generations.current(Path(folder))
    tree = in_languages(parse(text), ["", *LANGUAGES])
    return found, compatibility.matches(generation.folder, tree)


@settings(max_examples=70)
@given(strategies.archives(), strategies.whoosh_queries, st.integers(1, 3))
def test_documents_are_those_of_whoosh(
    articles: list[Article], query: oracle.Query, count: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), *(articles[first::count] for first in range(count)))
        found, expected = _found(folder, str(query))
    assert found == expected


@settings(max_examples=40)
@given(strategies.archives(), strategies.whoosh_queries, st.integers(1, 3))
@example([article(f"a{number}") for number in range(3)], Without(Word(("river",))), 1)
def test_deleted_articles_are_gone_for_whoosh_too(
    articles: list[Article], query: oracle.Query, count: int
) -> None:
    deleted = frozenset(each.id for each in articles[::2])
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), *(articles[n::count] for n in range(count)), deleted=deleted)
        found, expected = _found(folder, str(query))
    assert found == expected
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
