"""Words of a query that may be misspelled, the distance of corrections, and the corrected query."""

from __future__ import annotations

from collections.abc import Mapping

from search.model.schema import TEXT, TITLE, searched_fields
from search.query.tree import Query, positive_leaves, words_of
from search.text import analyzer

MIN_LENGTH = 3


def searched_words(tree: Query) -> set[str]:
    """The words of terms and phrases that are searched in titles or texts."""
    return {
        word
        for leaf in positive_leaves(tree)
        if leaf.field == TITLE or TEXT in searched_fields(leaf.field)
        for word in words_of(leaf)
    }


def most(word: str) -> int:
    """The largest edit distance of a correction of a word; 0 for words that have none."""
    if len(word) < MIN_LENGTH:
        return 0
    return 1 if len(word) <= 4 else 2


def replaced(text: str, better: Mapping[str, str]) -> str:
    """`text` with corrections for some folded words; "" if it has none of these words."""
    parts: list[str] = []
    done = 0
    for token in analyzer.tokens(text):
        if token.word in better:
            parts += [text[done : token.start], better[token.word]]
            done = token.end
    return "".join([*parts, text[done:]]) if parts else ""
