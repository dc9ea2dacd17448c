"""Text as words: cutting, folding and stemming, the same for indexing, queries and highlighting.

A word is a run of letters and digits, with single apostrophes inside; a Chinese or Japanese character
is a word of its own, so that such text is found by phrases. Folding removes case and accents;
stemming is Porter's second English stemmer (snowballstem.org).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

from search.model.schema import STEMMED

MAX_WORD = 64
"""Characters; longer words are cut."""

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
WORD_CHARACTER = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_]")
_ONE_WORD = rf"(?:[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]++(?:['’][^\W_{_IDEOGRAPHS}]++)*+)"
_WORD = re.compile(_ONE_WORD)
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_STEMMER = Stemmer.Stemmer("english", 0)


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
    return _WORD.findall(text)


def tokens(text: str) -> Iterator[Token]:
    """The folded words of `text` with their offsets, in order."""
    for match in _WORD.finditer(text):
        yield Token(fold(match[0]), match.start(), match.end())


def spans(text: str) -> list[tuple[int, int]]:
    """The offsets of the beginning and end of each word of `text`, in characters."""
    return [match.span() for match in _WORD.finditer(text)]


def spans_at(text: str, positions: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The spans of some words of `text`, by their positions (the number of words before each), which must
    rise. The words between them are skipped, which is faster than `spans`."""
    found: dict[int, tuple[int, int]] = {}
    passed = end = 0
    for position in positions:
        end = _end_of_words(text, end, position - passed)
        word = _WORD.search(text, end)
        if word is None:
            break
        found[position] = word.span()
        passed, end = position + 1, word.end()
    return found


def _end_of_words(text: str, start: int, count: int) -> int:
    """Where the next `count` words of `text` end; the end of the text if there are fewer."""
    for power in range(count.bit_length()):
        if count >> power & 1:
            skipped = _skip(power).match(text, start)
            if skipped is None:
                return len(text)
            start = skipped.end()
    return start


@cache
def _skip(power: int) -> re.Pattern[str]:
    """A pattern for 2 ** `power` words and what is before each, without backtracking. It takes a
    millisecond to compile, so there is one for each power and not for each number of words."""
    return re.compile(rf"(?:(?:[^\w{_IDEOGRAPHS}]++|_)*+{_ONE_WORD}){{{1 << power}}}+")


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The span of the first word that begins at `offset` or after it; (-1, -1) if there is none. `offset`
    must not be inside a word."""
    match = _WORD.search(text, offset)
    return match.span() if match else (-1, -1)


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """A word without case and accents, with plain apostrophes, cut after MAX_WORD characters."""
    return (word.lower() if word.isascii() else folded(word))[:MAX_WORD]


def folded(text: str) -> str:
    """`text` without case and accents. Characters are folded independently of each other."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.casefold().translate(_LETTERS)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a folded word."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed


def indexed_term(field: str, word: str) -> str:
    """The term under which a folded word is indexed in a field."""
    return stem(word) if field in STEMMED else word


def stems(words: list[str]) -> list[str]:
    """The stems of many folded words."""
    stemmed: list[str] = _STEMMER.stemWords(words)
    return stemmed


_LETTER_OR_SIGN = rf"(?:[^\W_{_IDEOGRAPHS}]|[*?])+"
_PATTERN = re.compile(rf"[{_IDEOGRAPHS}]|{_LETTER_OR_SIGN}(?:['’]{_LETTER_OR_SIGN})*")
_SIGNS = re.compile(r"([*?]+)")


def patterns(text: str) -> list[str]:
    """The folded words of `text`, in order, where * and ? count as letters and are kept."""
    return [
        "".join(fold(part) if at % 2 == 0 else part for at, part in enumerate(_SIGNS.split(word)))
        for word in _PATTERN.findall(text)
    ]
