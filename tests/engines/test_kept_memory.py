"""A process keeps a bounded part of an index in memory, and finds the same whatever it lets go."""

from __future__ import annotations

import gc
import weakref
from itertools import product
from pathlib import Path
from threading import Thread

import pytest

from search import SearchRequest, open_engine
from search.engines.whoosh import opened
from search.engines.whoosh.engine import WhooshEngine
from search.model.request import UNITS
from tests.support import article, publish

pytestmark = pytest.mark.usefixtures("no_kept_results")
QUERIES = (
    "river",
    "river bank",
    '"river bank"',
    "w1*",
    "riber",
    "title:number",
    "author:ann river",
)


def _index(folder: Path) -> Path:
    texts = (f"river {'bank' if number % 2 else 'flood'} w{number}" for number in range(60))
    publish(folder, [article(f"a{n}", text, authors=("Ann",)) for n, text in enumerate(texts)])
    return folder


def _answers(engine: WhooshEngine) -> list[object]:
    found = (
        engine.search(SearchRequest(text=text, unit=unit)) for text, unit in product(QUERIES, UNITS)
    )
    return [(each.total, each.hits, each.facets) for each in found]


def test_answers_stay_the_same_if_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = _index(tmp_path)
    with WhooshEngine(index) as engine:
        expected = _answers(engine)
    monkeypatch.setattr(opened, "KEPT", 0)
    with WhooshEngine(index) as engine:
        found: list[list[object]] = []
        threads = [Thread(target=lambda: found.append(_answers(engine))) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [expected] * 3


def test_what_searches_read_is_let_go_when_it_is_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = _index(tmp_path)
    with open_engine(index) as engine:
        assert isinstance(engine, WhooshEngine)
        engine.search(SearchRequest(text="river"))
        segments = engine._serving.use().searcher.segments
        assert sum(each.kept_bytes for each in segments) > 0
        monkeypatch.setattr(opened, "KEPT", 0)
        engine.search(SearchRequest(text="flood"))
        assert sum(each.kept_bytes for each in segments) == 0


@pytest.mark.parametrize("text", [*QUERIES, '"river" flood', '"a river"~3'])
def test_what_is_let_go_is_kept_by_nothing(tmp_path: Path, text: str) -> None:
    """A posting list that something kept would keep all that was read with it."""
    index = _index(tmp_path)
    with WhooshEngine(index) as engine:
        segments = engine._serving.use().searcher.segments
        for unit in UNITS:
            engine.search(SearchRequest(text=text, unit=unit))
        memory = [weakref.ref(each.file._kept.blocks.memory) for each in segments]
        for segment in segments:
            segment.forget()
        gc.collect()
        assert [each() for each in memory] == [None] * len(segments)


def test_a_search_that_is_repeated_reads_nothing_again(tmp_path: Path) -> None:
    index = _index(tmp_path)
    with WhooshEngine(index) as engine:
        searcher = engine._serving.use().searcher
        for text in ("river", '"river bank"', "river -bank"):
            request = SearchRequest(text=text, passages=0)
            expected = engine.search(request)
            for segment in searcher.segments:
                segment.forget()
            assert engine.search(request).hits == expected.hits
            assert sum(each.kept_bytes for each in searcher.segments) == 0, text
