"""What hits and articles show, and what is served."""

from __future__ import annotations

import pytest

from search import SearchRequest
from search.engines import Engine, open_engine
from search.errors import BadParameter, IndexMissing
from search.highlight import snippets
from search.highlight.query_matcher import query_matcher
from search.model.request import UNITS
from search.query.parser import parse
from search.text.folding import folded
from tests.contract.places import Place
from tests.support import FACETS, article
from tests.web.archive import HOSTILE, HOSTILE_ID, articles

ARCHIVE = {each.id: each for each in articles()}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "text", ["river flood", '"reading room"', "lib* OR ball?ts", "river -flood"]
)
def test_marks_and_anchors_are_those_of_the_text(engine: Engine, text: str, unit: str) -> None:
    results = engine.search(SearchRequest(text=text, unit=unit, size=50))  # type: ignore[arg-type]
    assert results.hits
    tree = parse(text)
    for hit in results.hits:
        found = ARCHIVE[hit.id]
        marks = query_matcher(tree, "title").marks(found.title)
        assert hit.title_html == snippets.marked(found.title, marks)
        assert hit.passages
        for shown in hit.passages:
            paragraph = found.passages[shown.position]
            marks = query_matcher(tree, "text").marks(paragraph.text)
            assert shown == snippets.passage(paragraph, shown.position, marks)


def test_a_hit_shows_its_article(engine: Engine) -> None:
    for hit in engine.search(SearchRequest(size=100, passages=0)).hits:
        found = ARCHIVE[hit.id]
        assert (hit.title, hit.authors, hit.publisher, hit.published) == (
            found.title,
            found.authors,
            found.publisher,
            found.published,
        )
        assert (
            hit.values("region"),
            hit.values("theme"),
            hit.values("report"),
            hit.source,
            hit.passages,
        ) == (
            found.values("region"),
            found.values("theme"),
            found.values("report"),
            found.source.name,
            (),
        )


def test_the_passages_shown_cover_the_query(place: Place) -> None:
    texts = ("nothing", "river", "river flood", "the bank of the river", "flood")
    others = [article(f"{n}", "a river here", "a flood there") for n in range(9)]
    place.publish([article("a", *texts), *others])
    with open_engine(place.index) as engine:
        hit, *_ = engine.search(SearchRequest(text="river flood bank", passages=2)).hits
        assert [each.position for each in hit.passages] == [2, 3]
        hit, *_ = engine.search(SearchRequest(text="river flood bank", passages=1)).hits
        assert [each.position for each in hit.passages] == [3]


def test_an_article_without_a_match_in_its_text_shows_its_opening(engine: Engine) -> None:
    (hit,) = engine.search(SearchRequest(text="title:kinds")).hits
    assert [(each.anchor, each.html) for each in hit.passages] == [
        ("opening", "The river opens the story.")
    ]


def test_articles_by_id(engine: Engine) -> None:
    for id, expected in ARCHIVE.items():
        found = engine.article(id)
        assert found
        assert found.article == expected
    marked = engine.article("kinds", "river")
    assert marked
    assert marked.paragraphs[0].html == "The <mark>river</mark> opens the story."
    assert marked.matches == 4
    for id in ("nothing", "", "a" * 2_000, "_search", "../x", "\ud800", HOSTILE_ID + "x"):
        assert engine.article(id) is None


def test_values_of_a_facet_are_in_alphabetical_order(engine: Engine) -> None:
    for name in FACETS:
        values = engine.values(name)
        listed = [each.value for each in values]
        assert listed == sorted(listed, key=lambda value: (folded(value), value))
        for each in values:
            chosen = SearchRequest(facets=[]).with_value(name, each.value)
            assert engine.search(chosen).total == each.count > 0


def test_what_is_served(engine: Engine) -> None:
    status = engine.status()
    assert status.articles == len(ARCHIVE)
    assert status.paragraphs == sum(len(each.passages) for each in ARCHIVE.values())
    assert status.generation


