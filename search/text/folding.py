"""Folding: the form in which words that differ only in case, accents or width are equal.

Marks are accents where readers leave them out: in the Latin, Greek and Cyrillic scripts (but й is a
letter), the vowel points of Hebrew and Arabic. Elsewhere they are letters: the vowel signs of Indic
scripts, the voicing of kana. Digits of any script are those of ASCII.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_WORD = 64
"""Characters; longer words are cut."""

_ACCENTS = re.compile(
    "(?<![иИ])\u0306|[\u0300-\u0305\u0307-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]"  # variants, tones of skin
)
_LETTERS = str.maketrans(
    {
        **{"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"},
        **{"þ": "th", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك"},
    }
)
_DIGITS = re.compile(r"[^\D0-9]")


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """A word without case and accents, with plain apostrophes, cut after MAX_WORD characters."""
    word = word[:MAX_WORD]
    return word.lower() if word.isascii() else folded(word)[:MAX_WORD] or word


def folded(text: str) -> str:
    """`text` without case and accents, as characters that are composed where possible."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = _ACCENTS.sub("", decomposed).casefold().translate(_LETTERS)
    return _DIGITS.sub(_ascii_digit, unicodedata.normalize("NFKC", plain))


def _ascii_digit(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))
