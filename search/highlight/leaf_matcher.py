"""Where the leaves of a query match in a text: exactly where engines find them, and nowhere else.

Terms and phrases match by stem, all other leaves by words as written. A text is cut into its words
only if a match is likely: most texts do not have the letters that a match needs.
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
    Fuzzy,
    MultiTerm,
    Phrase,
    Prefix,
    SameParagraph,
    Term,
    TermRange,
    TextLeaf,
    Wildcard,
)
from search.text import analyzer, compounds
from search.text.characters import IDEOGRAPH, MARK
from search.text.compounds import GAP
from search.text.stemming import changes_beginnings, tagged

Span: TypeAlias = tuple[int, int]
"""Where a match starts and ends, in characters."""
SpanFinder: TypeAlias = Callable[["Words"], Iterator[Span]]
"""Finds matches among the words of a text."""
PlainSpanFinder: TypeAlias = Callable[[str], Iterator[Span]]
"""Finds matches in a text made plain by `plain`."""

_LETTERS_BEYOND_ASCII = re.compile("[^\x00-\x7f\xa0-\xa9\xab-\xb1\xb7\xbb\u2000-\u206f€™]")
_WILDCARDS = re.compile(r"[*?]+")


class Words:
    """The indexed words of a text by position: by stem, in a language, as written (but folded), and
    their spans."""

    def __init__(self, text: str, language: str = "") -> None:
        tokens = compounds.indexed_tokens(text)
        self.folded = [token.word for token in tokens]
        self.stems = [analyzer.stem(tagged(word, language)) for word in self.folded]
        self.spans: list[Span] = [(token.start, token.end) for token in tokens]


@lru_cache(maxsize=1_024)
def words_of_title(title: str, language: str) -> Words:
    """The words of a short text that is shown often."""
    return Words(title, language)


def plain(text: str) -> str | None:
    """`text` folded without moving a character, so that its words are the folded words of `text`.

    None if that is impossible: some letters fold to several, some are words by themselves, and some
    begin words that do not begin like their stems.
    """
    if not text.isascii():
        try:
            for char in set(_LETTERS_BEYOND_ASCII.findall(text)):
                text = text.replace(char, _PLAIN[ord(char)])
        except ValueError:
            return None
    return text.lower().replace("’", "'")


class _Plain(dict[int, str]):
    """The plain form of a letter, by its code; ValueError if it has none of one character."""

    def __missing__(self, code: int) -> str:
        char = found = chr(code)
        if IDEOGRAPH.match(char) or MARK.match(char) or changes_beginnings(char):
            raise ValueError(char)
        if char.isalnum():
            found = analyzer.folded(char)
            if len(found) != 1 or not found.isalnum() or IDEOGRAPH.match(found):
                raise ValueError(char)
        self[code] = found
        return found


_PLAIN = _Plain()


def plain_term_finder(leaf: Term) -> PlainSpanFinder:
    """Finds the words of a term in a plain text."""
    stem = analyzer.stem(leaf.text)
    return partial(_occurrences, stem=stem, beginning=_beginning(stem))


def plain_span_finder(leaf: Phrase | SameParagraph | MultiTerm) -> PlainSpanFinder | None:
    """Finds the matches of a leaf in a plain text without cutting all of the text into words.

    None for leaves that need every word.
    """
    match leaf:
        case Phrase(slop=1):
            first, *others = map(analyzer.stem, leaf.words)
            return partial(_plain_runs, first=first, others=others)
        case Phrase() | SameParagraph() | Prefix() | Wildcard() | Fuzzy() | TermRange():
            return None
        case _:
            assert_never(leaf)


def needed(leaf: TextLeaf) -> tuple[str, ...]:
    """Strings that occur in every plain text in which a leaf matches."""
    match leaf:
        case Term():
            return (_beginning(analyzer.stem(leaf.text)),)
        case Phrase() | SameParagraph():
            return tuple(_beginning(analyzer.stem(word)) for word in leaf.words)
        case Prefix():
            return (leaf.text,)
        case Wildcard():
            return tuple(filter(None, _WILDCARDS.split(leaf.text)))
        case Fuzzy():
            return (leaf.text[: leaf.prefix_length],)
        case TermRange():
            return ()
        case _:
            assert_never(leaf)


def span_finder(leaf: Phrase | SameParagraph | MultiTerm) -> SpanFinder:
    """Finds the matches of a leaf among words."""
    match leaf:
        case Phrase():
            stems = tuple(map(analyzer.stem, leaf.words))
            if leaf.slop == 1:
                return partial(_runs, stems=stems)
            return partial(_near, stems=stems, slop=leaf.slop)
        case SameParagraph():
            return partial(_together, stems=frozenset(map(analyzer.stem, leaf.words)))
        case Prefix() | Wildcard() | Fuzzy() | TermRange():
            return partial(_passing, test=word_test(leaf))
        case _:
            assert_never(leaf)


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
            first, last = leaf.first or "", leaf.last
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


def _runs(words: Words, stems: tuple[str, ...]) -> Iterator[Span]:
    """Adjacent words with these stems, as one span."""
    size = len(stems)
    for position, stem in enumerate(words.stems):
        if stem == stems[0] and tuple(words.stems[position : position + size]) == stems:
            yield words.spans[position][0], words.spans[position + size - 1][1]


def _near(words: Words, stems: tuple[str, ...], slop: int) -> Iterator[Span]:
    """Each word of the chains with all `stems` in order, each at most `slop` after the one before."""
    steps = [[at for at, stem in enumerate(words.stems) if stem == each] for each in stems]
    for step in range(1, len(steps)):
        before = steps[step - 1]
        steps[step] = [at for at in steps[step] if _any_in(before, at - slop, at)]
    for step in range(len(steps) - 2, -1, -1):
        after = steps[step + 1]
        steps[step] = [at for at in steps[step] if _any_in(after, at + 1, at + slop + 1)]
    for position in sorted({at for each in steps for at in each}):
        yield words.spans[position]


def _together(words: Words, stems: frozenset[str]) -> Iterator[Span]:
    """The words with these stems, if the text has all of them."""
    if stems.issubset(words.stems):
        yield from (words.spans[at] for at, stem in enumerate(words.stems) if stem in stems)


def _any_in(positions: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the rising `positions` is in `start` to `end`, `end` excluded."""
    index = bisect_left(positions, start)
    return index < len(positions) and positions[index] < end


