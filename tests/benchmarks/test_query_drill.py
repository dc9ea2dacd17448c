"""A sample of the odd queries of `benchmarks.query_drill`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from benchmarks.query_drill import outcome, query, words_of
from search import open_engine
from search.engines import Engine
from tests.support import article, publish


def test_odd_queries_are_answered(tmp_path: Path) -> None:
    publish(tmp_path, [article("a", "A river in flood", title="The river bank"), article("b", "x")])
    with open_engine(tmp_path, time_limit=2) as engine:
        words = words_of(engine)
        asked = [query(number, 7, words) for number in range(400)]
        found = [outcome(engine, number, text) for number, text in enumerate(asked)]
    assert len(set(asked)) > 300
    assert [(ascii(asked[each.number]), each.fault) for each in found if each.fault] == []


def test_an_error_is_a_fault() -> None:
    class Failing:
        def search(self, request: Any) -> None:
            raise ValueError("odd")

    assert outcome(cast(Engine, Failing()), 3, "river").fault == "ValueError: odd"
