"""The terms of a field of a segment, and where their postings are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial

import numpy as np

from search.engines.whoosh.segments.document_slots import DocumentSlots, slots_of
from search.engines.whoosh.segments.postings import NO_POSTINGS, Postings
from search.model.schema import STEMMED
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, begin_runs, spread, starts_of
from search.storage.byte_strings import Strings
from search.storage.compression import Blocks
from search.text.analyzer import indexed_term
from search.text.stemming import bare, stem

_CACHED = 2_048
"""Posting lists of a field that are kept: they are views of blocks that were read, and small."""


class FieldReader:
    """The terms and postings of one field of a segment of D documents, deleted ones included. Its arrays
    are read when they are first needed; of those that only rare searches need, the blocks that they need.

    `lengths` (uint, D), `value_starts` (uint32, D + 1) and the ordinals of `terms` and `words` are those
    of the file: see `search.engines.whoosh.segments.layout`.
    """

    def __init__(self, name: str, file: ArrayFile) -> None:
        self._name = name
        self._file = file
        self._is_stemmed = name in STEMMED
        self.postings = lru_cache(maxsize=_CACHED)(self._find)
        self.written_postings = lru_cache(maxsize=_CACHED)(self._find_written)

    def forget(self) -> None:
        """Keep no posting lists: they are views of blocks, whose memory would stay with them. And no
        variants, which are unpacked."""
        self.postings.cache_clear()
        self.written_postings.cache_clear()
        vars(self).pop("_variants", None)

    def close(self) -> None:
        """Give back all memory; the reader must not be used afterwards."""
        vars(self).clear()  # the postings that it keeps refer to it

    @cached_property
    def lengths(self) -> Array:
        return self._file[f"{self._name}.lengths"]

    @property
    def total_length(self) -> int:
        """The words of all documents."""
        return int(self._file[f"{self._name}.total_length"][0])

    @cached_property
    def terms(self) -> Strings:
        return Strings(self._file, f"{self._name}.terms")

    @cached_property
    def words(self) -> Strings:
        return Strings(self._file, f"{self._name}.words") if self._is_stemmed else self.terms

    @cached_property
    def value_starts(self) -> Array:
        return self._file[f"{self._name}.value_starts"]

    @property
    def value_count(self) -> int:
        """The values of all documents."""
        return self._file.length(f"{self._name}.value_lengths")

    def value_lengths(self) -> Array:
        """The words of each value (uint), which are read at each call."""
        return self._file.copied(f"{self._name}.value_lengths")

    def lengths_of_values(self, start: int, stop: int) -> Array:
        """The words of values number `start` to `stop` (uint)."""
        return self._part("value_lengths", start, stop)

    def _find(self, term: str) -> Postings:
        """The postings of a term (a stem, if the field is stemmed)."""
        ordinal = self.terms.ordinal(term.encode(errors="surrogatepass"))
        return NO_POSTINGS if ordinal < 0 else self._at(ordinal)

    def document_counts(self, terms: Sequence[str]) -> Array:
        """How many documents have each of some terms (int64): no postings are read."""
        ordinals = self.terms.ordinals([each.encode(errors="surrogatepass") for each in terms])
        starts = self._posting_starts
        counts = starts.take(ordinals + 1).astype(np.int64) - starts.take(ordinals)
        return np.where(ordinals < 0, 0, counts)

    def _find_written(self, word: str) -> Postings:
        """The postings of a folded word as written, with the tag of its language."""
        whole = self.postings(indexed_term(self._name, word))
        if not self._is_stemmed or not len(whole):
            return whole
        term = self.terms.ordinal(stem(word).encode(errors="surrogatepass"))
        ordinal = self._word_with(word, term)
        if ordinal < 0:
            return NO_POSTINGS
        if self._entry("word_counts", ordinal) == self._occurrences(term):
            return whole
        first, variant = whole.first_position, self._entry("word_variants", ordinal)
        return replace(
            whole, is_written=lambda numbers: self._variants.taken(numbers + first) == variant
        )

    def word_counts(self, ordinals: range) -> Array:
        """The occurrences of words (or, if the field is not stemmed, the documents with them)."""
        if self._is_stemmed:
            return self._part("word_counts", ordinals.start, ordinals.stop)
        return np.diff(self._posting_starts[ordinals.start : ordinals.stop + 1])

    def holding(self, ordinals: Array, chosen: Array | None) -> Array:
        """How many of the documents of a mask (bool, D; None: all) hold each of some words, given by
        rising ordinals in `words` (float). Words with the same stem share its documents, in proportion
        to their occurrences, as only these are known of each word."""
        if not self._is_stemmed:
            whole: Array = self._documents_with(ordinals, chosen).astype(np.float64)
            return whole
        terms, own = np.unique(self._taken("word_terms", ordinals), return_inverse=True)
        occurrences = self._taken("word_counts", ordinals).astype(np.float64)
        of_stems = self._position_starts[terms + 1] - self._position_starts[terms]
        shares: Array = occurrences / of_stems[own]
        found: Array = self._documents_with(terms, chosen)[own] * shares
        return found

    def _documents_with(self, terms: Array, chosen: Array | None) -> Array:
        """How many documents of a mask hold each of some terms, given by rising ordinals."""
        starts = self._posting_starts[terms].astype(np.int64)
        lengths = self._posting_starts[terms + 1].astype(np.int64) - starts
        if chosen is None or not len(terms):
            return np.asarray(lengths)
        first, end = int(starts[0]), int(starts[-1] + lengths[-1])
        documents = self._part("documents", first, end)
        if len(documents) > lengths.sum():
            documents = documents.take(spread(starts - first, lengths))
        held: Array = np.add.reduceat(
            chosen.take(documents), starts_of(lengths)[:-1], dtype=np.int64
        )
        return held

    def word_postings(self, ordinals: Iterable[int]) -> Iterable[Postings]:
        """The postings of words, given by their ordinals in `words`; words with the same stem share
        one posting list."""
        if not self._is_stemmed:
            for ordinal in ordinals:
                yield self._at(ordinal)
            return
        by_term: dict[int, list[int]] = {}
        for ordinal in ordinals:
            by_term.setdefault(self._entry("word_terms", ordinal), []).append(ordinal)
        for term, words in by_term.items():
            yield self._of_variants(term, self._taken("word_variants", np.array(words)))

    def positions(self, start: int, stop: int) -> Array:
        """Positions number `start` to `stop` of those of all terms."""
        return self._part("positions", start, stop)

    def positions_at(self, indices: Array) -> Array:
        """Some positions, given by their numbers among those of all terms (int64)."""
        return self._taken("positions", indices)

    def slots(self, documents: Array) -> DocumentSlots:
        """Where the values of some documents (int64, rising) begin."""
        return slots_of(self.value_starts, partial(self._taken, "value_lengths"), documents)

    @property
    def most_slots(self) -> int:
        """The slots of the document that has the most."""
        values = np.diff(self._file.copied(f"{self._name}.value_starts"))
        return int((self.lengths + values.astype(np.int64)).max(initial=0))

    def values_at(self, documents: Array, positions: Array) -> Array:
        """The number in the segment of the value that each word is in (int64), from the document (rising)
        and the position of each word."""
        slots, own = self._around(documents, positions)
        return slots.values.take(own)

    def value_positions(self, documents: Array, positions: Array) -> Array:
        """The position in its document of the first word of the value that each word is in (int64)."""
        slots, own = self._around(documents, positions)
        return slots.positions.take(own)

    def _around(self, documents: Array, positions: Array) -> tuple[DocumentSlots, Array]:
        """The slots of the documents of words, and which of their values each word is in."""
        firsts = np.flatnonzero(begin_runs(documents))
        slots = self.slots(documents.take(firsts).astype(np.int64))
        return slots, slots.holding(positions, np.diff(firsts, append=len(documents)))

    def _part(self, name: str, start: int, stop: int) -> Array:
        return self._file.part(f"{self._name}.{name}", start, stop)

    def _taken(self, name: str, indices: Array) -> Array:
        return self._file.taken(f"{self._name}.{name}", indices)

    def _entry(self, name: str, index: int) -> int:
        return int(self._part(name, index, index + 1)[0])

    @cached_property
    def _posting_starts(self) -> Array:
        return self._file[f"{self._name}.posting_starts"]

    @cached_property
    def _position_starts(self) -> Array:
        return self._file[f"{self._name}.position_starts"]

    @cached_property
    def _large(self) -> tuple[memoryview, Array]:
        file, name = self._file, self._name
        return file[f"{name}.large_postings"].data, file[f"{name}.large_frequencies"]

    @cached_property
    def _variants(self) -> Blocks:
        return Blocks(self._file, f"{self._name}.variants")

    def _at(self, ordinal: int) -> Postings:
        """The postings of a term, given by its ordinal."""
        start, stop = self._posting_starts[ordinal : ordinal + 2].tolist()
        return Postings(
            self._part("documents", start, stop),
            self._frequencies(start, stop),
            lambda: self._positions(ordinal),
            int(self._position_starts[ordinal]),
        )

    def _frequencies(self, start: int, stop: int) -> Array:
        """The frequencies of postings `start` to `stop`: a view, unless one of them is large."""
        values = self._part("frequencies", start, stop)
        postings, frequencies = self._large
        first = bisect_left(postings, start)
        last = bisect_left(postings, stop, first)
        if first == last:
            return values
        whole = values.astype(np.uint32)
        whole[np.asarray(postings[first:last]) - start] = frequencies[first:last]
        return whole

    def _positions(self, ordinal: int) -> Array:
        return self.positions(*self._position_starts[ordinal : ordinal + 2].tolist())

    def _word_with(self, word: str, term: int) -> int:
        """The ordinal in `words` of a word, with its tag, whose stem is a term; -1 if there is none.
        Words of several languages may be written alike."""
        written = bare(word).encode(errors="surrogatepass")
        ordinal = self.words.seek_ceil(written)
        while ordinal < len(self.words) and self.words[ordinal] == written:
            if self._entry("word_terms", ordinal) == term:
                return ordinal
            ordinal += 1
        return -1

    def _occurrences(self, term: int) -> int:
        start, stop = self._position_starts[term : term + 2].tolist()
        return int(stop - start)

    def _of_variants(self, term: int, variants: Array) -> Postings:
        """The postings of a stem, only with the occurrences that are one of some variants."""
        whole = self._at(term)
        is_wanted = np.isin(
            self._variants.part(*self._position_starts[term : term + 2].tolist()), variants
        )
        if is_wanted.all():
            return whole
        counts = np.diff(starts_of(is_wanted)[starts_of(whole.frequencies)])
        kept = counts > 0
        return Postings(whole.documents[kept], counts[kept], lambda: whole.positions()[is_wanted])
