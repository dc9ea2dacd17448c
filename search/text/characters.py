"""What characters are in a word, as classes for regular expressions (without their brackets).

A character of a script that is written without spaces is a word of its own, so that such text is found
by phrases; so is an emoji. A mark belongs to the character before it, whatever that is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

IDEOGRAPHS = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46"  # Thai
    "\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"  # Lao
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3"  # Burmese, Khmer
    "\u3040-\u3098\u309b-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U0001f000-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U000323af"
)
"""Characters that are words, of scripts without spaces and emoji."""

_VOICING = "\uff9e\uff9f"
"""The halfwidth signs of voiced kana: letters to Unicode, though they stand for marks."""
_BEYOND = 0x20000
"""From here on there are no marks but the selectors of variants."""


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Rising code points as ranges of a class."""
    first = last = -1
    for number in numbers:
        if number != last + 1 or first < 0:
            if first >= 0:
                yield f"{chr(first)}-{chr(last)}"
            first = number
        last = number
    yield f"{chr(first)}-{chr(last)}"


MARKS = (
    "".join(_ranges(each for each in range(_BEYOND) if unicodedata.category(chr(each))[0] == "M"))
    + "\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
    + _VOICING
)
"""Accents, vowel signs, tones of skin and other marks, which do not begin a word."""

LETTER = rf"[^\W_{IDEOGRAPHS}{_VOICING}]"
"""A letter or digit of a word that may have several."""
BETWEEN = rf"(?:[^\w{IDEOGRAPHS}]++|[_{_VOICING}])"
"""Characters between words, if they do not follow one to which they belong."""

CONTRACTED = ("s", "t", "d", "m", "ll", "re", "ve")
"""What an apostrophe joins to the English word before it; others part words, as in O'Brien, l'été."""
CONTRACTED_END = "(?:[sStTdDmM]|[lL]{2}|[rRvV][eE])"
APOSTROPHE_AND_END = f"['’]{CONTRACTED_END}"
CONTRACTION = rf"{APOSTROPHE_AND_END}(?!{LETTER}|[{MARKS}])"

IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
MARK = re.compile(f"[{MARKS}]")
WORD_CHARACTER = re.compile(rf"[{IDEOGRAPHS}{MARKS}]|{LETTER}")
