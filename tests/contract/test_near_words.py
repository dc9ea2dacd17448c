"""A misspelt word is also found as the words nearest to it, where some of the words are enough."""

from __future__ import annotations

from typing import Any

import pytest

from search import SearchRequest
from search.engines import Engine, open_engine
from search.model.request import Selection
from search.model.results import Results
from search.text.stemming import LANGUAGES
from tests.contract.places import Place
from tests.support import article, whole_article


@pytest.fixture
def flooded(place: Place) -> Place:
    place.publish(
        [
            article("a", "The flood came at night.", "A bridge.", regions=("East",)),
            article("b", "Floods, and a bridge over the river", regions=("West",)),
            article("c", "A bridge over the railway"),
            *(article(f"n{n}", "The president spoke of trade.") for n in range(120)),
            article("p", "The presidnet of the chess club"),
        ]
    )
    return place


def _search(engine: Engine, text: str, **fields: Any) -> Results:
    return engine.search(SearchRequest(text, size=100, **fields))


def _ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def test_a_word_that_occurs_nowhere_is_found_as_the_nearest(flooded: Place) -> None:
    with open_engine(flooded.index, time_limit=10) as engine:
        alone = _search(engine, "flod")
        assert (alone.relaxed, alone.matching_all, set(_ids(alone))) == (True, 0, {"a", "b"})
        assert alone.suggestion == "flood"
        beside = _search(engine, "flod bridge night")
        assert _ids(beside) == ["a", "b", "c"]
        assert beside.understood == "(flod OR flood^0.62) AND bridge AND night"
        said = ["“flod” is also read as “flood”, which counts less."]
        assert [*map(str, beside.notices)] == said


def test_the_word_that_stands_in_the_text_is_marked(flooded: Place) -> None:
    with open_engine(flooded.index, time_limit=10) as engine:
        first = _search(engine, "flod bridge night").hits[0]
        shown = " ".join(each.html for each in first.passages)
        for word in ("flood", "night", "bridge"):
            assert f"<mark>{word}</mark>" in shown
        page = engine.article("b", "flod bridge")
        assert page
        assert "<mark>Floods</mark>, and a <mark>bridge</mark>" in page.paragraphs[0].html


def test_who_asks_for_all_words_gets_these(flooded: Place) -> None:
    with open_engine(flooded.index, time_limit=10) as engine:
        strict = _search(engine, "flod bridge", match="all")
        assert (strict.total, strict.notices, strict.understood) == (0, (), "flod AND bridge")
        assert _search(engine, '"flod bridge"').total == 0
        assert _search(engine, "title:flod").total == 0


def test_a_rare_spelling_of_a_frequent_word_is_found_as_both_if_some_are_enough(
    flooded: Place,
) -> None:
    with open_engine(flooded.index, time_limit=10) as engine:
        alone = _search(engine, "presidnet")
        assert (alone.relaxed, _ids(alone), alone.notices) == (False, ["p"], ())
        assert alone.matching_some == 121
        some = _search(engine, "presidnet", match="some")
        assert (some.relaxed, some.total, some.matching_all) == (True, 121, 1)
        assert _ids(some)[0] == "p"
        assert _search(engine, "presidnet trade").total == 121


def test_counts_are_what_a_click_gives(flooded: Place) -> None:
    with open_engine(flooded.index, time_limit=10) as engine:
        results = _search(engine, "flod bridge")
        assert results.total == 3
        (region,) = (each for each in results.facets if each.name == "region")
        assert {each.value: each.count for each in region.values} == {"East": 1, "West": 1}
        for value in region.values:
            chosen = {"region": Selection((value.value,))}
            alone = _search(engine, "flod bridge", selections=chosen)
            assert (alone.total, alone.understood) == (1, results.understood)


