"""What code units of UTF-16 are in words."""

from __future__ import annotations

from search.storage.arrays import Array

LETTER, CAPITAL, SEPARATOR, IDEOGRAPH, MARK, APOSTROPHE, SIGN, ODD = range(8)
"""What a code unit is: in a word; an ASCII capital, likewise; between words; a word of its own; a part of
the word before it; in a word if a contraction follows; a sign that may join two words, as an apostrophe
may; half a character."""


def are_digits(units: Array) -> Array:
    """Which units are digits of ASCII (bool)."""
    found: Array = (units >= ord("0")) & (units <= ord("9"))
    return found


def are_of_words(kinds: Array) -> Array:
    """Which kinds are those of words (bool)."""
    found: Array = (kinds <= CAPITAL) | (kinds == IDEOGRAPH) | (kinds == MARK)
    return found
