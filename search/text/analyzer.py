"""Text as words: cutting, folding and stemming, the same for indexing, queries and highlighting.

A word is a run of letters, digits and their marks, with the end of an English contraction (mayor's,
don't); a character of a script without spaces is a word of its own, with its marks. See
`search.text.characters`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from search.model.schema import STEMMED
from search.text.characters import (
    APOSTROPHE_AND_END,
    BETWEEN,
    CONTRACTION,
    IDEOGRAPHS,
    LETTER,
    MARKS,
)
from search.text.folding import MAX_WORD, fold, folded
from search.text.stemming import stem, stems

__all__ = ["MAX_WORD", "fold", "folded", "stem", "stems"]

_LETTERS = rf"{LETTER}++(?:[{MARKS}]++{LETTER}*+)*+"
_END = rf"{APOSTROPHE_AND_END}(?![^\W_])"
# Not `(?:…)*+`, here and elsewhere: where a group matches only in part, Python before 3.11.5 goes on
# after that part. The form with an empty alternative takes no longer.
_ONE_WORD = rf"(?:{_LETTERS}(?:{CONTRACTION}(?>(?:{CONTRACTION})*)|)|[{IDEOGRAPHS}][{MARKS}]*+)"
_WESTERN_WORD = rf"[^\W_]++(?:{_END}(?>(?:{_END})*)|)"
_WORD = re.compile(_ONE_WORD)
_CONTRACTION = re.compile(CONTRACTION)
_BEYOND_WESTERN = re.compile("[^\x00-\u02ff\u2010-\u2026€™]")


class _Cutter(NamedTuple):
    """The patterns of a word, and of what stands between words."""

    word: re.Pattern[str]
    one_word: str
    between: str


_ANY = _Cutter(_WORD, _ONE_WORD, BETWEEN)
_WESTERN = _Cutter(re.compile(_WESTERN_WORD), _WESTERN_WORD, r"[\W_]")


def _cutter(text: str) -> _Cutter:
    """A text without marks and characters that are words, as most are, is cut by a shorter pattern, in a
    third to a half of the time."""
    return _WESTERN if text.isascii() or not _BEYOND_WESTERN.search(text) else _ANY


class Token(NamedTuple):
    """A folded word and the offsets of its original in the text, in characters."""

    word: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return list(map(fold, written_words(text)))


def written_words(text: str) -> list[str]:
    """The words of `text` as they are written, in order."""
    return _cutter(text).word.findall(text)


def tokens(text: str) -> Iterator[Token]:
    """The folded words of `text` with their offsets, in order."""
    for match in _cutter(text).word.finditer(text):
        yield Token(fold(match[0]), *match.span())


def spans(text: str) -> list[tuple[int, int]]:
    """The offsets of the beginning and end of each word of `text`, in characters."""
    return [match.span() for match in _cutter(text).word.finditer(text)]


def spans_at(text: str, positions: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The spans of some words of `text`, by their positions (the number of words before each), which must
    rise. The words between them are skipped, which is faster than `spans`."""
    found: dict[int, tuple[int, int]] = {}
    cutter = _cutter(text)
    passed = end = 0
    for position in positions:
        end = _end_of_words(cutter, text, end, position - passed)
        word = cutter.word.search(text, end)
        if word is None:
            break
        found[position] = word.span()
        passed, end = position + 1, word.end()
    return found


def _end_of_words(cutter: _Cutter, text: str, start: int, count: int) -> int:
    """Where the next `count` words of `text` end; the end of the text if there are fewer."""
    for power in range(count.bit_length()):
        if count >> power & 1:
            skipped = _skip(cutter, power).match(text, start)
            if skipped is None:
                return len(text)
            start = skipped.end()
    return start


@cache
def _skip(cutter: _Cutter, power: int) -> re.Pattern[str]:
    """A pattern for 2 ** `power` words and what is before each, without backtracking. It takes a
    millisecond to compile, so there is one for each power and not for each number of words."""
    return re.compile(rf"(?:{cutter.between}*+{cutter.one_word}){{{1 << power}}}+")


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The span of the first word that begins at `offset` or after it; (-1, -1) if there is none. `offset`
    must not be inside a word."""
    match = _WORD.search(text, offset)
    return match.span() if match else (-1, -1)


def is_contraction(text: str, apostrophe: int) -> bool:
    """Whether the apostrophe at an offset, which comes after a letter, belongs to the word before it."""
    return _CONTRACTION.match(text, apostrophe) is not None


def indexed_term(field: str, word: str) -> str:
    """The term under which a folded word is indexed in a field."""
    return stem(word) if field in STEMMED else word


_LETTER_OR_SIGN = rf"(?:{LETTER}[{MARKS}]*|[*?])+"
_PATTERN = re.compile(rf"[{IDEOGRAPHS}][{MARKS}]*|{_LETTER_OR_SIGN}(?:{CONTRACTION}(?![*?]))*")
_SIGNS = re.compile(r"([*?]+)")


def patterns(text: str) -> list[str]:
    """The folded words of `text`, in order, where * and ? count as letters and are kept."""
    return [
        "".join(fold(part) if at % 2 == 0 else part for at, part in enumerate(_SIGNS.split(word)))
        for word in _PATTERN.findall(text)
    ]
