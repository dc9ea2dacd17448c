"""Compounds: found as their words and as one word, and marked where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines import Engine
from search.query.formatting import describe
from search.query.parser import parse
from search.text import analyzer, compounds
from search.text.compounds import GAP, indexed_tokens, indexed_words, typed_form, typed_words
from tests.support import publish, whole_article


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("e-mail, post‑war", ["email", "postwar"]),
        ("O’Brien’s Qur'an O`Brien", ["obrien's", "quran", "obrien"]),
        ("COVID-19 F-16", ["covid19", "f16"]),
        ("The U.S. and the H.G.", ["us", "US", "hg"]),
        ("A Ph.D. and a B.Sc. but it.Is", ["phd", "bsc"]),
        ("The US told us, WHO knows IT.", ["US", "WHO", "IT"]),
        ("TELL US ALL", []),
        ("1,000 2.000.000 1'000", ["1000", "2000000", "1000"]),
        ("3.5 9-11 1,00 1.000,5 a.b.example", ["1000", "ab"]),
        ("C++, C# and (F#) in C++11", ["c++", "c#", "f#", "c++"]),
        ("abc++ C+++ C#x A#_ é# C+", []),
        ("#MeToo, “@Ann” and #1", ["#metoo", "@ann", "#1"]),
        ("a@b.example /#part &#39; ##x #東 #_x", []),
        (".NET, ASP.NET ...NET .net (.COM)", [".NET", ".COM"]),
        ("#e-mail @C#", ["email", "#e", "@c", "c#"]),
        ("al-Bab-based", ["albabbased", "albab", "babbased"]),
        ("7%, 12 % and 100\u00a0% but 3.5%, 7%20, 7%_ 2019% a%", ["7%", "12%", "100%"]),
        ("§ 12, §7 and §§ 14-16 but § a § 2019 §", ["§12", "§7", "§14"]),
        ("0-306-40615-2 867-5309, 1939-1945 or 9-11", ["0306406152", "8675309", "19391945"]),
        ("a-b-c-d-e-f-g 東-京 a - b end.Next", []),
    ],
)
def test_joined_forms_come_behind_the_words(text: str, forms: list[str]) -> None:
    expected = [*analyzer.words(text), *(each for form in forms for each in (GAP, form))]
    assert indexed_words(text) == expected


@given(st.text(st.sampled_from("aUS1é\u0301-.,'’ 東#@+%§"), max_size=20))
def test_spans_of_positions_are_those_of_the_tokens(text: str) -> None:
    tokens = indexed_tokens(text)
    places = [at for at, token in enumerate(tokens) if token.word != GAP]
    assert compounds.spans_at(text, places) == {at: tokens[at][1:] for at in places}
    for at in places:
        assert 0 <= tokens[at].start < tokens[at].end <= len(text)


@given(st.text(st.sampled_from("asUS1é\u0301_-.,'’` #@+%§"), max_size=20))
def test_texts_that_may_have_no_forms_have_none(text: str) -> None:
    assert compounds.may_have_forms(text) or GAP not in indexed_words(text)


@pytest.mark.parametrize(
    ("typed", "form"),
    [("U.S.", "US"), ("e-mail", "email"), ("1,000", "1000"), ("9-11", ""), ("a/b", ""), ("e", "")],
)
def test_the_form_of_what_is_typed(typed: str, form: str) -> None:
    assert typed_form(typed) == form


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,000 9-11", "(1/000 OR 1000) AND 9/11"),
        ("東京", "東/京"),
        ("東京地下", "東/京 AND 京/地 AND 地/下"),
        ('"東京地下"', '"東 京 地 下"'),
        ("東京/地下", "東/京/地/下"),
        ("US it WHO", "US AND it AND WHO"),
        ("TELL US", "tell AND us"),
        ("e/mail", "e/mail"),
        ('"e-mail"', '"e mail"'),
        ("C++ or c#", "c++ OR c#"),
        ("c++-based objective-C++", "c/based AND (objective/c OR objectivec)"),
        ("#MeToo @Ann's", '(metoo OR "#metoo") AND (ann\'s OR "@ann\'s")'),
        ("-#MeToo", 'NOT (metoo OR "#metoo")'),
        ('"#MeToo"', '"#metoo"'),
        ('"C++ code"', '"c code" AND "c++"'),
        ("title:#MeToo", 'title:metoo OR title:"#metoo"'),
        (".NET .net -.NET", ".NET AND net AND NOT .NET"),
        ("#me-too", "me/too OR metoo"),
        ('"the US army" US-China', '"the us army" AND (us/china OR uschina)'),
        ("title:e-mail", "title:e/mail OR title:email"),
    ],
)
def test_reading(typed: str, read: str) -> None:
    assert describe(parse(typed)) == read


def test_capitals_are_kept_where_they_tell() -> None:
    assert typed_words("US grain") == ["US", "grain"]
    assert typed_words("TELL US") == ["tell", "us"]


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("email", ["<mark>e-mail</mark>", "<mark>email</mark>"]),
        ("e-mail", ["<mark>e-mail</mark>", "<mark>email</mark>"]),
        ("mail", ["e-<mark>mail</mark>"]),
        ("emai*", ["<mark>e-mail</mark>", "<mark>email</mark>"]),
        ('"e-mail"', ["<mark>e-mail</mark>"]),
        ("US", ["<mark>US</mark>", "<mark>U.S</mark>."]),
        ("U.S.", ["<mark>US</mark>", "<mark>U.S</mark>."]),
        ('"sent email"', []),
    ],
)
def test_a_mark_is_on_what_matched(tmp_path: Path, query: str, marked: list[str]) -> None:
    texts = ("They told us", "An e-mail sent", "One email", "The US mill", "The U.S. mill")
    articles = [whole_article(f"a{at}", text) for at, text in enumerate(texts)]
    publish(tmp_path, articles)
    with open_engine(tmp_path) as engine:
        titles = _titles(engine, query)
    assert len(titles) == len(marked)
    assert all(any(mark in title for title in titles) for mark in marked)


def _titles(engine: Engine, query: str) -> list[str]:
    found = engine.search(SearchRequest.from_params([("q", query), ("match", "all")]))
    return [hit.title_html for hit in found.hits]
