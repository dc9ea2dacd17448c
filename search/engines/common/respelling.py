"""Another spelling of a query, chosen by what it finds.

A word that occurs nowhere is replaced by a word near to it. If all words occur, but nowhere together,
one of them is replaced; if a few articles match, only a word that is rare beside its replacement is.
Several replacements are tried, and the one is taken that is near and finds much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log2
from typing import Protocol

from search.engines.common.spelling import NearWord
from search.model.schema import TEXT, TITLE, searched_fields
from search.query.substitution import substituted
from search.query.tree import Query, positive_leaves, words_of
from search.text import analyzer

FEW = 10
"""With fewer hits, another spelling is looked for."""
_TRIED = 16
"""Words that are tried for one."""
_KEPT = 4
"""Spellings of the words before that are kept while the next word is tried."""
_RARE, _MUCH, _NEAR = 20, 100, 1.3
"""A known word that finds something is taken for misspelt if it occurs in at most so many articles, and
another is so much more frequent and at most so far from it: a letter."""
_HITS, _TYPED = 0.08, 0.08
"""What a power of two in the hits of a spelling weighs for it, and in the frequency of the word as it was
typed against it."""


class Lexicon(Protocol):
    """The words of an archive, and the search whose query is spelt otherwise."""

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """How many articles hold each word (0: none)."""

    def near(self, words: Sequence[str]) -> list[Sequence[NearWord]]:
        """The words that may have been meant by each word, nearest first."""

    def counts(self, trees: Sequence[Query]) -> list[int]:
        """How many hits the search has with each of these trees as its query; synonyms are added."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Replacements of some words, how likely they are (`NearWord.likelihood`, summed), and what the query
    with them finds."""

    better: Mapping[str, str] = field(default_factory=dict)
    likelihood: float = 0.0
    hits: int = 0

    @property
    def score(self) -> float:
        return self.likelihood + _HITS * log2(1 + self.hits)


def respelled(text: str, parsed: Callable[[str], Query], hits: int, lexicon: Lexicon) -> str:
    """`text` with other words that find more than the `hits` that it has; "" if there are none."""
    tree = parsed(text)
    words = searched_words(tree)
    if hits >= FEW or not words:
        return ""
    frequency = dict(zip(words, lexicon.frequencies(words), strict=True))
    unknown = [word for word in words if not frequency[word]]
    if unknown:
        rare = [word for word in words if frequency[word] <= _RARE]
        found = _of_unknown(tree, unknown, lexicon) or _of_unknown(tree, rare, lexicon)
    else:
        found = _of_known(tree, frequency, hits, lexicon)
    for each in sorted(found, key=lambda each: -each.score):
        other = replaced(text, each.better)
        more = lexicon.counts([parsed(other)])[0] if other else 0
        if more > hits:
            return respelled(other, parsed, more, lexicon) or other
    return ""


def searched_words(tree: Query) -> list[str]:
    """The words of terms and phrases that are searched in titles or texts, in order."""
    words = (
        word
        for leaf in positive_leaves(tree)
        if leaf.field == TITLE or TEXT in searched_fields(leaf.field)
        for word in words_of(leaf)
    )
    return list(dict.fromkeys(words))


def replaced(text: str, better: Mapping[str, str]) -> str:
    """`text` with replacements of some folded words; "" if it has none of these words."""
    parts: list[str] = []
    done = 0
    for token in analyzer.tokens(text):
        if token.word in better:
            parts += [text[done : token.start], better[token.word]]
            done = token.end
    return "".join([*parts, text[done:]]) if parts else ""


def _of_unknown(tree: Query, unknown: Sequence[str], lexicon: Lexicon) -> list[_Spelling]:
    """Replacements of all words that occur nowhere, one word after the other: words that still have none
    are left out of the search."""
    found = [_Spelling()]
    for place, (word, near) in enumerate(zip(unknown, lexicon.near(unknown), strict=True)):
        without = substituted(tree, dict.fromkeys(unknown[place + 1 :], ""))
        tried = [
            _Spelling({**each.better, word: other.word}, each.likelihood + other.likelihood)
            for each in found
            for other in near[:_TRIED]
        ]
        found = _best(without, tried, 0, lexicon)
    return found


def _of_known(
    tree: Query, frequency: Mapping[str, int], hits: int, lexicon: Lexicon
) -> list[_Spelling]:
    """Replacements of one word."""
    words = list(frequency)
    if hits:
        words = [word for word in words if frequency[word] <= _RARE]
    reach = lexicon.counts([substituted(tree, {word: ""}) for word in words])
    wrong = [word for word, most in zip(words, reach, strict=True) if most > hits]
    tried = [
        _Spelling({word: other.word}, other.likelihood - _TYPED * log2(1 + frequency[word]))
        for word, near in zip(wrong, lexicon.near(wrong), strict=True)
        for other in near[:_TRIED]
        if not hits or (other.cost < _NEAR and other.frequency > _MUCH * frequency[word])
    ]
    return _best(tree, tried, hits, lexicon)


def _best(tree: Query, tried: Sequence[_Spelling], hits: int, lexicon: Lexicon) -> list[_Spelling]:
    """The best of those that find more than `hits`."""
    counts = lexicon.counts([substituted(tree, each.better) for each in tried])
    found = [replace(each, hits=count) for each, count in zip(tried, counts, strict=True)]
    kept = [each for each in found if each.hits > hits]
    return sorted(kept, key=lambda each: -each.score)[:_KEPT]
