"""A segment read back: the words of its documents in their original order.

Postings hold the position of every word, so one scatter puts all words of a field back in order.
This is how segments are merged without analysing any text again.
"""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.segments.field_values import FieldValues
from search.model.schema import STEMMED
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, spread
from search.storage.byte_strings import Strings
from search.storage.compression import Blocks
from search.text.bulk_compounds import NO_WORD
from search.text.stemming import tag_of, tagged


class ForwardIndex:
    """One field of a segment; `words` are its distinct words, sorted, with the tags of languages."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._value_starts = file[f"{name}.value_starts"].astype(np.int64)
        self._value_addresses = file[f"{name}.value_addresses"].astype(np.int64)
        is_stemmed = name in STEMMED
        words = Strings(file, f"{name}.words" if is_stemmed else f"{name}.terms")
        self.words = [word.decode(errors="surrogatepass") for word in words.all()]
        ordinals = _word_ordinals(file, name) if is_stemmed else _term_ordinals(file, name)
        if is_stemmed:
            self.words = _tagged(self.words, file, name)
        self._slots = np.full(int(self._value_addresses[-1]), NO_WORD, np.int32)
        self._slots[self._addresses(file, name)] = ordinals

    def values_of(self, documents: Array) -> FieldValues:
        """The field in some documents (rising), its words as ordinals in `words` (int32), NO_WORD for
        an empty position."""
        first, stop = self._value_starts[documents], self._value_starts[documents + 1]
        values = spread(first, stop - first)
        lengths = self._value_addresses[values + 1] - self._value_addresses[values] - 1
        starts = self._value_addresses[first]
        slots = self._slots[spread(starts, self._value_addresses[stop] - starts)]
        is_own = np.ones(len(slots), bool)
        is_own[np.cumsum(lengths + 1) - 1] = False
        return FieldValues(slots[is_own], lengths, stop - first)

    def _addresses(self, file: ArrayFile, name: str) -> Array:
        """The address of each occurrence, in the order of postings (int64)."""
        frequencies = file[f"{name}.frequencies"].astype(np.int64)
        frequencies[file[f"{name}.large_postings"]] = file[f"{name}.large_frequencies"]
        first_addresses = self._value_addresses[self._value_starts[:-1]]
        starts = np.repeat(first_addresses[file[f"{name}.documents"]], frequencies)
        addresses: Array = starts + file[f"{name}.positions"]
        return addresses


def _tagged(words: list[str], file: ArrayFile, name: str) -> list[str]:
    """The words with the tags that their stems have."""
    stems = [stem.decode(errors="surrogatepass") for stem in Strings(file, f"{name}.terms").all()]
    tags = [*map(tag_of, stems)]
    if not any(tags):
        return words
    own = file[f"{name}.word_terms"].tolist()
    return [tagged(word, tags[stem]) for word, stem in zip(words, own, strict=True)]


def _term_ordinals(file: ArrayFile, name: str) -> Array:
    """The ordinal of the term of each occurrence, in the order of postings (int32)."""
    counts = np.diff(file[f"{name}.position_starts"])
    return np.repeat(np.arange(len(counts), dtype=np.int32), counts)


def _word_ordinals(file: ArrayFile, name: str) -> Array:
    """The ordinal of the word as it was written of each occurrence, in the order of postings (int32).

    A stem and a variant name a word. `table` has the words by stem and variant, a row as long as its
    stem has variants, so that one look-up per occurrence finds the word.
    """
    terms = _term_ordinals(file, name)
    stems, variants = file[f"{name}.word_terms"], file[f"{name}.word_variants"].astype(np.int64)
    sizes = np.zeros(len(file[f"{name}.position_starts"]), np.int64)
    np.maximum.at(sizes, stems + 1, variants + 1)
    starts = np.cumsum(sizes)
    table = np.zeros(int(starts[-1]), np.int32)
    table[starts[stems] + variants] = np.arange(len(stems), dtype=np.int32)
    blocks = Blocks(file, f"{name}.variants") if len(terms) else None
    own = blocks.part(0, len(terms)) if blocks else np.zeros(0, np.uint8)
    return table[starts[terms] + own]
