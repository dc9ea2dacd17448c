"""The language that the words of an article are stemmed in, and the forms that words have in it."""

from __future__ import annotations

import pytest

from search.text import analyzer, languages
from search.text.languages import language_of
from search.text.stemming import bare, tagged
from tests.support import article

GERMAN = "Die Stadt hat beschlossen, die Brücke über den Fluß noch in diesem Jahr zu erneuern."
ENGLISH = "The town decided to renew the bridge over the river before the end of the year."


@pytest.mark.parametrize(
    ("declared", "language"),
    [("de", "de"), ("de-AT", "de"), ("DE_at", "de"), ("nb", "no"), ("en-GB", ""), ("ru", "")],
)
def test_what_an_article_declares_counts(declared: str, language: str) -> None:
    assert language_of(article("a", ENGLISH, language=declared)) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (ENGLISH, ""),
        ("Les pêcheurs de l’île attendent l’automne avec impatience depuis des semaines.", "fr"),
        ("Los vecinos esperan desde hace meses la reparación del puente sobre el río.", "es"),
        (
            "Het water is gestegen, en de brug over de rivier was gisteren al gesloten of versperd.",
            "nl",
        ),
        ("Die Brücke", ""),  # too short to tell
        ("Мост через реку откроют осенью, сказал мэр города вчера вечером.", ""),
        ("river river rivers flood bank river banks flooded river flood river bank", ""),
        ("", ""),
    ],
)
def test_what_declares_nothing_is_in_the_language_that_it_is_plainly_in(
    text: str, language: str
) -> None:
    assert language_of(article("a", text)) == language


def test_a_name_with_an_accent_in_an_english_text_needs_no_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Son of president von Weizsäcker stabbed in Berlin: the doctor was at a talk of his."
    monkeypatch.setattr(languages, "_identifier", None)
    assert language_of(article("a", text)) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (
            "Les pêcheurs de l’île ont dit que la mer est plus froide et que les ports sont vides.",
            "fr",
        ),
        (
            "Los vecinos del pueblo esperan desde hace meses que se repare el puente sobre el río.",
            "es",
        ),
        ("Nesta página você tem sempre a classificação da corrida, até a última do ano.", "pt"),
        (
            "“La Bohème” and “Così fan tutte” are on the programme of the opera, and there is more.",
            "",
        ),
    ],
)
def test_a_text_with_many_function_words_needs_no_model(
    monkeypatch: pytest.MonkeyPatch, text: str, language: str
) -> None:
    monkeypatch.setattr(languages, "_identifier", None)
    assert language_of(article("a", text)) == language


@pytest.mark.parametrize("language", ["Deutsch oder so", "x", ""])
def test_what_is_no_tag_declares_nothing(language: str) -> None:
    assert language_of(article("a", GERMAN, language=language)) == "de"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "cheval", "chevaux"),
        ("fr", "traverser", "traversent"),
        ("de", "Haus", "Häuser"),
        ("de", "Straße", "Strassen"),
        ("de", "Mueller", "Müller"),
        ("es", "juez", "jueces"),
        ("es", "dulce", "dulces"),
        ("it", "elezione", "elezioni"),
    ],
)
def test_forms_of_a_word_meet_in_its_language(language: str, one: str, other: str) -> None:
    forms = {analyzer.stem(tagged(analyzer.fold(word), language)) for word in (one, other)}
    assert len(forms) == 1


@pytest.mark.parametrize("word", ["neue", "abenteuer", "quelle"])
def test_an_e_that_is_no_umlaut_stays(word: str) -> None:
    assert "e" in bare(analyzer.stem(tagged(word, "de")))[1:4]


def test_words_without_latin_letters_have_no_language() -> None:
    for word in ("2019", "мост", "東", "US", "_"):
        assert tagged(word, "de") == word
    assert tagged("haus", "") == "haus"
    assert bare(tagged("haus", "de")) == "haus"
