"""A segment read back: the words of its documents in the order in which they stand.

Postings name the place of every word, so one scatter puts all words of a field back in order. That
is how segments are merged without cutting a single text into words again.
"""

from __future__ import annotations

import numpy as np

from search.model.schema import STEMMED
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, spread
from search.storage.byte_strings import Strings
from search.storage.compression import Blocks

_EMPTY = -1


class ForwardIndex:
    """One field of a segment; `words` are its distinct words, sorted."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._part_starts = file[f"{name}.part_starts"].astype(np.int64)
        self._part_places = file[f"{name}.part_places"].astype(np.int64)
        is_stemmed = name in STEMMED
        words = Strings(file, f"{name}.words" if is_stemmed else f"{name}.terms")
        self.words = [word.decode(errors="surrogatepass") for word in words.all()]
        numbers = _variants(file, name) if is_stemmed else _terms(file, name)
        self._numbers = np.full(int(self._part_places[-1]), _EMPTY, np.int32)
        self._numbers[self._places(file, name)] = numbers

    def of(self, documents: Array) -> tuple[Array, Array, Array]:
        """Of some documents (rising): all words, as places in `words` (int32), how many each part
        has, and how many parts each document has."""
        first, stop = self._part_starts[documents], self._part_starts[documents + 1]
        parts = spread(first, stop - first)
        lengths = self._part_places[parts + 1] - self._part_places[parts] - 1
        starts = self._part_places[first]
        words = self._numbers[spread(starts, self._part_places[stop] - starts)]
        return words[words != _EMPTY], lengths, stop - first

    def _places(self, file: ArrayFile, name: str) -> Array:
        """Where in the field each word stands, in the order of postings (int64)."""
        frequencies = file[f"{name}.frequencies"].astype(np.int64)
        frequencies[file[f"{name}.large_postings"]] = file[f"{name}.large_frequencies"]
        first_places = self._part_places[self._part_starts[:-1]]
        starts = np.repeat(first_places[file[f"{name}.documents"]], frequencies)
        places: Array = starts + file[f"{name}.positions"]
        return places


def _terms(file: ArrayFile, name: str) -> Array:
    """For each word, in the order of postings, the place of its term (int32)."""
    counts = np.diff(file[f"{name}.word_starts"])
    return np.repeat(np.arange(len(counts), dtype=np.int32), counts)


def _variants(file: ArrayFile, name: str) -> Array:
    """For each word, in the order of postings, its place among the words as they stand (int32)."""
    terms = _terms(file, name)
    stems, variants = file[f"{name}.word_terms"], file[f"{name}.word_variants"].astype(np.int64)
    sizes = np.zeros(len(file[f"{name}.word_starts"]), np.int64)
    np.maximum.at(sizes, stems + 1, variants + 1)
    starts = np.cumsum(sizes)
    table = np.zeros(int(starts[-1]), np.int32)
    table[starts[stems] + variants] = np.arange(len(stems), dtype=np.int32)
    blocks = Blocks(file, f"{name}.variants") if len(terms) else None
    own = blocks.part(0, len(terms)) if blocks else np.zeros(0, np.uint8)
    return table[starts[terms] + own]
