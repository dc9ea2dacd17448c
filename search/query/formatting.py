"""A query tree in the words of the query language, to show how a query was read."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from search.model import dates
from search.model.schema import ANY
from search.query.tree import (
    LAST_LETTER,
    And,
    DateRange,
    Every,
    Fuzzy,
    Leaf,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Quoted,
    SameParagraph,
    Term,
    TermRange,
    Wildcard,
)


def describe(tree: Query) -> str:
    """The text of a tree, with all operators written out: parse(describe(tree)) == tree.

    Every and Nothing have no text.
    """
    match tree:
        case And(children):
            return " AND ".join(map(_nested, children))
        case Or(children):
            return " OR ".join(map(_nested, children))
        case Not(child):
            return f"NOT {_nested(child)}"
        case Every() | Nothing():
            return ""
        case _:
            return _leaf(tree)


def _nested(tree: Query) -> str:
    text = describe(tree)
    return f"({text})" if isinstance(tree, And | Or) else text


def _leaf(leaf: Leaf) -> str:
    field = "" if leaf.field == ANY else f"{leaf.field}:"
    boost = "" if leaf.boost == 1 else f"^{leaf.boost:g}"
    return f"{field}{_text(leaf)}{boost}"


def _text(leaf: Leaf) -> str:
    """A leaf without its field and boost."""
    match leaf:
        case Term() | Wildcard():
            return leaf.text
        case Phrase():
            return "/".join(leaf.words)
        case Quoted():
            slop = "" if leaf.slop == 1 else f"~{leaf.slop}"
            return f'"{" ".join(leaf.words)}"{slop}'
        case SameParagraph():
            return f"[{' '.join(leaf.words)}]"
        case Prefix():
            return f"{leaf.text}*"
        case Fuzzy():
            return f"{leaf.text}~" if leaf.distance == 1 else f"{leaf.text}~{leaf.distance}"
        case TermRange():
            return _brackets(leaf.first or "", (leaf.last or "").removesuffix(LAST_LETTER))
        case DateRange():
            return _dates(leaf)
        case _:
            assert_never(leaf)


def _dates(leaf: DateRange) -> str:
    first, last = (day and date.fromordinal(day) for day in (leaf.first, leaf.last))
    if first and last and (one := dates.as_one(first, last)):
        return one
    return _brackets(dates.as_first(first) if first else "", dates.as_last(last) if last else "")


def _brackets(first: str, last: str) -> str:
    return f"[{' '.join(end for end in (first, 'to', last) if end)}]"
