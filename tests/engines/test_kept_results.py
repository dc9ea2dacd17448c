"""The same search is answered as it was before, while the generation is the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from search.engines.whoosh.searching import kept_results
from search.engines.whoosh.searching.kept_results import BYTES, KeptResults
from search.model.deadline import Deadline
from tests.support import article, publish

RIVER = SearchRequest(text="river", passages=3)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    publish(tmp_path, [article(f"a{number}", f"river number {number}") for number in range(30)])
    return tmp_path


def test_the_same_search_is_answered_as_it_was_before(index: Path) -> None:
    with open_engine(index) as engine:
        first, again = engine.search(RIVER), engine.search(RIVER)
        assert (first.is_kept, again.is_kept) == (False, True)
        assert replace(again, took_ms=first.took_ms, is_kept=False) == first
        for other in (
            replace(RIVER, page=2),
            replace(RIVER, passages=0),
            replace(RIVER, text="River"),
            replace(RIVER, explain=True),
        ):
            assert not engine.search(other).is_kept, other


def test_another_generation_has_answers_of_its_own(index: Path) -> None:
    with open_engine(index) as engine:
        assert engine.search(RIVER).total == 30
        publish(index, [article("new", "river of gold")])
        found = engine.search(RIVER)
        assert (found.total, found.is_kept) == (1, False)


def test_what_a_limit_cut_short_is_not_kept(index: Path) -> None:
    with open_engine(index) as engine:
        assert engine.search(RIVER, Deadline.after(0)).partial
        found = engine.search(RIVER)
        assert (found.partial, found.is_kept, found.total) == (False, False, 30)


def test_memory_is_bounded(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_engine(index) as engine:
        found = engine.search(RIVER)
    kept = KeptResults()
    requests = [replace(RIVER, text=f"river {number}") for number in range(BYTES // 4_000)]
    for request in requests:
        kept.add(replace(found, request=request))
    held = [request for request in requests if kept.find(request)]
    assert held == requests[-len(held) :]
    assert 100 < len(held) < len(requests)
    monkeypatch.setattr(kept_results, "MOST", 1_000)
    kept.add(replace(found, request=RIVER))
    assert kept.find(RIVER) is None
