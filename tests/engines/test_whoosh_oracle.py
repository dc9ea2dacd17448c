"""Whoosh's own searcher over the same files: it opens them, and gives the same scores."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query, scoring

from search import SearchRequest, open_engine
from search.engines.common.similarity import K1, B
from search.engines.whoosh import generations
from search.engines.whoosh.codec import INDEX_NAME
from search.model.articles import Article
from search.model.schema import BOOSTS, searched_fields
from search.query.parser import parse
from search.text.analyzer import indexed_term
from tests.engines import strategies
from tests.support import publish


def _spelled_out(tree: query.Query) -> query.Query:
    """The tree with every leaf as what Whoosh understands: indexed terms in indexed fields."""
    if isinstance(tree, query.And | query.Or):
        return type(tree)([_spelled_out(child) for child in tree.subqueries])
    if isinstance(tree, query.Not):
        return query.Not(_spelled_out(tree.query))
    return query.Or([_leaf(tree, name) for name in searched_fields(tree.fieldname)])


def _leaf(tree: query.Query, name: str) -> query.Query:
    boost = BOOSTS.get(name, 1.0)
    return query.Term(name, indexed_term(name, tree.text), boost=boost)


_positive = st.recursive(strategies.plain_words, strategies.combined, max_leaves=4)
"""No NOT among them: Whoosh adds 1 for what is not there, Backissue nothing."""


@settings(max_examples=120)
@given(strategies.archives(), _positive)
def test_documents_and_scores_are_those_of_whoosh(articles: list[Article], words: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), articles)
        generation = generations.current(Path(folder))
        opened = whoosh_index.open_dir(str(generation.folder), INDEX_NAME)
        tree = _spelled_out(parse(str(words)))
        with opened.searcher(weighting=scoring.BM25F(B=B, K1=K1)) as searcher:
            hits = searcher.search(tree, limit=None)
            expected = {hit["id"]: hit.score for hit in hits}
        with open_engine(folder) as engine:
            results = engine.search(SearchRequest(text=str(words), size=100))
        found = {hit.id: hit.score for hit in results.hits}
    assert found.keys() == expected.keys()
    for id, score in expected.items():
        assert math.isclose(found[id], score, rel_tol=1e-5, abs_tol=1e-3)


def test_whoosh_finds_phrases_and_stored_articles(tmp_path: Path) -> None:
    subject = Article("x", "High water at the old bridge")
    publish(tmp_path, [subject])
    opened = whoosh_index.open_dir(str(generations.current(tmp_path).folder), INDEX_NAME)
    with opened.searcher() as searcher:
        found = searcher.search(query.Phrase("title", ["high", "water"]))
        assert [hit["article"] for hit in found] == [subject]
        assert not searcher.search(query.Phrase("title", ["water", "high"]))
        assert list(searcher.lexicon("title")) == [
            b"at",
            b"bridg",
            b"high",
            b"old",
            b"the",
            b"water",
        ]


@pytest.mark.parametrize("text", ["river", "bank OR night", "river NOT flood"])
def test_deleted_articles_are_gone_for_whoosh_too(tmp_path: Path, text: str) -> None:
    pair = [Article("kept", "river bank night"), Article("gone", "river bank night")]
    publish(tmp_path, pair, deleted=frozenset({"gone"}))
    opened = whoosh_index.open_dir(str(generations.current(tmp_path).folder), INDEX_NAME)
    with opened.searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(_spelled_out(parse(text)))] == ["kept"]
