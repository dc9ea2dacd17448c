"""Where leaves match in plain texts: texts that are folded without moving a character, so that only the
words that may match are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from heapq import merge
from typing import TypeAlias, assert_never

from search.highlight.leaf_matcher import OtherLeaf, Span
from search.query.tree import (
    Fuzzy,
    Phrase,
    Prefix,
    Quoted,
    SameParagraph,
    Term,
    TermRange,
    TextLeaf,
    Wildcard,
)
from search.text import analyzer
from search.text.characters import IDEOGRAPH, MARK
from search.text.english_forms import beginnings_beside
from search.text.stemming import bare, changes_beginnings

PlainSpanFinder: TypeAlias = Callable[[str], Iterator[Span]]
"""Finds matches in a text made plain by `plain`."""
_WILDCARDS = re.compile(r"[*?]+")
_LETTERS_BEYOND_ASCII = re.compile("[^\x00-\x7f\xa0-\xa9\xab-\xb1\xb7\xbb\u2000-\u206f€™]")


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
    return partial(_occurrences, stem=stem)


def plain_span_finder(leaf: OtherLeaf) -> PlainSpanFinder | None:
    """Finds the matches of a leaf in a plain text without cutting all of the text into words.

    None for leaves that need every word.
    """
    match leaf:
        case Phrase():
            first, *others = map(analyzer.stem, leaf.words)
            starts = partial(_occurrences, stem=first)
            return partial(_plain_runs, starts=starts, others=others, form=analyzer.stem)
        case Quoted(slop=1):
            first, *others = map(bare, leaf.words)
            starts = partial(_written, word=first)
            return partial(_plain_runs, starts=starts, others=others, form=str)
        case Quoted() | SameParagraph() | Prefix() | Wildcard() | Fuzzy() | TermRange():
            return None
        case _:
            assert_never(leaf)


def needed(leaf: TextLeaf) -> tuple[str, ...]:
    """Strings that occur in every plain text in which a leaf matches."""
    match leaf:
        case Term():
            return (_shared(analyzer.stem(leaf.text)),)
        case Phrase() | SameParagraph():
            return tuple(_shared(analyzer.stem(word)) for word in leaf.words)
        case Quoted():
            return tuple(map(bare, leaf.words))
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


@lru_cache(maxsize=4_096)
def _beginnings(stem: str) -> tuple[str, ...]:
    """What all words with a stem start with; none of these starts with another.

    Stemming changes at most the last letter of the rest, except in words like dying (stem: die), and in
    those of `english_forms`, such as women (woman).
    """
    own = stem[:-2] if stem.endswith("ie") else stem[:-1]
    found: list[str] = []
    for each in sorted({own or stem[:1], *beginnings_beside(stem)}):
        if not (found and each.startswith(found[-1])):
            found.append(each)
    return tuple(found)


def _shared(stem: str) -> str:
    """The letters that all words with a stem start with; "" if there are none."""
    first, *others = _beginnings(stem)
    while not all(each.startswith(first) for each in others):
        first = first[:-1]
    return first


def _occurrences(text: str, stem: str) -> Iterator[Span]:
    """The words of a plain text with a stem, in order."""
    every = [_beginning_with(text, each, stem) for each in _beginnings(stem)]
    return every[0] if len(every) == 1 else merge(*every)


def _beginning_with(text: str, beginning: str, stem: str) -> Iterator[Span]:
    """The words of a plain text with a stem that start with `beginning`."""
    start = text.find(beginning)
    while start >= 0:
        end = _end_of_word(text, start)
        if end and analyzer.stem(_cut(text, start, end)) == stem:
            yield start, end
        start = text.find(beginning, end or start + 1)


def _written(text: str, word: str) -> Iterator[Span]:
    """Where a plain text has a word as it is written."""
    start = text.find(word)
    while start >= 0:
        end = _end_of_word(text, start)
        if end and _cut(text, start, end) == word:
            yield start, end
        start = text.find(word, end or start + 1)


def _end_of_word(text: str, start: int) -> int:
    """Where the word that begins at `start` ends; 0 if none does."""
    if not _is_word_start(text, start):
        return 0
    first, end = analyzer.word_at(text, start)
    return end if first == start else 0


def _plain_runs(
    text: str, starts: PlainSpanFinder, others: Sequence[str], form: Callable[[str], str]
) -> Iterator[Span]:
    """Where words of a plain text have the forms of `others`, after one that `starts` finds, as one
    span."""
    for start, first_end in starts(text):
        end = first_end
        for other in others:
            word_start, end = analyzer.word_at(text, end)
            if word_start < 0 or form(_cut(text, word_start, end)) != other:
                break
        else:
            yield start, end


def _cut(text: str, start: int, end: int) -> str:
    return text[start:end][: analyzer.MAX_WORD]


def _is_word_start(text: str, offset: int) -> bool:
    """Whether the letter of a plain text at `offset` is the first of its word."""
    before = text[offset - 1 : offset]
    if before.isalnum():
        return False
    if before != "'" or not text[max(0, offset - 2) : offset - 1].isalnum():
        return True
    return not analyzer.is_contraction(text, offset - 1)
