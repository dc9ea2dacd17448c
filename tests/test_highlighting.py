"""Marks stand on what the query asks for and on nothing else."""

from __future__ import annotations

import re
from html import unescape
from itertools import combinations, pairwise
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import plain_text
from search.highlight.leaf_matcher import Words
from search.highlight.query_matcher import query_matcher
from search.highlight.snippets import (
    marked,
)
from search.model.articles import Article
from search.query.parser import parse
from search.text import analyzer, english_forms
from search.text.languages import language_of
from tests.engines import oracle, strategies
from tests.engines.oracle_leaves import Item


def _html(text: str, query: str) -> str:
    finder = query_matcher(parse(query), "text")
    return marked(text, finder.marks(text))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The rivers rose.", "river", "The <mark>rivers</mark> rose."),
        ("Khan Sheikoun, Khan", '"khan sheikoun"', "<mark>Khan Sheikoun</mark>, Khan"),
        ("river flood", "river NOT flood", "<mark>river</mark> flood"),
        (
            "Library librarians liberty",
            "librar*",
            "<mark>Library</mark> <mark>librarians</mark> liberty",
        ),
        ("a river", "title:river", "a river"),
        ("high high water", '"high water" high', "<mark>high</mark> <mark>high water</mark>"),
        ("<b>river</b> & bank", "river", "&lt;b&gt;<mark>river</mark>&lt;/b&gt; &amp; bank"),
        ("river", "", "river"),
        (
            "High and low water, high waters, high water",
            '"high water"~3',
            "<mark>High</mark> and low <mark>water</mark>, <mark>high</mark> waters, "
            "<mark>high</mark> <mark>water</mark>",
        ),
        (
            "high and low and high",
            '"high low"~1 "low and low"~9 "and high"~1',
            "high and low <mark>and high</mark>",
        ),
        (
            "a b x b c b",
            '"a b c"~3',
            "<mark>a</mark> <mark>b</mark> x <mark>b</mark> <mark>c</mark> b",
        ),
        ("a a a", '"a a"~2', "<mark>a</mark> <mark>a</mark> <mark>a</mark>"),
        ("water high", '"high water"~9', "water high"),
        ("Flood, fled, floods", "fl*d", "<mark>Flood</mark>, <mark>fled</mark>, floods"),
        ("Women and a woman’s ward", "woman", "<mark>Women</mark> and a <mark>woman’s</mark> ward"),
        ("A policeman, policemen", "policemen", "A <mark>policeman</mark>, <mark>policemen</mark>"),
        ("Mice like a mouse", "mouse", "<mark>Mice</mark> like a <mark>mouse</mark>"),
        (
            "Knives, thieves, crises",
            "knife thief crisis",
            "<mark>Knives</mark>, <mark>thieves</mark>, <mark>crises</mark>",
        ),
        ("Old criteria.", "criterion", "Old <mark>criteria</mark>."),
        ("the flow, i.e. the wind", "ie flow", "the <mark>flow</mark>, <mark>i.e</mark>. the wind"),
        ("the flow.", "ie", "the flow."),
        ("women, woman, womaan", "wom?n", "<mark>women</mark>, <mark>woman</mark>, womaan"),
        ("Łódź Lodz", "*dź", "<mark>Łódź</mark> <mark>Lodz</mark>"),
        (
            "flood fold blood flooding",
            "flod~",
            "<mark>flood</mark> <mark>fold</mark> blood flooding",
        ),
        ("flower", "flod~2", "flower"),
        (
            "apples, bananas, Čapek, dates",
            "text:[b to c]",
            "apples, <mark>bananas</mark>, <mark>Čapek</mark>, dates",
        ),
        ("a b c", "text:[b to]", "a <mark>b</mark> <mark>c</mark>"),
        ("a b c", "text:[to b]", "<mark>a</mark> <mark>b</mark> c"),
        ("a b c", "title:[a to b] author:[a to b]", "a b c"),
        ("in 2010 or 2010-05", "date:2010 date:[2010 to 2011]", "in 2010 or 2010-05"),
        ("fled flood fly", "river -fl*d NOT flod~ NOT text:[f to g]", "fled flood fly"),
    ],
)
def test_marks(text: str, query: str, expected: str) -> None:
    assert _html(text, query) == expected


@given(st.text(max_size=80), st.text(max_size=20))
def test_marks_change_nothing_of_the_text(text: str, query: str) -> None:
    html = _html(text, query)
    assert unescape(re.sub("</?mark>", "", html.replace("&lt;", "\ue000"))).replace(
        "\ue000", "<"
    ) == unescape(text.replace("&", "&amp;"))
    assert html.count("<mark>") == html.count("</mark>")


