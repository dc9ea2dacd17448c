"""The words of texts as hashes, the same in every process and on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array, starts_of
from search.text.bulk_compounds import NO_WORD, Numbered


class HashedWords(NamedTuple):
    """The words of texts, without joined forms: their numbers (int32) and hashes (uint64), those of all
    texts concatenated, and where each text starts (int64, one more than texts)."""

    numbers: Array
    hashes: Array
    starts: Array

    def kept(self, is_kept: Array) -> HashedWords:
        """The same texts, all words gone but those of the texts that are kept (bool)."""
        counts = np.diff(self.starts)
        of_kept = np.repeat(is_kept, counts)
        starts = starts_of(np.where(is_kept, counts, 0))
        return HashedWords(self.numbers.compress(of_kept), self.hashes.compress(of_kept), starts)


AT_ONCE = 1 << 14
"""New words that are looked at together: each takes some hundred bytes meanwhile, and one article may
have half a million."""


class WordHashes:
    """Hashes of numbered words: `all` has those of all that were met (uint64), by their numbers."""

    def __init__(self) -> None:
        self.all = np.zeros(0, np.uint64)

    def of(self, vocabulary: Sequence[str], numbered: Numbered) -> HashedWords:
        """The words of texts by their numbers in a vocabulary, which may have grown since. A joined form
        comes after an empty position."""
        new = vocabulary[len(self.all) :]
        if new:
            self.all = np.append(self.all, hashes_of(new))
        is_own = numbered.numbers != NO_WORD
        is_own[1:] &= numbered.numbers[:-1] != NO_WORD
        numbers = numbered.numbers.compress(is_own)
        starts = starts_of(is_own)[starts_of(numbered.counts)]
        return HashedWords(numbers, self.all.take(numbers), starts)


def hashes_of(words: Sequence[str]) -> Array:
    """The hash of each word (uint64), which follows from the word alone."""
    hashes = np.empty(len(words), np.uint64)
    for start in range(0, len(words), AT_ONCE):
        some = words[start : start + AT_ONCE]
        digests = [blake2b(word.encode(errors="surrogatepass"), digest_size=8) for word in some]
        hashes[start : start + len(some)] = np.frombuffer(
            b"".join([each.digest() for each in digests]), "<u8"
        )
    return hashes
