"""Words: cutting, folding, stemming."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import analyzer
from search.text.analyzer import MAX_WORD, fold, stem, tokens, words
from search.text.stemming import tagged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khan Sheikoun’s fall", ["khan", "sheikoun's", "fall"]),
        ("F-16s over the U.S.", ["f", "16s", "over", "the", "u", "s"]),
        ("naïve Łódź Straße İstanbul Ærø", ["naive", "lodz", "strasse", "istanbul", "aero"]),
        ("東京2020", ["東", "京", "2020"]),
        ("e\u0301te\u0301 naïve", ["ete", "naive"]),
        ("й и\u0306 ё", ["й", "й", "е"]),
        ("ᾠδή שָׁלוֹם كِتَابٌ أإآٱـه", ["ωδη", "שלום", "كتاب", "ااااه"]),
        ("हिन्दी कि", ["हिन्दी", "कि"]),
        ("が か\u3099 ｶﾞ か", ["が", "が", "ガ", "か"]),
        ("١٢ ६ ２", ["12", "6", "2"]),
        ("서울의", ["서울의"]),
        ("กำลัง", ["ก", "\u0e4d\u0e32", "ลั", "ง"]),
        ("fun🎉👍🏽!", ["fun", "🎉", "👍"]),
        (
            "O’Brien’s DON'T d’Yon dell'acqua",
            ["o", "brien's", "don't", "d", "yon", "dell", "acqua"],
        ),
        ("l'été Sana'a x's't 'tis a'S", ["l", "ete", "sana", "a", "x's't", "tis", "a's"]),
        ("snake_case & <b>", ["snake", "case", "b"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_forms_of_a_word_have_one_stem() -> None:
    assert len({stem(word) for word in words("flood floods flooded flooding flood’s")}) == 1
    assert stem("library") != stem("liberty")


@pytest.mark.parametrize(
    "forms",
    [
        "мост моста мосты",
        "πόλεμος πολέμου",
        "انتخابات الانتخابات والانتخابات",
        "مدينة المدينة بالمدينة",
        "قرية القرية للقرية",
        "وزير الوزير والوزير",
        "مياه المياه بالمياه",
        "قانون القانون",
        "برلمان البرلمان",
        "किताब किताबें",
        "рынок рынка рынки",
        "конец конца",
        "американец американцы",
        "українець українцям",
        "ψαράς ψαράδες",
        "βιβλίο βιβλία",
        "서울 서울의 서울에서 서울에서는 서울까지",
        "학생 학생이 학생들 학생들에게",
        "회의 회의에서",
    ],
)
def test_words_in_other_scripts_are_stemmed_by_their_language(forms: str) -> None:
    assert len({stem(word) for word in words(forms)}) == 1


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ca", "preu preus"),
        ("ca", "llengua llengües"),
        ("ca", "platja platges"),
        ("cs", "hasič hasiči hasičů"),
        ("cs", "dům domy"),
        ("da", "Århus Aarhus"),
        ("da", "bro broer broen"),
        ("de", "Auto Autos"),
        ("de", "Firma Firmen"),
        ("es", "río ríos"),
        ("es", "gobierno gobiernos"),
        ("et", "inimene inimesed"),
        ("fi", "lapsi lapset lapsen"),
        ("fr", "loi lois"),
        ("fr", "jeu jeux"),
        ("fr", "actif active"),
        ("ga", "scoil scoileanna"),
        ("it", "lago laghi"),
        ("it", "studente studentessa"),
        ("nl", "zee zeeën"),
        ("no", "båt baat båtene"),
        ("no", "skoen skoene"),
        ("pl", "mieszkaniec mieszkańcy mieszkańców"),
        ("pl", "biblioteka bibliotece"),
        ("pl", "nauczyciel nauczyciele"),
        ("pt", "mão mãos"),
        ("pt", "francês franceses"),
        ("ro", "pod poduri podul"),
        ("ro", "ministru ministrul"),
        ("sv", "skola skolan"),
        ("tr", "şehir şehri"),
        ("ca", "cançó cançons"),
        ("ca", "noia noies"),
        ("ca", "germà germans"),
        ("ca", "amiga amigues"),
        ("cs", "škola školy školách"),
        ("cs", "Praha Praze Prahy"),
        ("cs", "dítě děti dětmi"),
        ("da", "by byer byerne byen"),
        ("da", "mand mænd mændene"),
        ("da", "minister ministre ministrene"),
        ("de", "Ärztin Ärztinnen"),
        ("de", "Bücher Buecher Buch"),
        ("es", "joven jóvenes"),
        ("es", "actor actriz"),
        ("et", "kool koolid koolides"),
        ("et", "Tallinn Tallinnas"),
        ("fi", "katu kadulla kadut"),
        ("fi", "kukka kukkia kukat"),
        ("fi", "Helsinki Helsingissä Helsinkiin"),
        ("fi", "silta sillat siltoja"),
        ("fi", "leipä leivät leipää"),
        ("fi", "vesi veden vettä"),
        ("fi", "ihminen ihmiset"),
        ("fi", "hallitus hallitukset"),
        ("fi", "työ työt työn"),
        ("fi", "palomies palomiehet palomiehen"),
        ("fr", "premier première premières"),
        ("fr", "œil yeux"),
        ("fr", "sénateur sénatrice"),
        ("fr", "fermer fermées"),
        ("fr", "travail travaux"),
        ("ga", "leabhar leabhair"),
        ("ga", "páiste páistí"),
        ("hu", "Budapest Budapesten"),
        ("hu", "híd hidak hidat"),
        ("hu", "ház házból"),
        ("no", "vei veier veiene"),
        ("no", "fisker fiskere fiskerne"),
        ("nl", "dag dagen"),
        ("pl", "książka książek książce"),
        ("pl", "dziecko dzieci"),
        ("pl", "droga drodze"),
        ("pt", "fácil fáceis"),
        ("pt", "azul azuis"),
        ("ro", "frumos frumoasă"),
        ("ro", "stradă străzi"),
        ("ro", "oraș orașele"),
        ("sv", "bok böcker böckerna"),
        ("sv", "by byar byarna"),
        ("sv", "minister ministrar"),
        ("nl", "kind kinderen"),
        ("nl", "stad steden"),
        ("pl", "wybory wyborów"),
        ("pt", "eleição eleições eleicoes"),
        ("pt", "pão pães"),
        ("pt", "animal animais"),
        ("pt", "homem homens"),
        ("tr", "köprü köprüler köprüde kopruler"),
        ("tr", "bakanlık bakanlığı"),
    ],
)
def test_forms_of_a_word_have_one_stem_in_its_language(language: str, forms: str) -> None:
    assert len({stem(tagged(word, language)) for word in words(forms)}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("pt", "mao", "maes"),
        ("fi", "kuva", "kukka"),
        ("pl", "rzeka", "rak"),
    ],
)
def test_words_that_look_alike_keep_their_stems(language: str, one: str, other: str) -> None:
    assert stem(tagged(one, language)) != stem(tagged(other, language))


def test_hebrew_words_lose_articles_and_endings() -> None:
    assert stem("ילדים") == stem("הילדים") == stem("והילדים") == stem("ילד") == "ילד"
    assert stem("ספינה") == stem("הספינה") == stem("ספינות")
    assert stem("ממשלה") == stem("ממשלת")
    assert stem("ים") == "ים"
    assert stem("הים") == "הים"


def test_patterns_are_cut_like_words() -> None:
    assert analyzer.patterns("o’br* may?r's l'*té e\u0301t*") == [
        "o",
        "br*",
        "may?r's",
        "l",
        "*te",
        "et*",
    ]


@given(st.text())
def test_tokens_have_the_offsets_of_words(text: str) -> None:
    found = list(tokens(text))
    assert [token.word for token in found] == words(text)
    assert all(fold(text[token.start : token.end]) == token.word for token in found)
    assert all(len(token.word) <= MAX_WORD for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(st.text(st.sampled_from("aé_-'’ .・漢b1\n\u3099")), st.sets(st.integers(0, 12)))
def test_spans_of_some_words_are_those_among_the_spans_of_all(text: str, numbers: set[int]) -> None:
    every = analyzer.spans(text)
    expected = {number: every[number] for number in sorted(numbers) if number < len(every)}
    assert analyzer.spans_at(text, sorted(numbers)) == expected


@given(st.text(st.sampled_from("asStllré1_'’-— .\u0301ł"), max_size=20))
def test_words_do_not_depend_on_other_scripts_in_the_text(text: str) -> None:
    """A text with a word of a script without spaces is cut by another pattern."""
    shift = len("東 ")
    moved = [(start + shift, end + shift) for start, end in analyzer.spans(text)]
    assert analyzer.spans(f"東 {text}")[1:] == moved
    assert analyzer.words(f"東 {text}")[1:] == analyzer.words(text)
    places = range(len(moved))
    found = analyzer.spans_at(f"東 {text}", range(1, len(moved) + 1))
    assert [found[at + 1] for at in places] == moved
    assert [analyzer.spans_at(text, [at])[at] for at in places] == analyzer.spans(text)