def test_an_offer_is_counted_as_its_search_is_read(place: Place) -> None:
    place.publish(
        [
            article("both", "Any one of them may cross the bridge."),
            article("words", "Any one may come."),
            article("bridge", "A bridge and seven islands"),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:
        for text, total in (("anyone bri", 3), ("7 bri", 2)):
            offered = {each.query: each.count for each in engine.suggest(text)}
            assert offered
            assert offered == {query: _search(engine, query).total for query in offered}
            assert set(offered.values()) == {total}, text


def test_stop_words_and_numbers_are_not_read_otherwise(flooded: Place) -> None:
    with open_engine(flooded.index, time_limit=10) as engine:
        assert _search(engine, "thw").total == 0, "the"
        assert _search(engine, "ovet").total == 0, "over"
        assert _search(engine, "2019").total == 0


def test_two_words_are_also_read_as_one_if_one_of_them_is_rare(place: Place) -> None:
    place.publish(
        [
            article("tag", "Pupils wrote #FairBread on the wall."),
            article("joined", "A postwar bakery"),
            article("apart", "The post came after the war."),
            article("video", "A YouTube clip of a 5kg pike"),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:
        found = _search(engine, "fair bread")
        assert (found.relaxed, _ids(found)) == (True, ["tag"])
        assert found.understood == "(fair OR fairbread^0.8) AND (bread OR fairbread^0.8)"
        assert _ids(_search(engine, "post war")) == ["apart"]
        assert set(_ids(_search(engine, "post war", match="some"))) == {"apart", "joined"}
        assert _ids(_search(engine, "you tube")) == ["video"]
        assert _ids(_search(engine, "5 kg")) == ["video"]
        assert _search(engine, "fair bread", match="all").total == 0


def test_near_words_of_some_of_many_languages_are_found(place: Place) -> None:
    many = [whole_article(code, "Kort", language=code) for code in LANGUAGES]
    german = whole_article(
        "town", "Der Bürgermeister, die Brötchen, die Universität", language="de"
    )
    place.publish([*many, german])
    with open_engine(place.index, time_limit=10) as engine:
        assert _ids(_search(engine, "Bürgermeistr Brötchn Univrsität")) == ["town"]


def test_words_of_many_languages_are_not_asked_for_near_words_in_all(place: Place) -> None:
    many = [whole_article(code, "Roll", language=code) for code in LANGUAGES]
    place.publish([*many, article("joined", "Rock’n’roll")])
    with open_engine(place.index, time_limit=10) as engine:
        assert _ids(_search(engine, "rock n roll"))[0] == "joined"


def test_a_word_that_occurs_nowhere_is_read_as_two_that_stand_side_by_side(place: Place) -> None:
    place.publish(
        [
            article("painter", "A chair of van Gogh"),
            article("apart", "Gogh’s van was late"),
            article("code", "Node.js is young"),
            article("size", "It lost 20 GB of data"),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:
        found = _search(engine, "vangogh")
        assert (found.relaxed, found.matching_all, _ids(found)) == (True, 0, ["painter"])
        assert found.understood == "vangogh OR van/gogh^0.8"
        assert [*map(str, found.notices)] == [
            "“vangogh” is also read as “van gogh”, which counts less."
        ]
        assert "<mark>van Gogh</mark>" in found.hits[0].passages[0].html
        assert _ids(_search(engine, "nodejs")) == ["code"]
        assert _ids(_search(engine, "20gb data")) == ["size"]
        assert _search(engine, "ofa").total == 0, "of a"


def test_a_name_that_occurs_nowhere_is_read_as_other_languages_write_it(place: Place) -> None:
    place.publish(
        [
            article("composer", "Tchaikovsky slept"),
            article("writer", "Dostoevsky woke"),
            article("president", "Yeltsin danced"),
            article("town", "A walk in Vales"),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:
        assert _ids(_search(engine, "Tschaikowski")) == ["composer"]
        assert _ids(_search(engine, "Dostojewski")) == ["writer"]
        found = _search(engine, "Jelzin danced")
        assert _ids(found) == ["president"]
        assert "<mark>Yeltsin</mark>" in found.hits[0].passages[0].html


def test_a_rare_number_is_also_read_as_it_is_written_otherwise(place: Place) -> None:
    place.publish(
        [
            article("words", "Nine of ten cats agree"),
            article("king", "Henry VIII in wax"),
            article("third", "The third man"),
            article("pi", "One in three knows 3.14"),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:
        assert _ids(_search(engine, "9 of 10 cats")) == ["words"]
        assert _ids(_search(engine, "henry 8")) == ["king"]
        assert _search(engine, "3rd man").hits[0].id == "third"
        assert _search(engine, "3rd").hits[0].id == "third"
        assert _search(engine, "seven 3.14", match="some").notices == ()


def test_a_search_that_finds_nothing_otherwise_is_read_as_what_is_farther(place: Place) -> None:
    place.publish([article("tent", "The tent of Gaddafi"), article("rome", "A walk in Rome")])
    with open_engine(place.index, time_limit=10) as engine:
        alone = _search(engine, "gadaffi")
        assert (_ids(alone), alone.matching_all, alone.suggestion) == (["tent"], 0, "gaddafi")
        assert _ids(_search(engine, "gadaffi rome")) == ["rome"]
        assert _search(engine, "gadgafity").total == 0
