"""A short form of each drill of `make drills`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks.drills import damages, disks, editions, fuzz, kills, operators
from benchmarks.drills.editions import Question, is_true, told, truth
from benchmarks.drills.outcome import Outcome
from search import SearchRequest, open_engine
from search.result_formats.json import results_as_json
from tests.conftest import Reindex

DRILLS: dict[str, Callable[[Path], Outcome]] = {
    "kills": partial(kills.drill, kills=2),
    "damages": partial(damages.drill, damages=15),
    "disks": disks.drill,
    "operators": partial(operators.drill, rounds=1),
    "requests": partial(fuzz.drill, requests=100),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", DRILLS)
def test_nothing_goes_wrong(name: str, tmp_path: Path) -> None:
    assert not DRILLS[name](tmp_path).faults


@pytest.mark.parametrize("edition", [0, 3])
def test_a_drill_knows_what_an_index_must_say(
    edition: int, archive: Path, index: Path, run_reindex: Reindex
) -> None:
    shutil.rmtree(archive)
    editions.write(archive, 5)
    editions.write(archive, edition)
    run_reindex()
    with open_engine(index) as engine:
        for theme in ("", "Nature"):
            question = Question(("river",), theme)
            themes = [theme] if theme else []
            request = SearchRequest("river", match="all", sort="newest", themes=themes)
            said = told(results_as_json(engine.search(request), engine.config().facets))
            assert said.total
            assert said == truth(question, edition)
            assert not is_true(said, question, [edition + 1])