@given(strategies.new_leaves, strategies.articles("a"))
def test_marks_are_set_where_a_scan_finds_the_leaf(leaf: oracle.Query, subject: Article) -> None:
    finder = query_matcher(parse(str(leaf)), "text", language=language_of(subject))
    for number, paragraph in enumerate(subject.passages):
        is_marked = bool(finder.marks(paragraph.text))
        is_in_text = _field(leaf) in ("", "text") and leaf.holds(Item(subject, number))
        assert is_marked == is_in_text


def _field(leaf: oracle.Query) -> str:
    inner = leaf.part if isinstance(leaf, oracle.Boosted) else leaf
    return getattr(inner, "field", "date")


@given(
    st.lists(st.sampled_from("abc"), max_size=9),
    st.lists(st.sampled_from("abc"), min_size=2, max_size=3),
)
def test_near_words_are_marked_in_every_occurrence(text: list[str], words: list[str]) -> None:
    query = f'"{" ".join(words)}"~3'
    marks = query_matcher(parse(query), "text").marks(" ".join(text))
    chains = [
        chain
        for chain in combinations(range(len(text)), len(words))
        if [text[at] for at in chain] == words and all(b - a <= 3 for a, b in pairwise(chain))
    ]
    assert [mark.start // 2 for mark in marks] == sorted({at for chain in chains for at in chain})


def test_many_near_words_in_a_long_text_do_not_take_long() -> None:
    finder = query_matcher(parse('"the the the"~100'), "text")
    began = monotonic()
    assert len(finder.marks("the " * 20_000)) == 20_000
    assert monotonic() - began < 3  # a thirtieth of it; looking at all pairs takes a minute


_PIECES = ["river", "Rivers’", "o’brien", "élan", "a_river", "'flood", "night’s", "東river", "ﬂood"]
_texts = st.lists(st.sampled_from(_PIECES) | strategies.texts, max_size=9).map(" ".join)


@given(strategies.queries, _texts)
def test_the_short_way_to_marks_leads_to_the_same_ones(query: oracle.Query, text: str) -> None:
    for field in ("text", "title"):
        finder = query_matcher(parse(str(query)), field)
        found = finder.marks(text)
        if not finder.weights:
            assert found == []
        assert {mark[:2] for mark in found} == {mark[:2] for mark in finder.marks_in(Words(text))}
        texts = ["nothing", text, "", text]
        marks = {place: marks for place, each in enumerate(texts) if (marks := finder.marks(each))}
        assert {place: found for place, found in finder.marks_in_each(texts) if found} == marks


_ENDINGS = (
    "s es ed ing ied ies ying ly ful ness ation ator ational izer ability fully ly ement 's".split()
)


@given(st.text("abcdeghilnorstuvy", min_size=1, max_size=7), st.sampled_from(_ENDINGS))
def test_words_begin_like_their_stems(root: str, ending: str) -> None:
    for word in (root, root + ending, "dying", "skies", "vying", "ie", "women", "indices"):
        assert _html(f"x {word}", word) == f"x <mark>{word}</mark>"


@pytest.mark.parametrize(("form", "base"), sorted(english_forms.BASES.items()))
def test_forms_without_a_rule_are_marked_for_each_other(form: str, base: str) -> None:
    text = f"x {form} {base}"
    assert _html(text, base) == f"x <mark>{form}</mark> <mark>{base}</mark>"
    assert _html(text, form) == f"x <mark>{form}</mark> <mark>{base}</mark>"


@pytest.mark.parametrize(
    "pair",
    [
        "colour color",
        "neighbourhood neighborhood",
        "mould mold",
        "anaemia anemia",
        "oestrogen estrogen",
        "realise realize",
        "sulphur sulfur",
        "gaol jail",
        "tsar czar",
        "grey gray",
        "litre liter",
    ],
)
def test_both_spellings_are_marked(pair: str) -> None:
    one, other = pair.split()
    marked = f"x <mark>{one}</mark> <mark>{other}</mark>"
    assert _html(f"x {pair}", one) == marked
    assert _html(f"x {pair}", other) == marked


def test_a_plain_text_has_the_same_words_in_the_same_places() -> None:
    for char in map(chr, range(0x11_0000)):
        if plain_text.plain(char) is None:
            assert not char.isascii()
            continue
        if char.isspace() or not (char.isprintable() or char.isascii()):
            continue  # hundreds of thousands, all alike
        for text in (f"a{char}b'c", f"{char}b"):
            plain = plain_text.plain(text)
            assert plain
            assert list(analyzer.tokens(plain)) == list(analyzer.tokens(text)), ascii(text)
    assert plain_text.plain("“L’Été”, Ørsted…") == "“l'ete”, orsted…"
