"""The words as written of a stemmed field in a merged segment, and their variants.

A variant is the number of a word among those of its stem, so it may differ from segment to segment.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, narrowed, starts_of
from search.storage.byte_strings import Strings


class MergedWords:
    """The words of the merged segment, with their occurrences; stems come a range at a time."""

    def __init__(self) -> None:
        self._words: list[bytes] = []
        self._stems: list[Array] = []
        self._variants: list[Array] = []
        self._counts: list[Array] = []
        self._known: dict[tuple[int, bytes], int] = {}
        self._of_stem: dict[int, int] = {}
        self._variant_of: list[int] = []
        self._occurrences = np.zeros(0, np.int64)

    def numbers(self, stems: list[int], words: list[bytes]) -> tuple[Array, Array]:
        """The number in this range, and the variant, of each word of a stem of the range (int64)."""
        numbers = []
        for key in zip(stems, words, strict=True):
            number = self._known.setdefault(key, len(self._known))
            if number == len(self._variant_of):
                variant = self._of_stem.get(key[0], 0)
                self._of_stem[key[0]] = variant + 1
                self._variant_of.append(variant)
            numbers.append(number)
        found = np.array(numbers, np.int64)
        return found, np.array(self._variant_of, np.int64)[found]

    def count(self, numbers: Array) -> None:
        """Count the words of some occurrences, given by their numbers in this range."""
        counts = np.bincount(numbers, minlength=len(self._known))
        counts[: len(self._occurrences)] += self._occurrences
        self._occurrences = counts

    def end_range(self, is_used: Array, first: int) -> None:
        """Begin the next range. Of the stems of this one those that are used are numbered from `first`
        on; words that do not occur are left out."""
        self._occurrences = np.pad(
            self._occurrences, (0, len(self._known) - len(self._occurrences))
        )
        kept = np.flatnonzero(self._occurrences)
        keys = [*self._known]
        own = np.array([stem for stem, _ in keys], np.int64)[kept]
        self._words += [keys[at][1] for at in kept.tolist()]
        self._stems.append((np.cumsum(is_used) + (first - 1))[own])
        self._variants.append(np.array(self._variant_of, np.int64)[kept])
        self._counts.append(self._occurrences[kept])
        self._known, self._of_stem, self._variant_of = {}, {}, []
        self._occurrences = np.zeros(0, np.int64)

    def arrays(self, name: str) -> Iterator[tuple[str, Array]]:
        order = sorted(range(len(self._words)), key=self._words.__getitem__)
        yield from Strings.pack(f"{name}.words", [self._words[at] for at in order]).items()
        yield f"{name}.word_terms", _joined(self._stems)[order].astype(np.int32)
        yield f"{name}.word_variants", narrowed(_joined(self._variants)[order])
        yield f"{name}.word_counts", _joined(self._counts)[order].astype(np.uint32)


def _joined(arrays: list[Array]) -> Array:
    return np.concatenate([np.zeros(0, np.int64), *arrays])


class WordTable:
    """The words of a segment by stem and variant."""

    def __init__(self, name: str, file: ArrayFile) -> None:
        self._words = Strings(file, f"{name}.words")
        stems = file.copied(f"{name}.word_terms", 0, len(self._words))
        self._by_stem = np.argsort(stems, kind="stable")
        self._stems = stems[self._by_stem]
        variants = file.copied(f"{name}.word_variants", 0, len(self._words))
        self._variants = variants[self._by_stem].astype(np.int64)

    def merged(
        self,
        ordinals: range,
        numbers: Array,
        words: MergedWords,
        of_terms: Array,
        variants: Array,
        is_kept: Array,
    ) -> Array:
        """The variants that occurrences have in the merged segment (uint32), without those of deleted
        documents. `numbers` are those of the stems with these ordinals there; each occurrence is given
        by the rank of its stem among them, its variant here, and whether it is kept."""
        first, stop = self._stems.searchsorted([ordinals.start, ordinals.stop])
        ranks = self._stems[first:stop].astype(np.int64) - ordinals.start
        own = self._variants[first:stop]
        sizes = np.zeros(len(ordinals), np.int64)
        np.maximum.at(sizes, ranks, own + 1)
        rows = starts_of(sizes)
        found, merged = words.numbers(
            numbers[ranks].tolist(), self._words.at(self._by_stem[first:stop])
        )
        table = np.zeros((2, int(rows[-1])), np.int64)
        table[:, rows[ranks] + own] = found, merged
        at = rows[of_terms[is_kept]] + variants[is_kept]
        words.count(table[0, at])
        result: Array = table[1, at].astype(np.uint32)
        return result
