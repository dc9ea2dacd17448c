"""Which words may be spelt nearly like another, told from their letters without comparing them.

A word has a bitset of its letters: an edit adds at most one letter and removes at most one, so most words
are ruled out by two operations over an array. `senate~` took 32 ms in 20,000 articles when all words that
begin with s were compared, and takes 11 ms since.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.storage.arrays import Array

_CONTINUES = 0b10
"""The two highest bits of a byte that is not the first of its character."""
_BITS = np.array([1 << unit % 64 if unit < 128 else 0 for unit in range(256)], np.uint64)
"""The bit of each byte: one for each ASCII letter or digit; all others have none, as a character may have
several bytes."""


@dataclass(frozen=True, slots=True)
class WordShapes:
    """Of some words: the letters of each as bits (uint64), and how many characters it has."""

    letters: Array
    lengths: Array

    def near(self, word: str, edits: int) -> Array:
        """The words (indices) that may be at most so many edits from a word."""
        units = np.frombuffer(word.encode(errors="surrogatepass"), np.uint8)
        letters = np.bitwise_or.reduce(_BITS.take(units))
        longer = np.abs(self.lengths - len(word))  # so many edits change one bit, not two
        differing = np.bitwise_count(self.letters ^ letters) + longer
        return np.flatnonzero((longer <= edits) & (differing <= 2 * edits))


def word_shapes(units: Array, starts: Array) -> WordShapes:
    """The shapes of words: one after the other as UTF-8 (uint8), and where each starts."""
    if not len(starts):
        return WordShapes(np.zeros(0, np.uint64), np.zeros(0, np.int16))
    lengths = np.add.reduceat(units >> 6 != _CONTINUES, starts, dtype=np.int16)
    return WordShapes(np.bitwise_or.reduceat(_BITS.take(units), starts), lengths)