def test_all_hits_one_by_one(engine: Engine) -> None:
    request = SearchRequest(text="river OR counted", size=100, facets=[])
    results = engine.search(request)
    found = list(engine.scan(SearchRequest(text="river OR counted", page=9)))
    assert found[:100] == list(results.hits)
    assert len(found) == results.total
    narrowed = SearchRequest(text="river", unit="paragraph", themes=["Railways"], sort="oldest")
    assert len(list(engine.scan(narrowed))) == engine.search(narrowed).total
    assert next(iter(engine.scan(request))) == found[0]
    assert list(engine.scan(SearchRequest(text="qqqqqq"))) == []


def test_a_scan_that_cannot_run_fails_at_the_call(engine: Engine) -> None:
    with pytest.raises(BadParameter):
        engine.scan(SearchRequest(sections=["x"]))


def test_a_scan_gives_the_generation_of_its_call(place: Place) -> None:
    place.publish([article("a", "river"), article("b", "river")])
    with open_engine(place.index) as engine:
        hits = engine.scan(SearchRequest(text="river"))
        place.publish([article("c", "river")])
        assert [hit.id for hit in hits] == ["a", "b"]


HOSTILE_QUERIES = [
    HOSTILE,
    '"' * 50,
    "(" * 200,
    "NOT OR AND",
    "* ? ** ~ ^",
    "a" * 900,
    "title:[z to a] date:[2020 to 1999]",
    "\ud800 \ufffe \x00 \U0010ffff",
    "ﷺ ͺ ½ ﬃ",
    "text:[a to] OR author:[to z]",
    " OR ".join(f'"w{n} w{n} w{n} w{n}"~100' for n in range(16)),
    " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
    " OR ".join(f"*{letter}*~2" for letter in "abcdefghijkl"),
    "river^100 flood^0.001",
    "{'query': 1} _id:a {{river}} ${jndi}",
]


@pytest.mark.parametrize("text", HOSTILE_QUERIES)
def test_whatever_is_typed_is_answered(engine: Engine, text: str) -> None:
    for unit in UNITS:
        request = SearchRequest(text=text, unit=unit, authors=[HOSTILE, "\ud800"], size=5)
        assert engine.search(request).total >= 0
        assert engine.search(SearchRequest(text=text, unit=unit)).total >= 0
    assert engine.article("kinds", text)
    engine.suggest(text)


def test_a_query_without_words_is_said_to_have_none(engine: Engine) -> None:
    results = engine.search(SearchRequest(text="!!! ..."))
    assert results.total == 0
    assert [*map(str, results.notices)] == ["“!!! ...” has no word to search for."]


def test_nothing_published_yet(place: Place) -> None:
    with open_engine(place.index) as engine:
        for ask in (
            lambda: engine.search(SearchRequest()),
            lambda: engine.article("a"),
            lambda: engine.values("author"),
            lambda: engine.suggest("a"),
            engine.status,
            lambda: engine.scan(SearchRequest()),
        ):
            with pytest.raises(IndexMissing, match="backissue reindex"):
                ask()
        place.publish([article("a", "river")])
        assert engine.search(SearchRequest(text="river")).total == 1
        place.publish([])
        assert engine.search(SearchRequest(text="river")).total == 0
        assert [facet.name for facet in engine.search(SearchRequest()).facets] == list(FACETS)


def test_words_that_signs_join_are_marked_together_where_all_are_needed(place: Place) -> None:
    text = "The train of 18:45:10 leaves at 6.45 with a mother-in-law."
    place.publish([article("train", text), article("other", "At 18 the law slept for 10 hours.")])
    with open_engine(place.index, time_limit=10) as opened:
        for typed in ("18:45:10", "mother-in-law"):
            found = opened.search(SearchRequest(typed))
            assert (found.relaxed, [hit.id for hit in found.hits]) == (False, ["train"])
            assert found.hits[0].passages[0].html == text.replace(typed, f"<mark>{typed}</mark>")


def test_no_passage_repeats_another_or_the_title(place: Place) -> None:
    lead = "The river rose for three days and took the old bridge with it."
    place.publish([article("a", "The river", lead, title="The river", summary=lead)])
    with open_engine(place.index) as engine:
        for text in ("river", "riv*"):
            (hit,) = engine.search(SearchRequest(text=text)).hits
            assert [each.text for each in hit.passages] == [lead]
