"""Forms of English words that the stemmer leaves apart: plurals, verbs, spellings, names."""

from __future__ import annotations

import pytest

from search.text.analyzer import stem, words


@pytest.mark.parametrize(
    "forms",
    [
        "woman women women’s",
        "policeman policemen",
        "child children",
        "grandchild grandchildren",
        "wolf wolves",
        "housewife housewives",
        "crisis crises",
    ],
)
def test_irregular_plurals_have_the_stem_of_the_singular(forms: str) -> None:
    assert len({stem(word) for word in words(forms)}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "run runs ran running",
        "buy bought",
        "write wrote written",
        "teach taught",
        "steal stole stolen",
        "understand understood",
    ],
)
def test_irregular_verbs_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in words(forms)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("rose", "rise"), ("saw", "see"), ("left", "leave"), ("fed", "feed"), ("found", "founded")],
)
def test_what_is_mostly_another_word_is_no_form_of_a_verb(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "spellings",
    [
        "colour color",
        "neighbourhoods neighborhoods",
        "favourite favorite",
        "mouldy moldy",
        "theatre theater",
        "centred centered",
        "litres liters",
        "defence defense",
        "offence offense",
        "organised organized",
        "privatisation privatization",
        "characterise characterize",
        "analysing analyzing",
        "fuelled fueled",
        "travelled traveled",
        "catalogues catalogs",
        "anaemia anemia",
        "paediatric pediatric",
        "encyclopædia encyclopedia",
        "foetus fetus",
        "manœuvre maneuver",
        "grey gray",
        "programme program",
        "sceptical skeptical",
        "sulphur sulfur",
        "aluminium aluminum",
        "pyjamas pajamas",
        "judgement judgment",
        "Zelensky Zelenskyy Zelenskiy Zelenskyy’s",
        "Kyiv Kiev",
        "Muhammad Mohammed Mohamed",
        "Qaddafi Gaddafi Gadhafi",
    ],
)
def test_spellings_have_one_stem(spellings: str) -> None:
    assert len({stem(word) for word in words(spellings)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("litre", "literal"),
        ("offence", "offensive"),
        ("paradise", "parade"),
        ("treatise", "treat"),
        ("hour", "hor"),
        ("four", "for"),
        ("rise", "rize"),
    ],
)
def test_what_looks_like_another_spelling_is_not_always_one(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["precise", "surprise", "promise", "exercise", "advise", "wise"])
def test_words_that_have_no_z_anywhere_keep_their_forms_together(word: str) -> None:
    adverb = {"surprise": "surprisingly", "promise": "promisingly", "advise": "advisedly"}
    assert stem(adverb.get(word, word)) == stem(word)
    assert "z" not in stem(word)


def test_what_ends_as_a_plural_does_is_not_always_one() -> None:
    assert stem("specimen") == "specimen"
    assert stem("omen") != stem("oman")
    assert stem("amen") != stem("aman")
