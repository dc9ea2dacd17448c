"""The words of a segment under construction, their stems, and which of a stem's words each is.

Postings are kept by stem, once for all forms of a word. That one form can still be told from
another, each position has a small number beside it, the variant: 0 for the stem's first word in
this segment, 1 for its second, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.storage.arrays import Array, narrowed
from search.storage.byte_strings import Strings
from search.text import analyzer
from search.text.bulk_tokenizer import Numbered, Vocabulary


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a field: sorted, and by a term's number its place among them (int32)."""

    sorted: list[bytes]
    places: Array


class TermDictionaryWriter:
    """Numbers for words and stems, handed out in the order of first appearance.

    `stem_of` (int32) and `variant_of` have an entry for each word's number.
    """

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._stems: dict[str, int] = {}
        self._forms: list[int] = []
        self.stem_of = np.zeros(0, np.int32)
        self.variant_of = np.zeros(0, np.uint8)

    def __len__(self) -> int:
        return len(self._vocabulary.words)

    def number(self, texts: Sequence[str]) -> Numbered:
        """The words of each text, as numbers."""
        numbered = self._vocabulary.number(texts)
        if len(self) > len(self.stem_of):
            self._stem(self._vocabulary.words[len(self.stem_of) :])
        return numbered

    def known(self, words: Sequence[str]) -> Array:
        """The numbers of folded words (int32), handed out where they are new."""
        numbers = self._vocabulary.known(words)
        if len(self) > len(self.stem_of):
            self._stem(self._vocabulary.words[len(self.stem_of) :])
        return numbers

    def words(self, counts: Array) -> Terms:
        """The words that `counts` (one a number) says to occur, as terms."""
        return _terms(counts, self._vocabulary.words)

    def stems(self, counts: Array) -> Terms:
        """The stems of the words that `counts` says to occur, as terms."""
        of_stems = np.bincount(self.stem_of[: len(counts)], counts, len(self._stems))
        return _terms(of_stems, list(self._stems))

    def word_arrays(self, name: str, counts: Array, stems: Terms) -> dict[str, Array]:
        """The table of the words behind the stems of field `name`."""
        words, used = _sorted(counts, self._vocabulary.words)
        return {
            **Strings.pack(f"{name}.words", words),
            f"{name}.word_terms": stems.places[self.stem_of[used]],
            f"{name}.word_variants": self.variant_of[used],
            f"{name}.word_counts": counts[used].astype(np.uint32),
        }

    def _stem(self, words: list[str]) -> None:
        stems, variants = [], []
        for stem in analyzer.stems(words):
            number = self._stems.setdefault(stem, len(self._stems))
            if number == len(self._forms):
                self._forms.append(0)
            stems.append(number)
            variants.append(self._forms[number])
            self._forms[number] += 1
        self.stem_of = np.append(self.stem_of, np.array(stems, np.int32))
        self.variant_of = np.append(self.variant_of, narrowed(np.array(variants)))


def _terms(counts: Array, every: list[str]) -> Terms:
    terms, used = _sorted(counts, every)
    places = np.zeros(len(every), np.int32)
    places[used] = np.arange(len(used), dtype=np.int32)
    return Terms(terms, places)


def _sorted(counts: Array, every: list[str]) -> tuple[list[bytes], list[int]]:
    """Those of `every` that occur, sorted as UTF-8, and their numbers."""
    used = [(every[number].encode(), number) for number in np.flatnonzero(counts).tolist()]
    used.sort()
    return [word for word, _ in used], [number for _, number in used]
