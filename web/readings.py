"""How a query was read, as pages tell it: only what is not obvious from what was typed."""

from __future__ import annotations

import re
from collections import Counter

from search.query.formatting import describe
from search.query.habits import OPERATORS
from search.query.other_forms import without_other_forms
from search.query.parser import parse
from search.text import analyzer

_NEAR = re.compile(r" OR [^\s()\"]+\^\d*\.\d+")
_ALONE = re.compile(r"\(([^\s()\"]+)\)")
_LONE_QUOTES = re.compile(r'"(\S+)"')
_WORDS_ALONE = re.compile(r"(?:[^\W_]|[ /%\u2044])+")
"""What a reading consists of that has no operators."""


def without_near_words(text: str, understood: str) -> str:
    """How the query was read, without the near words of misspelt ones and their weights: a notice says
    these in words."""
    if "^" in text:
        return understood
    plain = _NEAR.sub("", understood)
    return _ALONE.sub(r"\1", plain) if plain != understood else understood


def worth_saying(text: str, understood: str) -> str:
    """How the query was read, unless that is obvious: all words, as they were typed or in another form
    of writing."""
    shown = _without_other_forms(understood)
    words = (word if word in OPERATORS else word.casefold() for word in text.split())
    counts = Counter(analyzer.words(text))
    repeated = [f"{word}^{count}" if count > 1 else word for word, count in counts.items()]
    plain = {" ".join(words), " ".join(repeated)}
    alone = shown.replace(" AND ", " ")
    if not plain.isdisjoint({shown, alone}) or _are_the_words(alone, text):
        return ""
    return shown


def _without_other_forms(understood: str) -> str:
    """How the query was read, each word in one form alone."""
    if " OR " not in understood:
        return understood
    tree = parse(understood)
    if describe(tree) != understood:
        return understood  # it names a facet of the archive's own, or is no text of ours
    return describe(without_other_forms(tree))


def _are_the_words(shown: str, text: str) -> bool:
    """Whether a reading has the letters of a text, in its order, and nothing else."""
    bare = shown if '"' in text else _LONE_QUOTES.sub(r"\1", shown)
    if not _WORDS_ALONE.fullmatch(bare) or not OPERATORS.isdisjoint(bare.split()):
        return False
    return _letters(bare) == _letters(text)


def _letters(text: str) -> str:
    return "".join("".join(filter(str.isalnum, word)) for word in analyzer.words(text))
