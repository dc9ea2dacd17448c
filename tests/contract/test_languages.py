"""Articles in several languages: each is found by the forms that words have in its own."""

from __future__ import annotations

import pytest

from search import SearchRequest, open_engine
from search.engines import Engine
from search.model.articles import Article
from tests.contract.places import Place
from tests.support import article

pytestmark = pytest.mark.cluster

FRENCH = (
    "Les chevaux du maire traversent la rivière, et les pêcheurs de l’île attendent l’automne avec"
    " impatience depuis plusieurs semaines."
)
GERMAN = (
    "Die Häuser am Fluß wurden verkauft, und Herr Müller räumt die Straßen auf, weil das Hochwasser"
    " nicht länger auf sich warten läßt."
)
SPANISH = "Los jueces contaron los votos de las niñas en la plaza mayor."
ENGLISH = "The porters of the harbour counted the horses, and nobody knew of the house on the road."


def articles() -> list[Article]:
    return [
        article("fr", FRENCH, title="L’été"),
        article("de", GERMAN, title="Am Fluß"),
        article("es", SPANISH, title="Las elecciones", language="es-MX"),
        article("en", ENGLISH, title="The harbour"),
    ]


@pytest.fixture
def mixed(place: Place) -> Place:
    place.publish(articles())
    return place


def _found(engine: Engine, text: str) -> list[str]:
    return [hit.id for hit in engine.search(SearchRequest(text)).hits]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("cheval", "fr"),
        ("pêcheur", "fr"),
        ("Haus", "de"),
        ("Straße", "de"),
        ("strasse haus", "de"),
        ("Mueller", "de"),
        ('"die Häuser am Fluss"', "de"),
        ('"Häuser verkauft"~4', "de"),
        ("juez", "es"),
        ("title:eleccion", "es"),
        ("horse", "en"),
        ("jue*", "es"),
        ("[cheval maire]", "fr"),
    ],
)
def test_an_article_is_found_by_the_forms_of_its_language(mixed: Place, text: str, id: str) -> None:
    with open_engine(mixed.index, time_limit=10) as engine:
        assert _found(engine, text) == [id]
        (hit,) = engine.search(SearchRequest(text)).hits
        assert "<mark>" in hit.title_html + "".join(each.html for each in hit.passages)
        marked = engine.article(id, text)
        assert marked
        assert "<mark>" in marked.title_html or marked.matches


def test_the_forms_of_one_language_do_not_hold_in_another(mixed: Place) -> None:
    """In French, porter and port have the same stem."""
    with open_engine(mixed.index, time_limit=10) as engine:
        assert _found(engine, "port") == []
        assert _found(engine, "porter") == ["en"]


def test_words_of_several_languages_are_one_search(mixed: Place) -> None:
    with open_engine(mixed.index, time_limit=10) as engine:
        assert set(_found(engine, "cheval OR haus OR horses")) == {"fr", "de", "en"}
        results = engine.search(SearchRequest("cheval haus"))
        assert results.relaxed
        assert {hit.id for hit in results.hits} == {"fr", "de"}
        assert set(_found(engine, "NOT haus")) == {"fr", "es", "en"}
        paragraphs = engine.search(SearchRequest("haus", unit="paragraph")).hits
        assert ["<mark>Häuser</mark>" in each.passages[0].html for each in paragraphs] == [True]


def test_a_misspelt_word_of_another_language_gets_a_suggestion(mixed: Place) -> None:
    with open_engine(mixed.index, time_limit=10) as engine:
        assert engine.search(SearchRequest("chevauxx")).suggestion == "chevaux"


def test_a_long_text_is_found_in_its_language(mixed: Place) -> None:
    """The cluster refuses queries with too many parts."""
    more = " ".join(f"Wort{number}" for number in range(70))
    with open_engine(mixed.index, time_limit=10) as engine:
        assert _found(engine, GERMAN)[:1] == ["de"]
        assert _found(engine, f"{GERMAN} {more}")[:1] == ["de"]
        assert _found(engine, f"{ENGLISH} {more}")[:1] == ["en"]
        assert _found(engine, f"{FRENCH} {more} {ENGLISH}")[:1] == ["fr"]
