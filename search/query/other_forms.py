"""The query tree without the other forms of what was typed, for readers, to whom these are no news:
covid/19 OR covid19 is covid/19, and "7%" OR 7/percent is "7%". Synonyms and the like stay."""

from __future__ import annotations

from dataclasses import replace

from search.query.amounts import percent, with_amounts
from search.query.tree import (
    And,
    Not,
    Or,
    Phrase,
    Query,
    Quoted,
    Term,
    words_of,
)
from search.text.signed_words import PERCENT


def without_other_forms(tree: Query) -> Query:
    """A tree in which each word is as it was typed alone."""
    match tree:
        case And(children):
            return replace(tree, children=tuple(map(without_other_forms, children)))
        case Or((first, *others)):
            if _is_amount(tree, first) or all(_letters(each) == _letters(first) for each in others):
                return first
            return Or(tuple(map(without_other_forms, tree.children)))
        case Not(child):
            return Not(without_other_forms(child))
        case _:
            return tree


def _is_amount(tree: Or, first: Query) -> bool:
    """Whether a tree is an amount, which was typed as the `first` of its children."""
    if isinstance(first, Quoted) and len(first.words) == 1:
        number = first.words[0].removesuffix(PERCENT)
        return tree == Or(tuple(percent(first.field, number, first.boost)))
    return tree == with_amounts(first)


def _letters(tree: Query) -> str | Query:
    """The letters and digits of words, with their field, however they are written; any other tree
    itself."""
    if not isinstance(tree, Term | Phrase | Quoted):
        return tree
    letters = filter(str.isalnum, "".join(words_of(tree)))
    return f"{tree.field}:{''.join(letters).casefold()}"
