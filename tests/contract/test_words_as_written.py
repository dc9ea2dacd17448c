"""Words in quotes are found as they are written; words with signs that belong to them by these."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search import SearchRequest, open_engine
from search.engines import Engine
from search.model.articles import Caption
from tests.contract.places import Place
from tests.support import article, whole_article

pytestmark = pytest.mark.cluster

TEXTS = {
    "runs": "She runs by the high water.",
    "running": "Running against high waters: the runner’s notes.",
    "cpp": "Code in C++ and C# for .NET, not only vitamin C.",
    "vitamin": "Vitamin C in the net.",
    "tag": "Many wrote #MeToo to @Ann.",
    "word": "MeToo, said Ann: a@b.example.",
    "us": "The US army told us.",
    "million": "It cost 2,500,000 crowns, as the WHO says of the merry-go-round.",
    "digits": "It cost 2500000 crowns: the W.H.O. paid for the merrygoround.",
}
GERMAN = "Die Häuser am Fluß wurden verkauft, und das Haus am Berg steht nicht mehr leer."


@pytest.fixture
def engine(place: Place) -> Iterator[Engine]:
    place.publish(
        [
            *(article(id, text) for id, text in TEXTS.items()),
            article("german", GERMAN),
            whole_article("titled", "High-waters run", captions=(Caption("c1", "Run!", 0),)),
        ]
    )
    with open_engine(place.index, time_limit=10) as opened:
        yield opened


def _found(engine: Engine, text: str, **options: str) -> list[str]:
    request = SearchRequest.from_params([("q", text), *options.items()])
    return [hit.id for hit in engine.search(request).hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("running", {"runs", "running", "titled"}),
        ('"running"', {"running"}),
        ('"RUNNING"', {"running"}),
        ('"run"', {"titled"}),
        ('caption:"run"', {"titled"}),
        ('"runners"', set()),
        ('"high waters"', {"running", "titled"}),
        ("high/water", {"runs", "running", "titled"}),
        ("high-water", {"runs", "running", "titled"}),
        ('title:"high water"', set()),
        ('"running waters"~4', {"running"}),
        ('"run waters"~9', set()),
        ('water -"runs"', {"running", "titled"}),
        ('"Haus"', {"german"}),
        ('"Hauser"', {"german"}),
        ('"die Haus"', set()),
        ("C++", {"cpp"}),
        ("c#", {"cpp"}),
        ("vitamin C", {"cpp", "vitamin"}),
        (".NET", {"cpp"}),
        ("net", {"cpp", "vitamin"}),
        ('"C++ and"', {"cpp"}),
        ("#metoo", {"tag", "word"}),
        ('"#metoo"', {"tag"}),
        ("@ann", {"tag", "word"}),
        ('"@b"', set()),
        ('"the US army"', {"us"}),
        ("US", {"us"}),
        ("text:[to 0]", {"million"}),
    ],
)
def test_what_is_found(engine: Engine, query: str, found: set[str]) -> None:
    ids = _found(engine, query, match="all")
    assert set(ids) == found
    assert len(ids) == len(found)
    paragraphs = _found(engine, query, match="all", unit="paragraph")
    assert set(paragraphs) <= found


def test_the_tag_is_first(engine: Engine) -> None:
    assert _found(engine, "#metoo") == ["tag", "word"]
    assert _found(engine, "@ann") == ["tag", "word"]


def test_quoted_words_hold_where_some_words_are_enough(engine: Engine) -> None:
    assert set(_found(engine, '"running" zebra army', match="some")) == {"running"}
    assert set(_found(engine, "#metoo zebra army", match="some")) == {"tag", "word", "us"}
    assert set(_found(engine, "c++ zebra army", match="some")) == {"cpp", "us"}


@pytest.mark.parametrize("query", ["2,500,000", "W.H.O.", "merry-go-round"])
def test_what_all_words_find_is_found_where_some_are_enough(engine: Engine, query: str) -> None:
    """Words that signs join are found as one word, too, which then counts as all of them."""
    assert set(_found(engine, query, match="all")) == {"million", "digits"}
    assert {*_found(engine, query, match="some")[:2]} == {"million", "digits"}
    assert {*_found(engine, query)[:2]} == {"million", "digits"}


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ('"running" high', ["<mark>Running</mark> against <mark>high</mark> waters: the runner’s"]),
        ('"high waters"', ["against <mark>high waters</mark>:"]),
        ('"running against waters"~3', ["<mark>Running</mark> <mark>against</mark> high <mark>w"]),
        ("C++", ["in <mark>C++</mark> and C# for"]),
        (".NET", ["for <mark>.NET</mark>, not"]),
        ("#metoo", ["wrote <mark>#MeToo</mark> to", "<mark>MeToo</mark>, said"]),
        ('"häuser"', ["Die <mark>Häuser</mark> am Fluß"]),
    ],
)
def test_marks_are_on_the_words_as_written(engine: Engine, query: str, marked: list[str]) -> None:
    found = engine.search(SearchRequest.from_params([("q", query), ("match", "all")]))
    shown = [passage.html for hit in found.hits for passage in hit.passages]
    assert len(shown) >= len(marked)
    for text in marked:
        assert any(text in each for each in shown)
    for hit in found.hits:
        article = engine.article(hit.id, query)
        assert article
        assert article.matches or "<mark>" in article.title_html


def test_a_word_that_nobody_wrote_so_is_spelt_as_it_was(engine: Engine) -> None:
    assert engine.search(SearchRequest('"runing against"')).suggestion == '"running against"'
    assert engine.search(SearchRequest('"waterss"')).suggestion == '"waters"'


def test_a_quoted_word_scores_as_it_does_without_quotes(engine: Engine) -> None:
    (quoted,) = engine.search(SearchRequest('"running"', explain=True)).hits
    unquoted = engine.search(SearchRequest("running")).hits
    assert quoted.score == pytest.approx(next(h.score for h in unquoted if h.id == quoted.id))


def test_a_word_with_signs_after_it_is_whole(engine: Engine) -> None:
    assert engine.suggest("c", 5)
    assert engine.suggest("C++", 5) == ()


def test_words_before_and_tags_are_kept_in_completions(engine: Engine) -> None:
    assert "#metoo" in [each.text for each in engine.suggest("#met", 5)]
    assert '"running against' in [each.text for each in engine.suggest('"running aga', 5)]
