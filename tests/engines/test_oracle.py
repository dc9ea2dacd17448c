"""The oracle's queries are read as what they are, and its edit distance is the usual one."""

from __future__ import annotations

import pytest
from hypothesis import given

from search.query import tree as nodes
from search.query.formatting import describe
from search.query.parser import parse
from search.query.tree import positive_leaves
from tests.engines import oracle, strategies
from tests.engines.oracle import Boosted
from tests.engines.oracle_leaves import (
    Dates,
    Fuzzy,
    Item,
    Near,
    Pattern,
    Quoted,
    Range,
    Together,
    Word,
    edits,
)
from tests.support import article

_KINDS: dict[type, tuple[type, ...]] = {
    Word: (nodes.Term, nodes.Phrase, nodes.Prefix),
    Quoted: (nodes.Quoted,),
    Near: (nodes.Quoted,),
    Together: (nodes.SameParagraph,),
    Pattern: (nodes.Wildcard, nodes.Prefix),
    Fuzzy: (nodes.Fuzzy,),
    Range: (nodes.TermRange,),
    Dates: (nodes.DateRange,),
}


@given(strategies.new_leaves)
def test_each_is_read_as_one_leaf_of_its_kind(query: oracle.Query) -> None:
    tree = parse(str(query))
    (leaf,) = positive_leaves(tree)
    assert leaf == tree
    assert parse(describe(tree)) == tree
    inner = query.part if isinstance(query, Boosted) else query
    assert leaf.boost == (query.boost if isinstance(query, Boosted) else 1)
    assert isinstance(leaf, _KINDS[type(inner)])


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("flood", "flood", 0),
        ("flod", "flood", 1),
        ("floood", "flood", 1),
        ("flaod", "flood", 1),
        ("folod", "flood", 1),
        ("ca", "abc", 3),
        ("", "abc", 3),
    ],
)
def test_edits(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == edits(other, one) == distance


@pytest.mark.parametrize(
    ("leaf", "holds"),
    [
        (Word(("flood", "springs"), ""), False),
        (Word(("springs", "waters"), ""), True),
        (Quoted(("waters",)), False),
        (Quoted(("spring", "water"), "text"), True),
        (Quoted(("spring", "waters")), False),
        (Near(("high", "waters"), 5), False),
        (Near(("high", "water"), 1), False),
        (Near(("high", "water"), 2), True),
        (Near(("water", "high"), 5), False),
        (Near(("high", "bank"), 9), False),
        (Together(("water", "spring")), True),
        (Together(("water", "bank")), False),
        (Together(("bank", "the"), "text"), True),
        (Pattern("fl*d"), True),
        (Pattern("fl?d"), False),
        (Pattern("fl*d", "title"), False),
        (Fuzzy("flod", 1), True),
        (Fuzzy("blood", 2), False),
        (Range("text", "bank", "c"), True),
        (Range("text", "c", "e"), False),
    ],
)
def test_what_holds(leaf: oracle.Query, holds: bool) -> None:
    assert leaf.holds(Item(article("a", "High spring water, flood.", "The bank"))) is holds
