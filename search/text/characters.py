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
    "\u231a\u231b\u23e9-\u23f3\u23f8-\u23fa\u2600-\u2604\u260e\u2614\u2615\u2618\u261d\u2620\u2622\u2623"
    "\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u2660\u2663\u2665\u2666\u2668\u267b\u267f"
    "\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8"
    "\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d"
    "\u2721\u2728\u2744\u274c\u274e\u2753-\u2755\u2757\u2763\u2764\u2b50\u2b55"  # emoji before 1F000
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
