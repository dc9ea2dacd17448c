"""Paragraphs that stand in many articles are shown and not searched."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.config.archive_toml import FILE_NAME, archive_config
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.repeated import RepeatedParagraph
from search.indexing.report import Report
from search.model.request import Unit
from tests.indexing.files import write_lines

FOOTER = "Support the Lantern: our zephyr needs readers who pay."
BOX = "Sign up for the weekly quillon letter, delivered to your inbox every Friday."
SYLLABLES = "andor elmin irt ombra unt arlo esk ifto oltan ulm asten erba".split()
WORDS = [f"{first}{last}" for first in "bcdfghjklmnprstvwz" for last in SYLLABLES]

Texts = dict[str, list[str]]


def _texts(count: int, seed: int = 1) -> Texts:
    """Articles of five paragraphs, of which none has another's."""
    chance = random.Random(seed)
    return {
        f"a{number:03}": [" ".join(chance.choices(WORDS, k=12)) for _ in range(5)]
        for number in range(count)
    }


def _with(texts: Texts, ids: Iterable[str], *paragraphs: str) -> Texts:
    """The articles with paragraphs at the end of some."""
    chosen = set(ids)
    return {id: [*own, *(paragraphs if id in chosen else ())] for id, own in texts.items()}


def _reindex(archive: Path, index: Path, texts: Texts, jobs: int = 1) -> Report:
    write_lines(
        archive,
        "all.jsonl",
        *(
            {"id": id, "title": f"Title {id}", "content": "\n".join(own)} | _author(id)
            for id, own in texts.items()
        ),
    )
    options = Options(archive, jobs, config=archive_config(archive), allow_removals=True)
    return reindex(options, open_target(index), Silent())


def _author(id: str) -> dict[str, str]:
    """Articles of a series have one author, who writes no others."""
    return {"author": "Ann Larkin" if id.startswith("series") else "Bo Marsh"}


@pytest.fixture
def repeated_in(archive: Path, index: Path) -> Callable[[Texts], list[str]]:
    """The texts that count as repeated in an archive of these articles."""

    def run(texts: Texts) -> list[str]:
        _reindex(archive, index, texts)
        return [each.text for each in open_target(index).repeated()]

    return run


def _found(index: Path, text: str, unit: Unit = "article") -> list[str]:
    with open_engine(index) as engine:
        return [each.id for each in engine.search(SearchRequest(text, unit=unit, size=100)).hits]


