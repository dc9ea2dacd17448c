"""Other spellings of a query, and completions while it is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest
from search.engines import Engine, open_engine
from search.errors import BadParameter
from search.text.stemming import LANGUAGES
from tests.contract.places import Place
from tests.support import article

WORDS = ("river", "railway", "librarian", "station", "flood", "bridge", "elections", "the")


def test_completions_are_values_and_words(engine: Engine) -> None:
    found = engine.suggest("li")
    values = [each for each in found if each.kind != "word"]
    assert {"Libraries and Archives", "LIVING WITH WATER"} < {each.text for each in values}
    assert values == sorted(values, key=lambda each: (-each.count, each.text))
    assert "librarian" in [each.text for each in found if each.kind == "word"]
    for each in found:
        if each.kind != "word":
            value = SearchRequest().with_value(each.kind, each.text)
            assert engine.search(value).total == each.count
    assert [each.text for each in engine.suggest("a river sta")] == ["a river station"]
    assert next(each.text for each in engine.suggest("rivers fl")) == "Rivers & Floods"
    assert len(engine.suggest("r", limit=3)) == 3
    for nothing in ("", " ", "zzz", "river ", "\ud800", "*", '"'):
        assert engine.suggest(nothing) == ()


def test_another_spelling_is_offered_if_it_finds_something(engine: Engine) -> None:
    assert engine.search(SearchRequest(text="raliway")).suggestion == "railway"
    assert engine.search(SearchRequest(text="Libarian ottter")).suggestion == ""
    assert engine.search(SearchRequest(text="title:Railwya")).suggestion == "title:railway"
    assert engine.search(SearchRequest(text="railwayy")).suggestion == "railway"
    assert engine.search(SearchRequest(text="qqqqqqqq")).suggestion == ""
    assert engine.search(SearchRequest(text="rivr raliway")).suggestion == "river railway"
    assert engine.search(SearchRequest(text="river")).suggestion == ""


def test_quoted_words_that_stand_nowhere_are_offered_without_quotes(place: Place) -> None:
    place.publish([article("moon", "one small step for man"), article("dog", "the lazy dog")])
    with open_engine(place.index, time_limit=10) as engine:
        for typed, offered in (
            ('"one small step for a man"', "one small step for a man"),
            ("“dog lazy”", "dog lazy"),
            ('"lazzy dog"', '"lazy dog"'),
            ('"lazy dog"', ""),
            ('"lazy moon"', ""),
            ('"the of"', ""),
            ('title:"dog lazy"', ""),
            ('-"dog lazy" "man small"', ""),
        ):
            assert engine.search(SearchRequest(typed)).suggestion == offered, typed


def test_the_spelling_that_finds_most_is_offered(place: Place) -> None:
    place.publish(
        [
            *(article(f"a{n}", "the reactor was shut down") for n in range(20)),
            *(article(f"b{n}", "a large house in the valley") for n in range(9)),
            article("c", "a horse in the valley"),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:

        def suggestion(text: str) -> str:
            return engine.search(SearchRequest(text=text)).suggestion

        assert suggestion("reacter shutt") == "reactor shut"
        assert suggestion("large horse") == "large house", "horse occurs, but not with large"
        assert suggestion("house reacter") == "", "no other spelling finds anything"
        assert suggestion("reactor") == ""
        assert suggestion("house") == ""


def test_a_spelling_has_the_neighbours_that_it_has_in_titles(place: Place) -> None:
    frequent = [article(f"a{n}", "navy are shooting") for n in range(20)]
    place.publish([*frequent, article("b", "A report", title="The Navy yard shooting")])
    with open_engine(place.index, time_limit=10) as engine:

        def suggestion(text: str) -> str:
            return engine.search(SearchRequest(text=text)).suggestion

        assert suggestion("navy ard shooting") == "navy yard shooting"
        assert suggestion("shooting ard navy") == "shooting are navy"


def test_other_spellings_of_what_people_type(place: Place) -> None:
    place.publish(
        [
            article("a", "The car on the bridge. The river is high."),
            article("b", "A bridge over the river", published=date(2019, 5, 2)),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:

        def suggestion(text: str) -> str:
            return engine.search(SearchRequest(text=text)).suggestion

        assert suggestion("brigde 2019") == "bridge 2019"
        assert suggestion("[rivre bridge]") == "[river bridge]"
        assert suggestion("“rivre is”") == "“river is”"
        assert suggestion("car not rivre") == "", "what is left out need not be found"


def test_a_rare_spelling_of_a_frequent_word_is_questioned(place: Place) -> None:
    often = [article(f"a{n}", "the president of the river") for n in range(120)]
    place.publish([*often, article("b", "presidnet"), article("c", "precedent")])
    with open_engine(place.index, time_limit=10) as engine:
        results = engine.search(SearchRequest(text="presidnet"))
        assert (results.total, results.suggestion) == (1, "president")
        assert engine.search(SearchRequest(text="presidnet rivr")).suggestion == "president river"


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), data=st.data())
@settings(max_examples=30)
def test_a_hint_finds_more_than_the_query(
    engine: Engine, words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    cut = data.draw(st.integers(0, len(words[at]) - 1))
    letter = data.draw(st.sampled_from("abeirst"))
    words[at] = data.draw(
        st.sampled_from(
            [
                words[at][:cut] + words[at][cut + 1 :],
                words[at][:cut] + letter + words[at][cut:],
                words[at][:cut] + letter + words[at][cut + 1 :],
            ]
        )
    )
    narrowed = data.draw(st.sampled_from([(), ("Railways",)]))
    request = SearchRequest(text=" ".join(words), themes=narrowed, size=1)
    results = engine.search(request)
    if results.suggestion:
        hint = engine.search(replace(request, text=results.suggestion))
        assert hint.matching_all > results.matching_all


PREFIXES = (
    "li",
    "ri",
    "river st",
    "the ri",
    "a ri",
    "wat",
    "rivers & fl",
    "title:ri",
    "jos",
    "-ri",
)


@pytest.mark.parametrize("text", PREFIXES)
@pytest.mark.parametrize(
    "narrowed",
    [SearchRequest(), SearchRequest(themes=["Railways"]), SearchRequest(not_themes=["Railways"])],
    ids=("all", "one theme", "without a theme"),
)
def test_every_offer_finds_what_it_says(engine: Engine, text: str, narrowed: SearchRequest) -> None:
    for offer in engine.suggest(text, narrowed=narrowed):
        if offer.id:
            assert engine.article(offer.id)
            continue
        search = replace(narrowed, text=offer.query)
        if offer.kind != "word":
            search = search.with_value(offer.kind, offer.text)
        assert engine.search(search).total == offer.count > 0


def test_words_are_completed_in_the_company_of_others(place: Place) -> None:
    place.publish(
        [
            *(article(f"a{n}", "a court of tennis") for n in range(9)),
            article("b", "the supreme council of Ruritania"),
            article("c", "the supreme council"),
            article("d", "supreme cork"),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:

        def words(text: str) -> list[str]:
            return [each.text for each in engine.suggest(text) if each.kind == "word"]

        assert words("co") == ["court", "council", "cork"]
        assert words("Supreme co") == ["Supreme council", "Supreme cork"]
        assert words("coumc") == ["council"], "one letter is wrong"
        assert words("tennis sup") == ["tennis supreme"], "no article has both words"
        (offer,) = engine.suggest("tennis sup")
        assert offer.count == engine.search(SearchRequest(offer.query)).total == 12


def test_titles_phrases_and_values_are_offered(place: Place) -> None:
    titles = ["Global warming: a primer", "What global warming does", "Global warming and trade"]
    place.publish(
        [
            *(
                article(f"{n}", "text", title=title, themes=("Climate Change",))
                for n, title in enumerate(titles)
            ),
            *(article(f"x{n}", "text", title="Trade") for n in range(20)),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:
        offers = {each.text: each for each in engine.suggest("glob")}
        assert offers["global"].count == 3
        assert offers["global warming"].count == 3
        assert offers["Global warming: a primer"].id == "0"
        value = next(each for each in engine.suggest("global chan") if each.kind == "theme")
        assert (value.text, value.query, value.count) == ("Climate Change", "global", 3)
        assert engine.suggest("trade chan") == engine.suggest("trade clim") != ()


def test_what_cannot_be_completed(engine: Engine) -> None:
    assert engine.suggest("river " * 80 + "riv") == ()
    with pytest.raises(BadParameter, match="this archive has the facets"):
        engine.suggest("riv", narrowed=SearchRequest(sections=["x"]))


def test_offers_are_counted_in_the_languages_that_their_searches_have_room_for(
    place: Place,
) -> None:
    own = sorted({*LANGUAGES} - {""})
    in_each = [article(each, "zebra and quagga", language=each) for each in own]
    place.publish([*in_each, article("x", "an okapi"), article("y", "a tapir")])
    with open_engine(place.index, time_limit=10) as engine:
        (offer,) = engine.suggest("zebra tapir on the to in okap")
        assert offer.text.endswith("okapi")
        assert offer.count == engine.search(SearchRequest(offer.query)).total
