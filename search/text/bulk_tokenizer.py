"""Many texts as numbers of words at once; the words are those of `compounds.indexed_words`.

An archive has hundreds of millions of words but some hundred thousand distinct ones, so Python must not
touch each occurrence. `word_runs` cuts the texts, and `rolling_hash` hashes all words, both with
operations on arrays. A word is identified by its 64-bit hash alone: two of a million words have the same
one with a probability of 3e-8.

The number of a hash is looked up in two steps:

1. in a table of 2^20 slots. The highest 20 bits of a hash are the index of its slot; a slot has the hash
   and the number of the first word with this index. So all words are looked up by a few operations on
   arrays;
2. in a dict of the words whose slot another one has. A word that is not there, either, is new. Each
   distinct word is looked up once for each batch of texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from search.storage.arrays import Array
from search.text import analyzer
from search.text.bulk_compounds import NO_WORD, FormNumbers, Numbered
from search.text.compounds import GAP, indexed_words
from search.text.rolling_hash import RollingHash
from search.text.stemming import tagged
from search.text.word_runs import WordRuns, word_runs

_SLOT_BITS = 20
"""There are 2^20 slots, of 12 bytes each: few words of an archive share one."""
_BATCH = 1 << 19
"""Characters that are cut at once: each takes some dozens of bytes meanwhile."""
_fold = analyzer.fold.__wrapped__
"""Without its cache, as each word is folded once here."""


class _WordNumbers:
    """A number for each word, in the order of first occurrence."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._by_word: dict[str, int] = {}

    def of(self, word: str) -> int:
        number = self._by_word.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        return number


class Vocabulary:
    """Numbers for folded words, given in the order of first occurrence. `words[number]` is the word.

    It is in no cycle of references, so that its memory, some 20 MB, goes with the segment that it is for.
    """

    def __init__(self) -> None:
        known = _WordNumbers()
        self.words = known.words
        self._number_of = known.of
        self._by_hash: dict[int, int] = {}
        self._slot_hashes = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._slot_numbers = np.zeros(1 << _SLOT_BITS, np.int32)
        self._hash = RollingHash()
        self._forms = FormNumbers(self._hash, self._number_of)

    def number(self, texts: Sequence[str]) -> Numbered:
        """The words of each text, as numbers."""
        parts = [self._number(batch) for batch in _batches(texts)]
        if len(parts) == 1:
            return parts[0]
        numbers, counts = zip(*parts, strict=True)
        return Numbered(np.concatenate(numbers), np.concatenate(counts))

    def in_language(self, numbers: Array, language: str) -> Array:
        """Words, given by their numbers, as words of an article in a language (int32)."""
        distinct, inverse = np.unique(numbers, return_inverse=True)
        own = [
            number if number == NO_WORD else self._number_of(tagged(self.words[number], language))
            for number in distinct.tolist()
        ]
        return np.array(own, np.int32)[inverse]

    def _number(self, texts: Sequence[str]) -> Numbered:
        runs = word_runs(texts)
        sums = self._hash.sums(runs.folded)
        plain = Numbered(self._numbers(runs, sums), runs.counts)
        plain = _with_forms(plain, self._forms.of(runs, sums, texts))
        if not runs.odd:
            return plain
        return self._with(plain, {index: indexed_words(texts[index]) for index in runs.odd})

    def _numbers(self, runs: WordRuns, sums: Array) -> Array:
        """The number of each run (int32)."""
        hashes = self._hash.of_runs(sums, runs.begins, runs.ends)
        slots = (hashes >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        numbers: Array = self._slot_numbers[slots]
        missed = np.flatnonzero(self._slot_hashes[slots] != hashes)
        if len(missed):
            numbers[missed] = self._looked_up(runs, missed, hashes[missed])
        return numbers

    def _looked_up(self, runs: WordRuns, missed: Array, hashes: Array) -> Array:
        """The numbers (int32) of the runs `missed`, which are not in their slots. New words get new
        numbers, and their slots if these are free."""
        distinct, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
        begins, ends = runs.begins[missed[first]].tolist(), runs.ends[missed[first]].tolist()
        numbers = np.empty(len(distinct), np.int32)
        for index, hash in enumerate(distinct.tolist()):
            number = self._by_hash.get(hash)
            if number is None:
                number = self._number_of(_fold(runs.text[begins[index] : ends[index]]))
                slot = hash >> (64 - _SLOT_BITS)
                if self._slot_hashes[slot]:
                    self._by_hash[hash] = number
                else:
                    self._slot_hashes[slot], self._slot_numbers[slot] = hash, number
            numbers[index] = number
        return numbers[inverse]

    def _number_or_gap(self, word: str) -> int:
        return NO_WORD if word == GAP else self._number_of(word)

    def _with(self, plain: Numbered, words: dict[int, list[str]]) -> Numbered:
        """`plain`, where some texts have no words, with the words of these texts, by index."""
        ends = np.cumsum(plain.counts)
        counts = plain.counts.copy()
        parts, done = [], 0
        for index, found in words.items():
            parts.append(plain.numbers[done : ends[index]])
            parts.append(np.array([self._number_or_gap(word) for word in found], np.int32))
            counts[index], done = len(found), ends[index]
        return Numbered(np.concatenate([*parts, plain.numbers[done:]]), counts)


def _with_forms(plain: Numbered, forms: Numbered) -> Numbered:
    """The words with the joined forms of each text after its own."""
    if not len(forms.numbers):
        return plain
    places = np.repeat(np.cumsum(plain.counts), forms.counts)
    return Numbered(np.insert(plain.numbers, places, forms.numbers), plain.counts + forms.counts)


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in batches of about _BATCH characters; one empty batch if there are none."""
    first = size = 0
    for index, text in enumerate(texts):
        if size >= _BATCH:
            yield texts[first:index]
            first, size = index, 0
        size += len(text)
    yield texts[first:]
