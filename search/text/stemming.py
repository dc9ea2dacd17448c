"""Stems: what the forms of a word have in common (Snowball, snowballstem.org).

A word in Latin letters is stemmed as English, another by the language that its script is mostly used
for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import Stemmer

_ENGLISH = Stemmer.Stemmer("english", 0)
_OF_SCRIPTS = (
    (range(0x0370, 0x0400), Stemmer.Stemmer("greek", 0)),
    (range(0x0400, 0x0530), Stemmer.Stemmer("russian", 0)),
    (range(0x0530, 0x0590), Stemmer.Stemmer("armenian", 0)),
    (range(0x0600, 0x0700), Stemmer.Stemmer("arabic", 0)),
    (range(0x0900, 0x0980), Stemmer.Stemmer("hindi", 0)),
    (range(0x0B80, 0x0C00), Stemmer.Stemmer("tamil", 0)),
)
_BARE_PLURAL = re.compile("(?!.?ال|لل).{2,}ات")
_FIRST, _LAST = chr(0x0370), chr(0x0C00)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a folded word."""
    return stems([word])[0]


def stems(words: Sequence[str]) -> list[str]:
    """The stems of many folded words."""
    stemmed: list[str] = _ENGLISH.stemWords(words)
    for index, word in enumerate(words):
        if _FIRST <= word < _LAST:
            stemmed[index] = _of_script(word)
    return stemmed


def changes_beginnings(letter: str) -> bool:
    """Whether stemming may change more than the ends of words with a letter."""
    return any(ord(letter) in script for script, _ in _OF_SCRIPTS)


def _of_script(word: str) -> str:
    """The stem by the script of the first letter; the word itself if nothing would be left."""
    for script, stemmer in _OF_SCRIPTS:
        if ord(word[0]) in script:
            stemmed: str = stemmer.stemWord(_with_article(word))
            return stemmed or word
    return word


def _with_article(word: str) -> str:
    """An Arabic word without "and" before its article, and a plural with its article: only of these the
    stemmer finds the same stem as of the others."""
    if word.startswith("وال"):
        return word[1:]
    return f"ال{word}" if _BARE_PLURAL.fullmatch(word) else word