@pytest.fixture(scope="module")
def footed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of 60 articles, of which 30 have a footer."""
    folder = tmp_path_factory.mktemp("footed")
    (folder / "archive").mkdir()
    texts = _texts(60)
    report = _reindex(folder / "archive", folder / "index", _with(texts, [*texts][:30], FOOTER))
    assert report.repeated == 1
    return folder / "index"


def test_what_stands_in_many_articles_is_listed_with_an_example_and_the_reason(
    footed: Path,
) -> None:
    (found,) = open_target(footed).repeated()
    assert found == RepeatedParagraph(FOOTER, 30, 60, "end", "a000")
    assert found.why == "stands at the end of 30 of 60 articles that have little else in common"


@pytest.mark.parametrize("unit", ["article", "paragraph"])
def test_no_search_finds_it(footed: Path, unit: Unit) -> None:
    for text in ("zephyr", '"our zephyr needs"', "zeph*", "zephyr support"):
        assert _found(footed, text, unit) == []


def test_it_is_no_hit_where_words_are_absent_or_in_the_title(footed: Path) -> None:
    with open_engine(footed) as engine:
        for text in ("", "NOT bandor", "title:a003"):
            request = SearchRequest(text, unit="paragraph", size=100)
            answer = engine.search(request)
            assert answer.total == len([*engine.scan(request)])
            assert FOOTER not in {p.text for each in engine.scan(request) for p in each.passages}
        assert engine.search(SearchRequest("title:a003", unit="paragraph")).total == 5


def test_all_other_sentences_are_found_and_none_is_lost(footed: Path) -> None:
    for id, own in list(_texts(60).items())[::7]:
        assert all(id in _found(footed, f'"{text}"') for text in own)


def test_the_page_of_an_article_has_it_in_its_place_unmarked(footed: Path) -> None:
    with open_engine(footed) as engine:
        shown = engine.article("a001", "zephyr bandor")
    assert shown is not None
    assert [each.is_repeated for each in shown.paragraphs] == [False] * 5 + [True]
    assert (shown.paragraphs[-1].html, shown.article.paragraphs[-1].text) == (FOOTER, FOOTER)


def test_it_is_not_suggested(footed: Path) -> None:
    with open_engine(footed) as engine:
        assert engine.suggest("zeph") == ()


def test_an_article_that_matches_elsewhere_does_not_begin_with_it(
    archive: Path, index: Path
) -> None:
    texts = {id: [BOX, *own] for id, own in _texts(25).items()}
    _reindex(archive, index, texts)
    with open_engine(index) as engine:
        (hit,) = engine.search(SearchRequest("title:a003")).hits
    assert [each.text for each in hit.passages] == [texts["a003"][1]]


def test_years_and_other_numbers_may_differ_but_not_from_article_to_article(
    repeated_in: Callable[[Texts], list[str]],
) -> None:
    texts = _texts(40)
    years = {
        id: [*own, f"© {2010 + number % 5} Lantern Media. All rights reserved.",
             f"The river stood at {number} inches at the bridge this morning."]
        for number, (id, own) in enumerate(texts.items())
    }  # fmt: skip
    assert repeated_in(years) == ["© 2010 Lantern Media. All rights reserved."]


def test_a_box_at_one_place_is_found(repeated_in: Callable[[Texts], list[str]]) -> None:
    assert repeated_in({id: [*own[:2], BOX, *own[2:]] for id, own in _texts(30).items()}) == [BOX]


def _copies() -> Texts:
    """One report in many papers, each with a line of its own."""
    report = ["The river rose over the old bridge in the night.", *_texts(1, seed=9)["a000"]]
    return {f"c{n:03}": [f"Printed in paper {word} of the region.", *report]
            for n, word in enumerate(WORDS[:40])}  # fmt: skip


def _quoted() -> Texts:
    """A sentence that many articles quote, each where it needs it."""
    quoted = "No river is ever the same river when it is crossed twice."
    return {
        id: [*own[: n % 5], quoted, *own[n % 5 :]] for n, (id, own) in enumerate(_texts(40).items())
    }


NOT_FURNITURE = {
    "copies of one report": _copies(),
    "a quotation of many articles": _quoted(),
    "a quotation at the end": _with(
        _texts(40), [*_texts(40)], "“We shall cross the river when it is time for that,” she said."
    ),
    "a name": _with(_texts(40), [*_texts(40)], "Kyle Smith, National Lantern Review"),
    "a credit": {id: ["Photo: AP", *own] for id, own in _texts(40).items()},
    "answers in interviews": {
        id: [own[0], "Yes.", own[1], "Yes, of course."] for id, own in _texts(40).items()
    },
    "the farewell of a series": _texts(10)
    | {f"series-{id}": [*own, FOOTER] for id, own in _texts(30, seed=2).items()},
    "too few articles": _with(_texts(40), [*_texts(40)][:19], FOOTER),
}  # fmt: skip


@pytest.mark.parametrize("texts", NOT_FURNITURE.values(), ids=NOT_FURNITURE.keys())
def test_text_of_articles_is_not_taken_for_furniture(
    texts: Texts, repeated_in: Callable[[Texts], list[str]]
) -> None:
    assert repeated_in(texts) == []


def test_an_article_that_is_nothing_else_keeps_it(archive: Path, index: Path) -> None:
    texts = _with(_texts(40), [*_texts(40)], FOOTER) | {"appeal": [FOOTER]}
    assert _reindex(archive, index, texts).repeated == 1
    assert _found(index, "zephyr") == ["appeal"]


def test_it_is_searched_if_the_archive_says_so(archive: Path, index: Path) -> None:
    texts = _with(_texts(25), [*_texts(25)], FOOTER)
    assert _reindex(archive, index, texts).repeated == 1
    (archive / FILE_NAME).write_text("drop.repeated = false\n")
    report = _reindex(archive, index, texts)
    assert (report.repeated, report.updated, report.is_published) == (0, 0, True)
    assert len(_found(index, "zephyr")) == 25
    (archive / FILE_NAME).unlink()
    assert (_reindex(archive, index, texts).repeated, _found(index, "zephyr")) == (1, [])


_IDS = st.sets(st.integers(0, 29), max_size=30)
_ROUNDS = st.lists(st.tuples(_IDS, st.integers(18, 30)), min_size=2, max_size=3)


@settings(max_examples=3)
@given(_ROUNDS)
def test_after_any_changes_the_answers_are_those_of_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[tuple[set[int], int]]
) -> None:
    folder = tmp_path_factory.mktemp("changes")
    (folder / "archive").mkdir()
    texts = _texts(30)
    for without, end in rounds:
        kept = {f"a{number:03}" for number in range(end)} - {f"a{number:03}" for number in without}
        changed = {id: own for id, own in _with(texts, kept, FOOTER).items() if id < "a030"}
        _reindex(folder / "archive", folder / "index", changed)
    _reindex(folder / "archive", folder / "rebuilt", changed)
    assert _answers(folder / "index") == _answers(folder / "rebuilt")
    shutil.rmtree(folder)


def _answers(index: Path) -> list[object]:
    requests = [
        SearchRequest(text, unit=unit, size=100)
        for text in ("", "zephyr", "bandor OR belmin", "NOT birt")
        for unit in ("article", "paragraph")
    ]
    with open_engine(index) as engine:
        answers = [engine.search(each) for each in requests]
        return [open_target(index).repeated(), *((each.total, each.hits) for each in answers)]
