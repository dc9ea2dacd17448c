"""The words of a segment under construction, their stems, and the variant that each word is.

Postings are kept by stem, once for all words that share it. To tell these words apart, each occurrence
has a small number, the variant: 0 for the first word of the stem in this segment, 1 for its second,
and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from search.model.articles import Paragraph
from search.storage.arrays import Array, narrowed
from search.storage.byte_strings import Strings
from search.text import analyzer
from search.text.bulk_compounds import Numbered
from search.text.bulk_tokenizer import Vocabulary
from search.text.hashed_words import HashedWords, WordHashes
from search.text.paragraph_keys import ParagraphKeys
from search.text.stemming import bare


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a field: the ids of those that it has, in the order of terms (int64), of `every` term;
    and the ordinal of each, by term id (int32; 0 for ids of terms that the field does not have)."""

    every: Sequence[str]
    ids: Array
    ordinals: Array

    def __len__(self) -> int:
        return len(self.ids)

    def encoded(self) -> Iterator[bytes]:
        """The terms as UTF-8, one after the other, as all of them at once take much memory."""
        return (self.every[number].encode() for number in self.ids.tolist())


_MOST_KEPT = 100_000
"""Distinct words that are kept from segment to segment, some 400 bytes each."""
_CHUNK = 1 << 15
"""Words that are stemmed at once."""


class TermDictionaryWriter:
    """Ids for words and stems: consecutive numbers in the order of first appearance.

    `stem_of` (stem ids, int32) and `variant_of` (uint) have an entry for each word id.
    """

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._bare_words: list[str] = []
        self._word_order, self._stem_order = _Order(), _Order()
        self._hashes = WordHashes()
        self._keys = ParagraphKeys()
        self._stems: list[str] = []
        self._stem_ids: dict[str, int] = {}
        self._variant_counts: list[int] = []
        self.stem_of = np.zeros(0, np.int32)
        self.variant_of = np.zeros(0, np.uint8)

    def __len__(self) -> int:
        return len(self.stem_of)

    @property
    def is_large(self) -> bool:
        """Whether it has too many words to be kept for the next segment."""
        return len(self) > _MOST_KEPT

    def close(self) -> None:
        """Free what numbers words, which takes half of the memory: no more of them follow."""
        self._vocabulary, self._stem_ids = Vocabulary(), {}

    def number(self, texts: Sequence[str]) -> Numbered:
        """The words of each text, as word ids."""
        numbered = self._vocabulary.number(texts)
        self._stem_new_words()
        return numbered

    def hashed(self, numbered: Numbered) -> HashedWords:
        """The words of texts, given by their ids, with their hashes."""
        return self._hashes.of(self._vocabulary.words, numbered)

    def keys(self, words: HashedWords, passages: Sequence[Paragraph | None]) -> Array:
        """The keys of passages (uint64), whose words these are."""
        return self._keys.of(self._vocabulary.words, self._hashes.all, words, passages)

    def in_language(self, word_ids: Array, language: str) -> Array:
        """The ids of words (int32) as words of an article in a language."""
        found = self._vocabulary.in_language(word_ids, language)
        self._stem_new_words()
        return found

    def words(self, counts: Array) -> Terms:
        """The words that occur in a field as its terms; `counts` has the occurrences by word id."""
        return _terms(counts, self._bare_words, self._word_order)

    def stems(self, counts: Array) -> Terms:
        """The stems of the words that occur in a field as its terms; `counts` as in `words`."""
        of_stems = np.bincount(self.stem_of[: len(counts)], counts, len(self._stems))
        return _terms(of_stems, self._stems, self._stem_order)

    def word_arrays(self, name: str, counts: Array, stems: Terms) -> dict[str, Array]:
        """The arrays that list the words of the stemmed field `name`."""
        words = self.words(counts)
        return {
            **Strings.pack(f"{name}.words", words.encoded()),
            f"{name}.word_terms": stems.ordinals[self.stem_of[words.ids]],
            f"{name}.word_variants": self.variant_of[words.ids],
            f"{name}.word_counts": counts[words.ids].astype(np.uint32),
        }

    def _stem_new_words(self) -> None:
        words = self._vocabulary.words
        while (first := len(self.stem_of)) < len(words):
            self._stem(words[first : first + _CHUNK])

    def _stem(self, words: Sequence[str]) -> None:
        """Add the words that come next."""
        self._bare_words += map(bare, words)
        stem_ids, variants = [], []
        for word, stem in zip(words, analyzer.stems(words), strict=True):
            own = word if stem == word else stem  # one string, as half of the words are stems
            stem_id = self._stem_ids.setdefault(own, len(self._stems))
            if stem_id == len(self._stems):
                self._stems.append(own)
                self._variant_counts.append(0)
            stem_ids.append(stem_id)
            variants.append(self._variant_counts[stem_id])
            self._variant_counts[stem_id] += 1
        self.stem_of = np.append(self.stem_of, np.array(stem_ids, np.int32))
        self.variant_of = np.append(self.variant_of, narrowed(np.array(variants)))


class _Order:
    """The order of the strings of a list, as UTF-8, equal ones as in the list, which may grow."""

    def __init__(self) -> None:
        self._ranks = np.zeros(0, np.int32)

    def ranks(self, strings: Sequence[str]) -> Array:
        """The rank of each string (int32). What was sorted before is only merged with what is new."""
        known, size = len(self._ranks), len(strings)
        if size > known:
            order = [*np.argsort(self._ranks).tolist(), *range(known, size)]
            order.sort(key=strings.__getitem__)
            self._ranks = np.empty(size, np.int32)
            self._ranks[order] = np.arange(size, dtype=np.int32)
        return self._ranks


def _terms(counts: Array, every: Sequence[str], order: _Order) -> Terms:
    """The terms whose count is above 0."""
    used = np.flatnonzero(counts)
    used = used[np.argsort(order.ranks(every)[used])]
    ordinals = np.zeros(len(every), np.int32)
    ordinals[used] = np.arange(len(used), dtype=np.int32)
    return Terms(every, used, ordinals)
