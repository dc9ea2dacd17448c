"""Where the leaves of a query match in a text: exactly where engines find them, and nowhere else.

Terms, phrases and words in one paragraph match by stem, all other leaves by words as written. Here a text
is cut into all its words; `plain_text` is faster where that can be avoided.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from fnmatch import translate
from functools import lru_cache, partial
from typing import TypeAlias, assert_never

from rapidfuzz.distance import OSA

from search.query.tree import (
    FIRST_LETTER,
    Fuzzy,
    MultiTerm,
    Phrase,
    Prefix,
    Quoted,
    SameParagraph,
    TermRange,
    Wildcard,
)
from search.text import analyzer, compounds
from search.text.compounds import GAP
from search.text.stemming import bare, tagged

Span: TypeAlias = tuple[int, int]
"""Where a match starts and ends, in characters."""
SpanFinder: TypeAlias = Callable[["Words"], Iterator[Span]]
"""Finds matches among the words of a text."""
OtherLeaf: TypeAlias = Phrase | Quoted | SameParagraph | MultiTerm
"""Leaves that are no terms."""


class Words:
    """The indexed words of a text by position: by stem, in a language, as written (but folded), and
    their spans."""

    def __init__(self, text: str, language: str = "") -> None:
        tokens = compounds.indexed_tokens(text)
        self.folded = [token.word for token in tokens]
        tags = partial(tagged, language=language)
        self.stems = list(map(analyzer.stem, map(tags, self.folded) if language else self.folded))
        self.spans: list[Span] = [(token.start, token.end) for token in tokens]


@lru_cache(maxsize=1_024)
def words_of_title(title: str, language: str) -> Words:
    """The words of a short text that is shown often."""
    return Words(title, language)


def span_finder(leaf: OtherLeaf) -> SpanFinder:
    """Finds the matches of a leaf among words."""
    match leaf:
        case Phrase():
            stems = tuple(map(analyzer.stem, leaf.words))
            return lambda words: _runs(words.stems, stems, words.spans)
        case Quoted():
            return _quoted_finder(tuple(map(bare, leaf.words)), leaf.slop)
        case SameParagraph():
            return partial(_together, stems=frozenset(map(analyzer.stem, leaf.words)))
        case Prefix() | Wildcard() | Fuzzy() | TermRange():
            return partial(_passing, test=word_test(leaf))
        case _:
            assert_never(leaf)


def _quoted_finder(wanted: tuple[str, ...], slop: int) -> SpanFinder:
    if slop == 1:
        return lambda words: _runs(words.folded, wanted, words.spans)
    return lambda words: _near(words.folded, wanted, words.spans, slop)


def word_test(leaf: MultiTerm) -> Callable[[str], bool]:
    """Tests whether a folded word matches a leaf."""
    match leaf:
        case Prefix():
            return lambda word: word.startswith(leaf.text)
        case Wildcard():
            pattern = re.compile(translate(leaf.text))
            return lambda word: pattern.match(word) is not None
        case Fuzzy():
            return lambda word: _is_similar(leaf, word)
        case TermRange():
            first, last = leaf.first or FIRST_LETTER, leaf.last
            return lambda word: first <= word and (last is None or word <= last)
        case _:
            assert_never(leaf)


def _is_similar(leaf: Fuzzy, word: str) -> bool:
    """By optimal string alignment: a letter left out, added, changed, or swapped with the next."""
    size = leaf.prefix_length
    if word[:size] != leaf.text[:size]:
        return False
    return bool(OSA.distance(leaf.text, word, score_cutoff=leaf.distance) <= leaf.distance)


def _passing(words: Words, test: Callable[[str], bool]) -> Iterator[Span]:
    """The words that pass a test; an empty position is no word."""
    return (
        words.spans[position]
        for position, word in enumerate(words.folded)
        if word != GAP and test(word)
    )


def _runs(words: Sequence[str], wanted: tuple[str, ...], spans: Sequence[Span]) -> Iterator[Span]:
    """Where adjacent words are those wanted, as one span; `spans` are those of the words."""
    size = len(wanted)
    for position, word in enumerate(words):
        if word == wanted[0] and tuple(words[position : position + size]) == wanted:
            yield spans[position][0], spans[position + size - 1][1]


def _near(
    words: Sequence[str], wanted: tuple[str, ...], spans: Sequence[Span], slop: int
) -> Iterator[Span]:
    """Each word of the chains with all words in order, each at most `slop` after the one before."""
    steps = [[at for at, word in enumerate(words) if word == each] for each in wanted]
    for step in range(1, len(steps)):
        before = steps[step - 1]
        steps[step] = [at for at in steps[step] if _any_in(before, at - slop, at)]
    for step in range(len(steps) - 2, -1, -1):
        after = steps[step + 1]
        steps[step] = [at for at in steps[step] if _any_in(after, at + 1, at + slop + 1)]
    for position in sorted({at for each in steps for at in each}):
        yield spans[position]


def _together(words: Words, stems: frozenset[str]) -> Iterator[Span]:
    """The words with these stems, if the text has all of them."""
    if stems.issubset(words.stems):
        yield from (words.spans[at] for at, stem in enumerate(words.stems) if stem in stems)


def _any_in(positions: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the rising `positions` is in `start` to `end`, `end` excluded."""
    index = bisect_left(positions, start)
    return index < len(positions) and positions[index] < end
