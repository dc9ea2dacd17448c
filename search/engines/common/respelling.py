"""Another spelling of a query, chosen by what it finds.

A word that occurs nowhere is replaced by a word near to it. If all words occur, but nowhere together,
one of them is replaced; if a few articles match, only a word that is rare beside its replacement is.
Several replacements are tried, and the one is taken that is near, finds much, and has the same neighbours
in a title as in the query. Quoted words that stand nowhere as typed may be found without quotes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import log2
from typing import Protocol

from search.config.archive import ArchiveConfig
from search.engines.common.near_words import RARE, enough, is_misspelling
from search.engines.common.spelling import NearWord, most_edits
from search.model.schema import ANY, TEXT, TITLE, searched_fields
from search.query.expansion import expanded
from search.query.habits import QUOTES
from search.query.misspelt import parts_of
from search.query.parser import parse
from search.query.substitution import substituted
from search.query.tree import Phrase, Query, Quoted, Term, positive_leaves, words_of
from search.text import analyzer
from search.text.stop_words import STOP_WORDS

FEW = 10
"""With fewer hits, another spelling is looked for."""
_TRIED = 16
"""Words that are tried for one."""
_KEPT = 4
"""Spellings of the words before that are kept while the next word is tried."""
_HITS, _TYPED, _BESIDE = 0.06, 0.08, 0.3
"""What a power of two in the hits of a spelling weighs for it, and in the frequency of the word as it was
typed against it; and what a neighbour weighs for it that is its neighbour in a title, too."""


class Lexicon(Protocol):
    """The words of an archive, and the search whose query is spelt otherwise."""

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """How many articles hold each word (0: none)."""

    def near(self, words: Sequence[str], above: Sequence[int]) -> Sequence[Sequence[NearWord]]:
        """See `search.engines.common.near_words.Nearest`."""

    def counts(self, trees: Sequence[Query]) -> list[int]:
        """How many hits the search has with each of these trees as its query."""


@dataclass(frozen=True, slots=True)
class _Archive:
    """A lexicon, and what the settings of the archive make of a text."""

    lexicon: Lexicon
    config: ArchiveConfig

    def parsed(self, text: str) -> Query:
        return parse(text, self.config.facets.names)

    def counts(self, trees: Sequence[Query]) -> list[int]:
        return self.lexicon.counts([expanded(tree, self.config.synonyms) for tree in trees])

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """How many articles hold each word, or one of its synonyms."""
        forms = [searched_words(expanded(Term(ANY, word), self.config.synonyms)) for word in words]
        every = list(dict.fromkeys(form for several in forms for form in several))
        known = dict(zip(every, self.lexicon.frequencies(every), strict=True))
        return [sum(map(known.__getitem__, several)) for several in forms]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Replacements of some words, how likely they are (`NearWord.likelihood`, summed), what the query
    with them finds, and how many of the pairs of neighbours that they make are in titles."""

    better: Mapping[str, str] = field(default_factory=dict)
    likelihood: float = 0.0
    hits: int = 0
    pairs: int = 0

    @property
    def score(self) -> float:
        return self.likelihood + _HITS * log2(1 + self.hits) + _BESIDE * self.pairs


def respelled(text: str, hits: int, config: ArchiveConfig, lexicon: Lexicon) -> str:
    """`text` with other words that find more than the `hits` that it has, or else without quotes if it
    has none; "" if there are none."""
    archive = _Archive(lexicon, config)
    return _respelled(text, hits, archive) or ("" if hits else _unquoted(text, archive))


def _unquoted(text: str, archive: _Archive) -> str:
    """`text` without its quotes, if that finds anything; stop words may be missing."""
    if not all(map(_is_plain, parts_of(archive.parsed(text)))):
        return ""
    other = " ".join(QUOTES.sub(" ", text).split())
    tree = archive.parsed(other)
    words = searched_words(tree)
    if other == text or STOP_WORDS.issuperset(words):
        return ""
    needed = substituted(tree, dict.fromkeys(STOP_WORDS.intersection(words), ""))
    return other if archive.counts([needed])[0] else ""


