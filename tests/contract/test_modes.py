"""All words or some: which articles are found, in which order, and that counts stay honest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from search import SearchRequest
from search.engines import Engine, open_engine
from search.model.articles import Article
from search.model.request import SORTS, Selection, Sort
from search.model.results import Results
from tests.contract.places import Place
from tests.support import article


def _articles() -> list[Article]:
    """Two articles with heron, otter and weir; twelve with heron and otter; others with one of these."""
    all_three = [
        article(f"all{n}", "An otter at the weir.", "A heron.", published=date(2001, 1, n + 1))
        for n in range(2)
    ]
    two = [
        article(f"two{n:02}", "A heron and an otter.", regions=(("East", "West")[n % 2],))
        for n in range(12)
    ]
    one = [
        article(f"one{n}", text, published=date(2010, 1, n + 1), regions=("East",))
        for n, text in enumerate(["The weir.", "Only a weir", "Of the heron", "Of the bridge"])
    ]
    return [*all_three, *two, *one]


@pytest.fixture
def pond(place: Place) -> Place:
    place.publish(_articles())
    return place


def _search(engine: Engine, text: str, **fields: Any) -> Results:
    return engine.search(SearchRequest(text, size=100, **fields))


def _ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def test_the_text_decides_whether_all_words_must_be_found(pond: Place) -> None:
    with open_engine(pond.index, time_limit=10) as engine:
        enough = _search(engine, "heron otter")
        assert (enough.relaxed, enough.total, enough.matching_all) == (False, 14, 14)
        assert enough.matching_some is None
        few_of_two = _search(engine, "otter weir")
        assert (few_of_two.relaxed, few_of_two.total) == (False, 2)
        assert few_of_two.matching_some == _search(engine, "otter weir", match="some").total == 16
        few_of_three = _search(engine, "heron otter weir")
        assert (few_of_three.relaxed, few_of_three.matching_all) == (True, 2)
        assert few_of_three.total == few_of_three.matching_some == 17
        nothing = _search(engine, "weir nowhere")
        assert (nothing.relaxed, nothing.matching_all, nothing.total) == (True, 0, 4)


def test_match_insists(pond: Place) -> None:
    with open_engine(pond.index, time_limit=10) as engine:
        assert _search(engine, "heron otter weir", match="all").total == 2
        assert _search(engine, "weir nowhere", match="all").total == 0
        some = _search(engine, "heron otter", match="some")
        assert (some.relaxed, some.matching_all, some.total) == (True, 14, 15)
        assert not _search(engine, "heron", match="some").relaxed


@pytest.mark.parametrize("sort", SORTS)
def test_articles_with_all_words_come_first_in_every_order(pond: Place, sort: Sort) -> None:
    with open_engine(pond.index, time_limit=10) as engine:
        results = _search(engine, "heron otter weir", sort=sort)
        assert set(_ids(results)[:2]) == {"all0", "all1"}
        scanned = engine.scan(SearchRequest("heron otter weir", sort=sort))
        assert [hit.id for hit in scanned] == _ids(results)
        pages = [
            hit.id
            for page in range(1, 10)
            for hit in engine.search(
                SearchRequest("heron otter weir", sort=sort, size=2, page=page)
            ).hits
        ]
        assert pages == _ids(results)


def test_stop_words_alone_find_nothing_more(pond: Place) -> None:
    with open_engine(pond.index, time_limit=10) as engine:
        assert set(_ids(_search(engine, "of the nowhere bridge"))) == {"one3"}
        assert set(_ids(_search(engine, "of the"))) == {"one2", "one3"}
        assert _search(engine, "of until").total == 0


def test_what_is_no_plain_word_always_holds(pond: Place) -> None:
    with open_engine(pond.index, time_limit=10) as engine:
        assert set(_ids(_search(engine, '"only a weir" nowhere'))) == {"one1"}
        assert _search(engine, "title:nowhere heron").total == 0
        without = _search(engine, "weir nowhere -only")
        assert set(_ids(without)) == {"one0", "all0", "all1"}
        assert set(_ids(_search(engine, "weir nowhere date:2010"))) == {"one0", "one1"}
        assert set(_ids(_search(engine, "weir-nowhere"))) == {"one0", "one1", "all0", "all1"}


def test_quotation_marks_of_a_pasted_text_ask_for_nothing(pond: Place) -> None:
    """A text of so many words was pasted: its quotation marks are those of its author."""
    pasted = " ".join(f"unheard{n}" for n in range(22))
    with open_engine(pond.index, time_limit=10) as engine:
        typed = _search(engine, '"heron nowhere" otter weir')
        assert typed.total == 0
        found = _search(engine, f'"heron nowhere" otter weir {pasted}')
        assert set(_ids(found)) == set(_ids(_search(engine, "otter weir", match="some")))


def test_filters_never_change_it_and_counts_are_what_a_click_gives(pond: Place) -> None:
    with open_engine(pond.index, time_limit=10) as engine:
        for text in ("heron otter", "heron otter weir"):
            for match in ("auto", "all", "some"):
                results = _search(engine, text, match=match)
                (region,) = (each for each in results.facets if each.name == "region")
                for value in region.values:
                    chosen = Selection((value.value,))
                    alone = _search(engine, text, match=match, selections={"region": chosen})
                    assert alone.total == value.count
                    assert alone.relaxed == results.relaxed
                    if alone.relaxed:
                        exact = _search(engine, text, match="all", selections={"region": chosen})
                        assert alone.matching_all == exact.total
                assert sum(each.count for each in results.timeline) == sum(
                    hit.published is not None for hit in results.hits
                )


def test_of_a_long_text_the_rarest_words_are_searched(pond: Place) -> None:
    with open_engine(pond.index, time_limit=10) as engine:
        text = "heron otter weir bridge " + " ".join(f"unheard{n}" for n in range(200))
        results = _search(engine, text)
        assert (results.relaxed, results.total) == (True, 18)
        assert [*map(str, results.notices)] == [
            "The query is long: its 64 rarest words were searched, and 140 more were left out.",
        ]
        assert _search(engine, f'"{text}"').total == 18
        assert _search(engine, "weir " * 3_000).total == 4


def test_paragraphs_are_tried_by_themselves(pond: Place) -> None:
    with open_engine(pond.index, time_limit=10) as engine:
        results = _search(engine, "heron otter weir", unit="paragraph")
        assert (results.relaxed, results.matching_all, results.total) == (True, 0, 19)
