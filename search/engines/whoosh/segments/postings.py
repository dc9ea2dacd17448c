"""The terms and postings of a field of a segment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from search.model.schema import STEMMED
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, starts_of
from search.storage.byte_strings import Strings
from search.storage.compression import Blocks

_REMEMBERED = 2_048
"""Terms of a field whose postings are not looked up anew: they are views, and small."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: n documents, rising; how often in each; and, read when asked for, the
    positions, one posting's behind the other's."""

    documents: Array
    frequencies: Array
    positions: Callable[[], Array]

    def __len__(self) -> int:
        return len(self.documents)


NO_POSTINGS = Postings(
    np.zeros(0, np.uint16), np.zeros(0, np.uint8), lambda: np.zeros(0, np.uint16)
)


class FieldReader:
    """The terms and postings of one field of a segment, deleted documents among them."""

    def __init__(self, name: str, file: ArrayFile) -> None:
        self._name = name
        self._file = file
        self._is_stemmed = name in STEMMED
        self.lengths = file[f"{name}.lengths"]
        self.part_starts = file[f"{name}.part_starts"]
        self.terms = Strings(file, f"{name}.terms")
        self.words = Strings(file, f"{name}.words") if self._is_stemmed else self.terms
        self._posting_starts = file[f"{name}.posting_starts"]
        self._word_starts = file[f"{name}.word_starts"]
        self.postings = lru_cache(maxsize=_REMEMBERED)(self._find)
        self._large_postings = file[f"{name}.large_postings"].data
        self._large_frequencies = file[f"{name}.large_frequencies"]

    @cached_property
    def part_places(self) -> Array:
        return self._file[f"{self._name}.part_places"]

    def _find(self, term: str) -> Postings:
        """The postings of a term (a stem, if the field is stemmed)."""
        place = self.terms.ordinal(term.encode(errors="surrogatepass"))
        return NO_POSTINGS if place < 0 else self._at(place)

    def word_counts(self, places: range) -> Array:
        """How often (or, if the field is not stemmed, in how many documents) words occur."""
        if self._is_stemmed:
            return self._word_counts[places.start : places.stop]
        return np.diff(self._posting_starts[places.start : places.stop + 1])

    def word_postings(self, places: Iterable[int]) -> Iterable[Postings]:
        """The postings of the words at `places` of `words`; those of one stem come together."""
        if not self._is_stemmed:
            for place in places:
                yield self._at(place)
            return
        by_term: dict[int, list[int]] = {}
        for place in places:
            by_term.setdefault(int(self._word_terms[place]), []).append(place)
        for term, words in by_term.items():
            yield self._of_variants(term, self._word_variants[words])

    def parts(self, documents: Array, positions: Array) -> Array:
        """The parts of the segment in which words stand, given their documents and positions."""
        places = self.first_places[documents] + positions
        return self.part_places.searchsorted(places.astype(np.uint32), "right") - 1

    @property
    def most_places(self) -> int:
        """The places of the longest document."""
        ends = self.part_places[self.part_starts].astype(np.int64)
        return int(np.diff(ends).max(initial=0))

    @cached_property
    def first_places(self) -> Array:
        """At which place of the segment each document starts (int64, D)."""
        return self.part_places[self.part_starts[:-1]].astype(np.int64)

    @cached_property
    def _word_terms(self) -> Array:
        return self._file[f"{self._name}.word_terms"]

    @cached_property
    def _word_variants(self) -> Array:
        return self._file[f"{self._name}.word_variants"]

    @cached_property
    def _word_counts(self) -> Array:
        return self._file[f"{self._name}.word_counts"]

    @cached_property
    def _variants(self) -> Blocks:
        return Blocks(self._file, f"{self._name}.variants")

    def _at(self, place: int) -> Postings:
        start, stop = self._posting_starts[place : place + 2].tolist()
        return Postings(
            self._file.part(f"{self._name}.documents", start, stop),
            self._frequencies(start, stop),
            lambda: self._positions(place),
        )

    def _frequencies(self, start: int, stop: int) -> Array:
        values = self._file.part(f"{self._name}.frequencies", start, stop)
        first = bisect_left(self._large_postings, start)
        last = bisect_left(self._large_postings, stop, first)
        if first == last:
            return values
        whole = values.astype(np.uint32)
        whole[np.asarray(self._large_postings[first:last]) - start] = self._large_frequencies[
            first:last
        ]
        return whole

    def _positions(self, place: int) -> Array:
        start, stop = self._word_starts[place : place + 2].tolist()
        return self._file.part(f"{self._name}.positions", start, stop)

    def _of_variants(self, term: int, variants: Array) -> Postings:
        """The postings of a stem, where one of some of its words stands."""
        whole = self._at(term)
        is_wanted = np.isin(
            self._variants.part(*self._word_starts[term : term + 2].tolist()), variants
        )
        if is_wanted.all():
            return whole
        counts = np.diff(starts_of(is_wanted)[starts_of(whole.frequencies)])
        kept = counts > 0
        return Postings(whole.documents[kept], counts[kept], lambda: whole.positions()[is_wanted])
