"""A word that occurs nowhere as the two that it was typed of: vangogh, nodejs."""

from __future__ import annotations

from collections.abc import Mapping

from search.text.stop_words import STOP_WORDS

_LEAST, _MOST = 4, 40
"""Letters of such a word."""
_LEAST_PART = 2


def ways_to_part(word: str) -> list[tuple[str, str]]:
    """All pairs of words that a folded word may be."""
    if not word.isalnum() or word.isdecimal() or not _LEAST <= len(word) <= _MOST:
        return []
    cuts = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
    return [(word[:at], word[at:]) for at in cuts]


def parted(word: str, frequency: Mapping[str, int]) -> str:
    """The likeliest pair of words that a word is, with a space between them; "" if it is none.
    `frequency` is the number of articles with each word. Of two stop words nobody makes one."""
    likely = [
        (frequency.get(one, 0) * frequency.get(other, 0), one, other)
        for one, other in ways_to_part(word)
        if not STOP_WORDS.issuperset((one, other))
    ]
    most, one, other = max(likely, default=(0, "", ""))
    return f"{one} {other}" if most else ""
