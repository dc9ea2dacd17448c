"""Related articles and the words of passages, on every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from search import SearchRequest
from search.engines import Engine, open_engine
from search.errors import IndexMissing
from search.model.articles import Article
from search.model.related import RelatedArticle
from search.text import analyzer
from tests.contract.conftest import EMBEDDED, IN_CLUSTER
from tests.contract.places import Place
from tests.engines.oracle_related import Archive, are_copies
from tests.engines.topics import archive, topic_of
from tests.support import article

FLOOD = (
    "The river rose in the night and the flood broke the levee beside the old mill,"
    " so the boats went out before dawn."
)


SECOND = (
    "When the levee broke, the flood reached the station; the river carried boats past the mill."
)
OTHERS = (
    "A librarian put every book of the old library back on its shelf before the reading room opened.",
    "The train stood at the railway station until the signal changed and the engine was warm again.",
    "Farmers brought the wheat to the mill, and the harvest was the best in years, they said.",
    "The council met to count the votes, and nobody was surprised by the answer it gave.",
    "A school opened its doors in the market square, where the museum had been for a century.",
)
Related = tuple[RelatedArticle, ...]


def _flood_and_others() -> list[Article]:
    """Two articles about one flood, and others about something else."""
    first = article(
        "first",
        FLOOD,
        title="High <water>",
        authors=("Ada Byron",),
        publisher="The Lantern Review",
    )
    other = article(
        "other",
        "Nobody in the town slept.",
        SECOND,
        title="After the flood",
    )
    others = [article(f"o{number}", text) for number, text in enumerate(OTHERS)]
    return [first, other, *others]


def _related(engine: Engine, id: str) -> Related:
    found = engine.related(id)
    assert found
    return found.articles


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {each.id: each for each in archive(7, 40)}


@pytest.fixture(scope="module", params=[EMBEDDED, *IN_CLUSTER])
def related(
    request: pytest.FixtureRequest,
    places: Callable[[str], Place],
    articles: dict[str, Article],
) -> Iterator[Callable[[str], Related]]:
    """The related articles of an article of the archive."""
    place = places(request.param)
    place.publish(list(articles.values()))

    def ask(id: str) -> Related:
        found = engine.related(id)
        assert found
        assert not found.partial
        return found.articles

    with open_engine(place.index, time_limit=10) as engine:
        yield ask


def test_related_articles_are_about_the_same(
    related: Callable[[str], Related], articles: dict[str, Article]
) -> None:
    plain = Archive(list(articles.values()))
    for id, each in articles.items():
        found = related(id)
        assert 1 <= len(found) <= 5
        same = [topic_of(articles[near.hit.id]) == topic_of(each) for near in found]
        assert same[0]
        scores = [near.hit.score for near in found]
        assert scores == sorted(scores, reverse=True)
        distinctive = plain.distinctive(each)
        for near in found:
            stems = tuple(analyzer.stem(analyzer.fold(word)) for word in near.shares)
            assert stems == plain.shares(articles[near.hit.id], distinctive)[:6]


def test_never_itself_and_no_text_twice(
    related: Callable[[str], Related], articles: dict[str, Article]
) -> None:
    grouped = 0
    for id, each in articles.items():
        found = related(id)
        copies = [copy.id for near in found for copy in near.copies]
        grouped += len(copies)
        shown = [near.hit.id for near in found]
        assert len({id, *shown, *copies}) == 1 + len(shown) + len(copies)
        for near in found:
            assert not are_copies(each, articles[near.hit.id])
            for copy in near.copies:
                assert are_copies(articles[near.hit.id], articles[copy.id])
    assert grouped


def test_a_hit_has_what_a_list_shows(place: Place) -> None:
    place.publish([*_flood_and_others(), article("twin", FLOOD, title="Printed again")])
    with open_engine(place.index) as engine:
        (near,) = _related(engine, "other")
        assert near.hit.id == "first"
        assert near.hit.title_html == "High &lt;water&gt;"
        assert (near.hit.authors, near.hit.publisher) == (("Ada Byron",), "The Lantern Review")
        assert near.hit.passages == ()
        assert [copy.id for copy in near.copies] == ["twin"]
        assert {"flood", "levee", "river"} <= set(near.shares)


def test_nothing_is_related_if_nothing_is_near(place: Place) -> None:
    place.publish([*_flood_and_others(), article("empty"), article("stop", "the of and")])
    with open_engine(place.index) as engine:
        for id in ("o1", "empty", "stop"):
            assert _related(engine, id) == ()
        assert engine.related("nothing") is None
        assert engine.related("\ud800") is None


def test_an_article_that_is_gone_is_not_related(place: Place) -> None:
    place.publish(_flood_and_others())
    with open_engine(place.index) as engine:
        assert [each.hit.id for each in _related(engine, "other")] == ["first"]
        place.publish([each for each in _flood_and_others() if each.id != "first"])
        assert _related(engine, "other") == ()


def test_the_words_of_a_passage_find_articles_like_it(place: Place) -> None:
    place.publish(_flood_and_others())
    with open_engine(place.index) as engine:
        words = engine.distinctive_words("other", "p1")
        assert words
        assert len(words) <= 8
        assert {"flood", "levee"} <= set(words)
        assert set(words) <= set(analyzer.words(SECOND))
        assert "the" not in words
        hits = engine.search(SearchRequest(text=" OR ".join(words))).hits
        assert {hit.id for hit in hits[:2]} == {"first", "other"}
        assert engine.distinctive_words("other")
        assert engine.distinctive_words("other", "nowhere") is None
        assert engine.distinctive_words("nothing", "p0") is None


def test_a_passage_that_no_other_is_like_still_has_words(place: Place) -> None:
    place.publish([article("a", "Zanzibar quetzal"), article("b", "the of"), article("c", "river")])
    with open_engine(place.index) as engine:
        assert engine.distinctive_words("a", "p0") == ("quetzal", "zanzibar")
        assert engine.distinctive_words("b", "p0") == ()


def test_nothing_is_related_before_anything_is_published(place: Place) -> None:
    with open_engine(place.index) as engine:
        for ask in (engine.related, engine.distinctive_words):
            with pytest.raises(IndexMissing):
                ask("a")
