"""A node of a query tree that has no form over arrays is run by Whoosh, and that is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from whoosh import query

from search import SearchRequest, open_engine
from search.engines.whoosh.searching import searcher
from search.model.request import Unit
from tests.support import article, publish


@pytest.mark.parametrize(("unit", "expected"), [("article", ["a", "d"]), ("paragraph", ["a"] * 2)])
def test_whoosh_runs_what_arrays_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unit: Unit, expected: list[str]
) -> None:
    first = [article("a", "river", "night"), article("b", "bank")]
    second = [article("c", "bank"), article("d", title="river"), article("e", "river")]
    publish(tmp_path, first, second, deleted=frozenset({"e"}))
    leaf = query.Or([query.Term("text", "river"), query.Term("title", "river")])
    tree = query.ConstantScoreQuery(leaf, 2.5)
    monkeypatch.setattr(searcher, "parse", lambda _text: query.And([tree, query.Every()]))
    monkeypatch.setattr(searcher, "describe", lambda _tree: "")
    with open_engine(tmp_path) as engine:
        results = engine.search(SearchRequest(text="x", unit=unit, passages=0))
    assert [hit.id for hit in results.hits] == expected
    assert {hit.score for hit in results.hits} == {2.5}
    assert results.fallbacks == ("ConstantScoreQuery",)
