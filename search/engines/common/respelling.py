"""Which words of a query may be spelled otherwise, how far from what was typed, and the query then."""

from __future__ import annotations

from collections.abc import Mapping

from whoosh import query

from search.model.schema import TEXT, TITLE, searched_fields
from search.query.parser import leaves
from search.text import analyzer

MIN_LENGTH = 3


def searched_words(tree: query.Query) -> set[str]:
    """The words that are searched in titles or texts as they are."""
    found: set[str] = set()
    for leaf in leaves(tree):
        if TEXT in searched_fields(leaf.fieldname) or leaf.fieldname == TITLE:
            if isinstance(leaf, query.Phrase):
                found.update(leaf.words)
            elif isinstance(leaf, query.Term):
                found.add(leaf.text)
    return found


def most(word: str) -> int:
    """By how many letters another spelling of a word may differ; 0 for words that have none."""
    if len(word) < MIN_LENGTH:
        return 0
    return 1 if len(word) <= 4 else 2


def replaced(text: str, better: Mapping[str, str]) -> str:
    """`text` with other words for some folded ones; "" if it holds none of these."""
    parts: list[str] = []
    done = 0
    for token in analyzer.tokens(text):
        if token.word in better:
            parts += [text[done : token.start], better[token.word]]
            done = token.end
    return "".join([*parts, text[done:]]) if parts else ""
