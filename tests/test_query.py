"""The query language: whatever is typed becomes a tree, and the tree reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadParameter
from search.query import describe, parse

_PIECES = st.sampled_from(
    ["a", "b ", "river", " OR ", " AND ", " NOT ", "title:", "nobody:", *"\"()-*: é[]~^{\\/'\0東"]
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("river flood", "river AND flood"),
        ("River FLOOD", "river AND flood"),
        ("river OR flood", "river OR flood"),
        ("river NOT flood", "river AND NOT flood"),
        ("river -flood", "river AND NOT flood"),
        ('"High Water" mark', '"high water" AND mark'),
        ('-"high water"', 'NOT "high water"'),
        ("librar*", "librar*"),
        ("-librar*", "NOT librar*"),
        ("(librar* OR book) river", "(librar* OR book) AND river"),
        ("re-elect*", "re AND elect*"),
        ('title:flood author:"Ann River"', 'title:flood AND author:"ann river"'),
        ("title:(a b)", "title:a AND title:b"),
        ("cross-post", '"cross post"'),
        ("U.S. policy", '"u s" AND policy'),
        ("O’Neill", "o'neill"),
        ("Łódź café", "lodz AND cafe"),
        ("東京", '"東 京"'),
        ("http://example.org/x", '"http example org x"'),
        ('"one"', "one"),
        ("NOT NOT a", "a"),
    ],
)
def test_reading(typed: str, read: str) -> None:
    assert describe(parse(typed)) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('"unbalanced river', "unbalanced AND river"),
        ("(river flood", "river AND flood"),
        ("river) flood", "river AND flood"),
        ("NOT OR word", "word"),
        ("river OR", "river AND or"),
        ("title:", "title"),
        ("()", ""),
        ('""', ""),
        ("*", ""),
        ("((((((((" * 40 + "river", "river"),
    ],
)
def test_what_cannot_be_read_as_an_operator_is_read_as_words(typed: str, read: str) -> None:
    assert describe(parse(typed)) == read


@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=40))
def test_anything_can_be_typed_and_reads_back(typed: str) -> None:
    try:
        tree = parse(typed)
    except BadParameter:
        return
    assert parse(describe(tree)) == tree


def test_too_many_words_are_refused() -> None:
    with pytest.raises(BadParameter, match="at most 64 words, this one has 100"):
        parse("word " * 100)