def _beginning(stem: str) -> str:
    """The letters that all words with a stem start with.

    Stemming changes at most the last letter of the rest, except in words like dying (stem: die).
    """
    return stem[:-2] if stem.endswith("ie") else stem[:-1] or stem


def _occurrences(text: str, stem: str, beginning: str) -> Iterator[Span]:
    """The words of a plain text with a stem; all of them start with `beginning`."""
    start = text.find(beginning)
    while start >= 0:
        end = start + 1
        if _is_word_start(text, start):
            _, end = analyzer.word_at(text, start)
            if _stem(text, start, end) == stem:
                yield start, end
        start = text.find(beginning, end)


def _plain_runs(text: str, first: str, others: Sequence[str]) -> Iterator[Span]:
    """Adjacent words of a plain text with these stems, as one span."""
    for start, first_end in _occurrences(text, first, _beginning(first)):
        end = first_end
        for stem in others:
            word_start, end = analyzer.word_at(text, end)
            if word_start < 0 or _stem(text, word_start, end) != stem:
                break
        else:
            yield start, end


def _stem(text: str, start: int, end: int) -> str:
    return analyzer.stem(text[start:end][: analyzer.MAX_WORD])


def _is_word_start(text: str, offset: int) -> bool:
    """Whether the letter of a plain text at `offset` is the first of its word."""
    before = text[offset - 1 : offset]
    if before.isalnum():
        return False
    if before != "'" or not text[max(0, offset - 2) : offset - 1].isalnum():
        return True
    return not analyzer.is_contraction(text, offset - 1)
