"""A query tree with other words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from search.query.interpretation import same_paragraph
from search.query.tree import (
    And,
    Every,
    Nothing,
    Or,
    Phrase,
    Query,
    Quoted,
    SameParagraph,
    Term,
    simplified,
)


def substituted(tree: Query, better: Mapping[str, str]) -> Query:
    """The tree with folded words replaced; a term or phrase with a word whose replacement is "" is left
    out, and so is such a word among those of one paragraph; a tree of which nothing is left matches
    everything. What is below Not stays."""
    found = simplified(_substituted(tree, better))
    return Every() if isinstance(found, Nothing) else found


def _substituted(tree: Query, better: Mapping[str, str]) -> Query:
    match tree:
        case And(children):
            return And(tuple(_substituted(each, better) for each in children))
        case Or(children):
            return Or(tuple(_substituted(each, better) for each in children))
        case Term():
            word = better.get(tree.text, tree.text)
            return replace(tree, text=word) if word else Nothing()
        case Phrase() | Quoted():
            words = tuple(better.get(word, word) for word in tree.words)
            return replace(tree, words=words) if all(words) else Nothing()
        case SameParagraph():
            others = dict.fromkeys(better.get(word, word) for word in tree.words)
            return same_paragraph(tree.field, [*filter(None, others)], tree.boost)
        case _:
            return tree
