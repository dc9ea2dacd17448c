"""Misspelt words of a query: the words that they are also read as, which count less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from search.model.schema import ANY
from search.query.interpretation import MIN_BOOST
from search.query.tree import And, Or, Phrase, Query, Term
from search.text.stemming import bare, tag_of, tagged
from search.text.stop_words import STOP_WORDS

NearWords: TypeAlias = Mapping[str, Mapping[str, float]]
"""For each misspelt word the words that it is also read as, likeliest first, with what each counts beside
it: above 0, at most 1. Words with a space between them are meant side by side."""


def parts_of(tree: Query) -> tuple[Query, ...]:
    """The parts of a tree that must all match."""
    return tree.children if isinstance(tree, And) else (tree,)


def parts_of_near(other: str) -> tuple[str, ...]:
    """The words that stand for a misspelt one together; they may be tagged with a language."""
    words, tag = bare(other).split(), tag_of(other)
    return tuple(tagged(word, tag) for word in words)


def may_be_misspelt(tree: Query) -> list[str]:
    """The words of a tree that may stand anywhere, say something, and stand for nothing but
    themselves."""
    return [
        each.text
        for each in parts_of(tree)
        if isinstance(each, Term) and each.field == ANY and each.text not in STOP_WORDS
    ]


def also_read(tree: Query, near: NearWords) -> Query:
    """The tree in which misspelt words may also be found as the words near to them."""
    parts = tuple(_also_read(each, near) for each in parts_of(tree))
    return And(parts) if isinstance(tree, And) else parts[0]


def _also_read(tree: Query, near: NearWords) -> Query:
    if not isinstance(tree, Term) or tree.field != ANY or tree.text not in near:
        return tree
    others = (_read_as(tree, word, weight) for word, weight in near[tree.text].items())
    return Or((tree, *others))


def _read_as(tree: Term, other: str, weight: float) -> Query:
    boost = max(round(tree.boost * weight, 2), MIN_BOOST)
    words = parts_of_near(other)
    return Phrase(ANY, words, boost) if len(words) > 1 else replace(tree, text=other, boost=boost)
