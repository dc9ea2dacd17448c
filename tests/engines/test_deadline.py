"""Whenever the time is over, there is an answer, and it says whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from types import SimpleNamespace

import pytest

from search import SearchRequest, open_engine
from search.engines import Engine
from search.engines.whoosh.searching.fetch import HitFetcher
from search.errors import SearchTooLong
from search.model import deadline as deadlines
from search.model.deadline import Deadline, TimeExceeded
from search.model.results import Hit
from tests.support import article, publish

pytestmark = pytest.mark.usefixtures("no_kept_results")
QUERIES = (
    "river flood",
    "river zebra bank night",
    "rivr",
    '"the river"',
    '"' + " ".join(["the"] * 30) + '"~100',
    "[the river flood]",
    "*i*r fl?od",
    "-zebra (bank OR night)",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("deadline")
    articles = [
        article(f"{number}", "By night the river rose. " + "the " * 40, f"A flood number {number}.")
        for number in range(30)
    ]
    publish(folder, articles[:15], articles[15:])
    with open_engine(folder) as opened:
        yield opened


def _over_at(step: int) -> Deadline:
    """The time is over when somebody looks for that time."""
    looks = count(1)

    def look() -> None:
        if next(looks) >= step:
            raise TimeExceeded

    return Deadline(checked=look)


def _looks(engine: Engine, request: SearchRequest) -> int:
    """How often a search looks at the time."""
    found = [0]

    def look() -> None:
        found[0] += 1

    engine.search(request, Deadline(checked=look))
    return found[0]


@pytest.mark.parametrize("unit", ["article", "paragraph"])
@pytest.mark.parametrize("text", QUERIES)
def test_the_time_may_be_over_at_any_moment(engine: Engine, text: str, unit: str) -> None:
    request = SearchRequest.from_params([("q", text), ("unit", unit)])
    whole = engine.search(request)
    looks = _looks(engine, request)
    assert looks > 1
    for step in range(1, looks + 1):
        found = engine.search(request, _over_at(step))
        assert found.total <= max(whole.total, whole.matching_some or 0)
        assert found.partial or found.total == whole.total
    assert engine.search(request, _over_at(1)).partial


def test_all_results_are_listed_in_time_or_not_at_all(engine: Engine) -> None:
    assert len([*engine.scan(SearchRequest(text="flood"), Deadline.after(60))]) == 30
    with pytest.raises(SearchTooLong, match="narrow it"):
        engine.scan(SearchRequest(text="flood"), _over_at(1))


def test_a_phrase_looks_at_the_time_between_its_words(engine: Engine) -> None:
    short, long = (SearchRequest(text=f'"{"the " * size}"~99') for size in (2, 30))
    assert _looks(engine, long) > _looks(engine, short) + 25


def test_hits_that_are_made_too_late_begin_as_their_article_does(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(deadlines, "time", SimpleNamespace(monotonic=lambda: clock.now))
    make = HitFetcher.hit

    def made(self: HitFetcher, *given: object) -> Hit:
        hit = make(self, *given)  # type: ignore[arg-type]  # what it is called with
        clock.now = 9.0
        return hit

    monkeypatch.setattr(HitFetcher, "hit", made)
    found = engine.search(SearchRequest(text="flood"), Deadline(2.0))
    first, *others = found.hits
    assert "<mark>" in first.passages[0].html
    assert {each.passages[0].anchor for each in others} == {"p0"}
    assert found.total == 30
    assert found.partial
    assert any("marked" in str(notice) for notice in found.notices)


def test_an_article_is_read_though_there_is_no_time_to_mark_it(engine: Engine) -> None:
    found = engine.article("3", "flood", Deadline(0.0))
    assert found
    assert not found.is_whole
    assert found.matches == 0
    assert "A flood number 3." in found.paragraphs[1].html
    in_time = engine.article("3", "flood")
    assert in_time
    assert in_time.is_whole
    assert in_time.matches == 1
