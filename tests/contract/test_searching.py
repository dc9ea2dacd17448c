"""Hits, totals, facets and timelines: the same on every engine, down to the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from search import SearchRequest
from search.engines import Engine, open_engine
from search.model.articles import Article, Paragraph
from search.model.dates import span_of
from search.model.request import SORTS, UNITS, Selection
from search.model.results import Facet, Results
from tests.contract.places import Place
from tests.support import article
from tests.web.archive import REGIONS, THEMES, articles

ARCHIVE = articles()


def _facet(results: Results, name: str) -> Facet:
    return next(each for each in results.facets if each.name == name)


def _found(engine: Engine, text: str, **fields: object) -> list[str]:
    request = SearchRequest(text=text, size=100, **fields)  # type: ignore[arg-type]
    return [hit.id for hit in engine.search(request).hits]


def test_words_are_found_in_all_their_forms_and_counted(engine: Engine) -> None:
    results = engine.search(SearchRequest(text="floods rivers"))
    holding = [
        each for each in ARCHIVE if "flood" in _whole(each).lower() and "river" in _whole(each)
    ]
    assert results.total == len(holding)
    assert results.pages == -(-len(holding) // 10)
    assert len(results.hits) == 10
    assert not results.partial
    assert results.understood == "floods AND rivers"


def test_every_way_to_ask(engine: Engine) -> None:
    everything = len(ARCHIVE)
    assert len(_found(engine, "title:railways")) == _count(lambda each: "Railways" in each.title)
    assert len(_found(engine, "author:zola")) == _count(lambda each: "Émile Zola" in each.authors)
    assert len(_found(engine, "NOT river")) == everything - len(_found(engine, "river"))
    assert _found(engine, "ott*") == _found(engine, "o?ter") == _found(engine, "oter~") == ["bare"]
    assert _found(engine, '"paragraph about an otter"') == ["bare"]
    assert _found(engine, '"about paragraph"~5') == []
    assert _found(engine, '"only otter"~4') == []
    assert _found(engine, '"only otter"~5') == ["bare"]
    assert _found(engine, "title:[kin to kinds]") == ["kinds"]
    assert _found(engine, "date:2012-02-29") == ["kinds"]
    assert _found(engine, "otter OR heading", sort="oldest") == ["kinds", "bare"]


def test_facets_ignore_their_own_choice_and_nothing_else(engine: Engine) -> None:
    request = SearchRequest(
        text="river", regions=[REGIONS[0]], not_themes=[THEMES[1]], since=date(2006, 1, 1)
    )
    results = engine.search(request)
    for facet in results.facets:
        for each in facet.values:
            alone = request.with_selection(facet.name, Selection((each.value,)))
            assert engine.search(alone).total == each.count, (facet.name, each)
        counts = [each.count for each in facet.values if not (each.selected or each.excluded)]
        assert counts == sorted(counts, reverse=True)
        assert facet.distinct == sum(each.count > 0 for each in facet.values)
    assert _facet(results, "region").values[0].selected
    excluded = _facet(results, "theme").values[0]
    assert (excluded.value, excluded.excluded) == (THEMES[1], True)


def test_what_is_chosen_stays_listed_at_zero(engine: Engine) -> None:
    results = engine.search(SearchRequest(text="otter", regions=["Nowhere", REGIONS[1]]))
    assert results.total == 0
    region = _facet(results, "region")
    assert [(each.value, each.count, each.selected) for each in region.values] == [
        (REGIONS[1], 0, True),
        ("Nowhere", 0, True),
    ]
    assert region.distinct == 0


def test_a_list_of_values_is_cut_and_says_how_many_there_are(engine: Engine) -> None:
    whole = _facet(engine.search(SearchRequest()), "author")
    request = SearchRequest(facet_size=3, authors=["Bo Li"], facets=["author"])
    (cut,) = engine.search(request).facets
    assert cut.distinct == whole.distinct == len(whole.values)
    others = [each for each in whole.values if each.value != "Bo Li"]
    assert [each.value for each in cut.values] == ["Bo Li", *(each.value for each in others[:2])]
    assert engine.search(SearchRequest(facets=[])).facets == ()


def test_exclusion(engine: Engine) -> None:
    kept = _found(engine, "", not_authors=["Bo Li", "Ada Byron"])
    assert set(kept) == {
        each.id for each in ARCHIVE if not {"Bo Li", "Ada Byron"} & set(each.authors)
    }


def test_dates_are_inclusive_and_undated_articles_have_none(engine: Engine) -> None:
    first = min(span_of(each.published).first for each in ARCHIVE if each.published)
    assert len(_found(engine, "", since=first, until=first)) == 1
    dated = _count(lambda each: each.published is not None)
    assert len(_found(engine, "", since=date(1, 1, 1))) == dated
    assert len(_found(engine, "", until=date.max)) == dated


def test_the_timeline_counts_years_or_months(engine: Engine) -> None:
    results = engine.search(SearchRequest())
    years = Counter(f"{each.published.year:04}" for each in ARCHIVE if each.published)
    assert dict(results.timeline) == years
    narrow = SearchRequest(since=date(2010, 1, 1), until=date(2011, 12, 31), regions=[REGIONS[0]])
    months = Counter(
        f"{each.published:%Y-%m}"
        for each in ARCHIVE
        if each.published
        and each.published.year in {2010, 2011}
        and REGIONS[0] in each.values("region")
    )
    timeline = engine.search(narrow).timeline
    assert dict(timeline) == months
    assert list(timeline) == sorted(timeline)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("unit", UNITS)
def test_order_ties_and_pages(engine: Engine, sort: str, unit: str) -> None:
    request = SearchRequest(text="river OR counted", sort=sort, unit=unit, size=100)  # type: ignore[arg-type]
    hits = engine.search(request).hits
    total = engine.search(request).total
    small = [
        hit
        for page in range(1, -(-total // 7) + 1)
        for hit in engine.search(replace(request, size=7, page=page)).hits
    ]
    assert small[:100] == list(hits)
    assert len(small) == total
    if sort != "relevance":
        days = [span_of(hit.published).first if hit.published else None for hit in small]
        dated = [day for day in days if day]
        assert days[: len(dated)] == dated == sorted(dated, reverse=sort == "newest")
    keys = [_key(hit, sort) for hit in small]
    assert keys == sorted(keys)


def _key(hit: object, sort: str) -> tuple[object, ...]:
    """What hits are sorted by; scores are rounded for display, so that ties may hide in them."""
    day = hit.published.toordinal() if hit.published else 0  # type: ignore[attr-defined]
    if sort == "relevance":
        return (-hit.score,)  # type: ignore[attr-defined]
    return (-day,) if sort == "newest" else (day == 0, day)


def test_equal_hits_come_newest_first_then_by_id_and_paragraph(place: Place) -> None:
    same = [
        article(id, "the same river", "the same river", published=day)
        for id, day in [("c", None), ("b", date(2001, 1, 1)), ("ä", date(2001, 1, 1)), ("a", None)]
    ]
    place.publish([*same, article("z", "another text", published=date(2020, 1, 1))])
    with open_engine(place.index) as engine:
        assert _found(engine, "river") == ["b", "ä", "a", "c"]
        assert _found(engine, "river", sort="oldest") == ["b", "ä", "a", "c"]
        assert _found(engine, "") == ["z", "b", "ä", "a", "c"]
        hits = engine.search(SearchRequest(text="river", unit="paragraph")).hits
    assert [(hit.id, hit.passages[0].position) for hit in hits] == [
        (id, place) for id in ["b", "ä", "a", "c"] for place in (0, 1)
    ]


def test_a_phrase_does_not_cross_paragraphs_nor_values(place: Place) -> None:
    two = article("two", "ends with high", "water begins", authors=("Ann High", "Water Bo"))
    place.publish([two, article("one", "high water")])
    with open_engine(place.index) as engine:
        assert _found(engine, '"high water"') == ["one"]
        assert _found(engine, '"high water"~100') == ["one"]
        assert _found(engine, 'author:"high water"') == []


def test_paragraphs_are_found_by_their_own_text(engine: Engine) -> None:
    results = engine.search(SearchRequest(text="river", unit="paragraph", size=100))
    expected = Counter(
        (each.id, place)
        for each in ARCHIVE
        for place, paragraph in enumerate(each.passages)
        if "river" in paragraph.text.lower()
    )
    assert results.total == sum(expected.values())
    found = {(hit.id, hit.passages[0].position) for hit in results.hits}
    assert found <= set(expected)
    both = engine.search(SearchRequest(text="author:zola harvest", unit="paragraph"))
    assert both.total == sum(
        "harvest" in paragraph.text
        for each in ARCHIVE
        if "Émile Zola" in each.authors
        for paragraph in each.passages
    )


def test_deep_pages(place: Place) -> None:
    place.publish(_many(10_250))
    with open_engine(place.index, time_limit=30) as engine:
        request = SearchRequest(text="river", sort="oldest", size=100, facets=[])
        for page in (100, 101, 103):
            results = engine.search(replace(request, page=page))
            first = (page - 1) * 100
            numbers = range(first, min(first + 100, 10_250))
            assert [hit.id for hit in results.hits] == [f"{n:05}" for n in numbers]
            assert (results.total, results.pages, results.partial) == (10_250, 103, False)
        assert engine.search(replace(request, page=104)).hits == ()
        found = [hit.id for hit in engine.scan(SearchRequest(text="river", sort="newest"))]
    assert found == sorted(found, key=lambda id: (-(int(id) // 40), id))
    assert len(set(found)) == 10_250


def _many(size: int) -> list[Article]:
    return [
        Article(
            f"{n:05}",
            "",
            published=date.fromordinal(700_000 + n // 40),
            paragraphs=(Paragraph("p", "river"),),
        )
        for n in range(size)
    ]


def _count(is_one: Callable[[Article], bool]) -> int:
    return sum(map(is_one, ARCHIVE))


def _whole(each: Article) -> str:
    return " ".join([each.title, *each.authors, *(paragraph.text for paragraph in each.passages)])


def test_words_in_brackets_are_in_one_paragraph(place: Place) -> None:
    place.publish(
        [
            article("one", "A river rose.", "The flood came by night."),
            article("two", "By night floods came over rivers."),
            article("three", "No flood.", title="River at night"),
            article("four", "River.", title="Nothing", authors=("Ann Flood", "Bo Night")),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:
        assert set(_found(engine, "[river flood]")) == {"two"}
        assert set(_found(engine, "[night river]")) == {"two", "three"}
        assert set(_found(engine, "title:[night the river]")) == set()
        assert set(_found(engine, "text:[came flood]")) == {"one", "two"}
        assert set(_found(engine, "author:[night flood]")) == set()
        assert set(_found(engine, "author:[flood ann]")) == {"four"}
        assert set(_found(engine, "[rivers river]")) == {"one", "two", "three", "four"}
        assert set(_found(engine, "[flood night] -[over river]")) == {"one"}
        (hit,) = engine.search(SearchRequest(text="[flood night] rose", match="all")).hits
        assert "<mark>flood</mark> came by <mark>night</mark>" in hit.passages[1].html
        paragraphs = engine.search(SearchRequest(text="[flood night]", unit="paragraph"))
        assert {hit.id for hit in paragraphs.hits} == {"one", "two"}
        assert paragraphs.total == 2


def test_a_year_beside_other_words_finds_what_was_published_then(place: Place) -> None:
    place.publish(
        [
            article("then", "A flood.", published=date(2019, 5, 4)),
            article("later", "The flood of 2019.", published=date(2021, 5, 4)),
            article("other", "A flood.", published=date(2020, 5, 4)),
        ]
    )
    with open_engine(place.index, time_limit=10) as engine:
        assert set(_found(engine, "flood 2019")) == {"then", "later"}
        assert set(_found(engine, "2019")) == {"later"}
        assert set(_found(engine, "flood 2019..2020")) == {"then", "other"}
        assert set(_found(engine, "flood after:2019 before:2021")) == {"other"}
        assert (
            engine.search(SearchRequest("flood 2019")).understood == "flood AND (2019 OR date:2019)"
        )