def _is_plain(tree: Query) -> bool:
    """Whether a part of a query is words that may stand anywhere, in quotes or not."""
    return isinstance(tree, Term | Quoted) and tree.field == ANY


def _respelled(text: str, hits: int, archive: _Archive) -> str:
    tree = archive.parsed(text)
    words = list(filter(most_edits, searched_words(tree)))
    if hits >= FEW or not words:
        return ""
    frequency = dict(zip(words, archive.frequencies(words), strict=True))
    unknown = [word for word in words if not frequency[word]]
    if unknown:
        rare = [word for word in words if frequency[word] <= RARE]
        found = _of_unknown(tree, unknown, archive) or _of_unknown(tree, rare, archive)
    else:
        found = _of_known(tree, frequency, hits, archive)
    for each in _likeliest(text, found, archive):
        other = replaced(text, each.better)
        more = archive.counts([archive.parsed(other)])[0] if other else 0
        if more > hits:
            return _respelled(other, more, archive) or other
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


def _of_unknown(tree: Query, unknown: Sequence[str], archive: _Archive) -> list[_Spelling]:
    """Replacements of all words that occur nowhere, one word after the other: words that still have none
    are left out of the search."""
    found = [_Spelling()]
    every = archive.lexicon.near(unknown, [0] * len(unknown))
    for place, (word, near) in enumerate(zip(unknown, every, strict=True)):
        without = substituted(tree, dict.fromkeys(unknown[place + 1 :], ""))
        tried = [
            _Spelling({**each.better, word: other.word}, each.likelihood + other.likelihood)
            for each in found
            for other in near[:_TRIED]
        ]
        found = _best(without, tried, 0, archive)
    return found


def _of_known(
    tree: Query, frequency: Mapping[str, int], hits: int, archive: _Archive
) -> list[_Spelling]:
    """Replacements of one word."""
    words = list(frequency)
    if hits:
        words = [word for word in words if frequency[word] <= RARE]
    reach = archive.counts([substituted(tree, {word: ""}) for word in words])
    wrong = [word for word, most in zip(words, reach, strict=True) if most > hits]
    above = [enough(frequency[word]) if hits else 0 for word in wrong]
    tried = [
        _Spelling({word: other.word}, other.likelihood - _TYPED * log2(1 + frequency[word]))
        for word, near in zip(wrong, archive.lexicon.near(wrong, above), strict=True)
        for other in near[:_TRIED]
        if not hits or is_misspelling(frequency[word], other)
    ]
    return _best(tree, tried, hits, archive)


def _best(tree: Query, tried: Sequence[_Spelling], hits: int, archive: _Archive) -> list[_Spelling]:
    """The best of those that find more than `hits`."""
    counts = archive.counts([substituted(tree, each.better) for each in tried])
    found = [replace(each, hits=count) for each, count in zip(tried, counts, strict=True)]
    kept = [each for each in found if each.hits > hits]
    return sorted(kept, key=lambda each: -each.score)[:_KEPT]


def _likeliest(text: str, found: Sequence[_Spelling], archive: _Archive) -> list[_Spelling]:
    """The spellings in order, with their pairs."""
    words = analyzer.words(text)
    made = [_pairs(words, each.better) for each in found]
    pairs = list(dict.fromkeys(pair for several in made for pair in several))
    counts = archive.counts([Phrase(TITLE, pair) for pair in pairs]) if len(found) > 1 else ()
    known = {pair for pair, count in zip(pairs, counts, strict=False) if count}
    judged = [
        replace(each, pairs=len(known.intersection(several)))
        for each, several in zip(found, made, strict=True)
    ]
    return sorted(judged, key=lambda each: -each.score)


def _pairs(words: Sequence[str], better: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs of neighbours among the words typed that replacements make."""
    return [
        (better.get(one, one), better.get(other, other))
        for one, other in pairwise(words)
        if one in better or other in better
    ]
