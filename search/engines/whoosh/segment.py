"""Reading a segment: postings, lengths, facet ordinals and stored articles as views of its file.

The arrays of a segment (D documents; for a field: T terms, P postings, W words in all documents):

    ids, ids.starts             D article ids, in document order
    id_order             int32  D documents, sorted by id
    days                 int32  D days of publication (proleptic ordinals), 0 for none
    paragraph_starts     int64  D + 1, where each document's paragraphs start in paragraph_lengths
    paragraph_lengths    uint16 words in each paragraph
    stored, stored.starts       D stored articles
    facet.F.values, .starts     the values of facet F, sorted
    facet.F.starts       int64  D + 1, where each document's ordinals start
    facet.F.ordinals     int32  places in facet.F.values
    F.lengths            uint32 D, words of the document in field F
    F.terms, .starts            T terms, sorted as UTF-8
    F.posting_starts     int64  T + 1, where each term's postings start
    F.documents          int32  P documents, rising within a term
    F.position_starts    uint32 P + 1, where each posting's positions start
    F.positions          uint32 W positions: paragraph << 16 | word, rising within a posting
  and for stemmed fields (V words as they stand):
    F.variants           uint8  W, which of its stem's words stands at a position (uint32 if many)
    F.words, .starts            V words, sorted as UTF-8
    F.word_terms         int32  V places in F.terms
    F.word_variants      uint8  V variants within the stem
    F.word_counts        uint32 V occurrences
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from search.articles import Article
from search.engines.whoosh import stored
from search.engines.whoosh.arrays import Array, Strings, open_arrays, starts_of
from search.engines.whoosh.schema import STEMMED
from search.engines.whoosh.segment_writer import SUFFIX
from search.request import FacetName


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: n documents (int32, rising), n + 1 starts into the positions."""

    documents: Array
    starts: Array
    positions: Array

    @property
    def frequencies(self) -> Array:
        return np.diff(self.starts)

    def __len__(self) -> int:
        return len(self.documents)

    def kept(self, documents: Array) -> Postings:
        """Only the postings at which the boolean array `documents` (one entry a posting) holds."""
        counts = self.frequencies[documents]
        positions = self.positions[np.repeat(documents, self.frequencies)]
        return Postings(self.documents[documents], starts_of(counts), positions)


NO_POSTINGS = Postings(np.zeros(0, np.int32), np.zeros(1, np.int64), np.zeros(0, np.uint32))


class FieldReader:
    """The terms and postings of one field of a segment, deleted documents left out."""

    def __init__(self, name: str, arrays: dict[str, Array], live: Array | None) -> None:
        self.lengths = arrays[f"{name}.lengths"]
        self.terms = Strings.unpack(f"{name}.terms", arrays)
        self._live = live
        self._posting_starts = arrays[f"{name}.posting_starts"]
        self._documents = arrays[f"{name}.documents"]
        self._position_starts = arrays[f"{name}.position_starts"]
        self._positions = arrays[f"{name}.positions"]
        self.words = self.terms
        if name in STEMMED:
            self.words = Strings.unpack(f"{name}.words", arrays)
            self._variants = arrays[f"{name}.variants"]
            self._word_terms = arrays[f"{name}.word_terms"]
            self._word_variants = arrays[f"{name}.word_variants"]
            self._word_counts = arrays[f"{name}.word_counts"]
        self._is_stemmed = name in STEMMED

    @cached_property
    def total_length(self) -> int:
        """The words of the field in all documents that are not deleted."""
        lengths = self.lengths if self._live is None else self.lengths[self._live]
        return int(lengths.sum(dtype=np.int64))

    def postings(self, term: str) -> Postings:
        """The postings of a term (a stem, if the field is stemmed)."""
        place = self.terms.find(term.encode(errors="surrogatepass"))
        return NO_POSTINGS if place < 0 else self._without_deleted(self._at(place))

    def word_counts(self, places: range) -> Array:
        """How often (or, if the field is not stemmed, in how many documents) words occur."""
        if self._is_stemmed:
            return self._word_counts[places.start : places.stop]
        return np.diff(self._posting_starts[places.start : places.stop + 1])

    def word_postings(self, places: Iterable[int]) -> Iterable[Postings]:
        """The postings of the words at `places` of `words`; those of one stem come together."""
        if not self._is_stemmed:
            for place in places:
                yield self._without_deleted(self._at(place))
            return
        by_term: dict[int, list[int]] = {}
        for place in places:
            by_term.setdefault(int(self._word_terms[place]), []).append(place)
        for term, words in by_term.items():
            yield self._without_deleted(self._of_variants(term, self._word_variants[words]))

    def _at(self, place: int) -> Postings:
        first, end = self._posting_starts[place : place + 2].tolist()
        starts = self._position_starts[first : end + 1].astype(np.int64)
        positions = self._positions[starts[0] : starts[-1]]
        return Postings(self._documents[first:end], starts - starts[0], positions)

    def _of_variants(self, term: int, variants: Array) -> Postings:
        """The postings of a stem, where one of some of its words stands."""
        whole = self._at(term)
        first = int(self._position_starts[self._posting_starts[term]])
        is_wanted = np.isin(self._variants[first : first + len(whole.positions)], variants)
        before = starts_of(is_wanted)
        counts = np.diff(before[whole.starts])
        kept = counts > 0
        positions = whole.positions[is_wanted]
        return Postings(whole.documents[kept], starts_of(counts[kept]), positions)

    def _without_deleted(self, postings: Postings) -> Postings:
        return postings if self._live is None else postings.kept(self._live[postings.documents])


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values of a facet, and the ordinals of each document: `documents` and `ordinals` are
    parallel, one entry for each value of each document."""

    values: Strings
    documents: Array
    ordinals: Array


class Segment:
    """One immutable segment, with the documents that were deleted since it was written."""

    def __init__(self, folder: Path, name: str, deleted: Iterable[int] = ()) -> None:
        self.name = name
        arrays = open_arrays(folder / f"{name}{SUFFIX}")
        self._arrays = arrays
        self._ids = Strings.unpack("ids", arrays)
        self._stored = Strings.unpack("stored", arrays)
        self.size = len(self._ids)
        self.deleted = frozenset(deleted)
        self.live = self._live_mask()
        self.days = arrays["days"]
        self.paragraph_starts = arrays["paragraph_starts"]
        self.paragraph_lengths = arrays["paragraph_lengths"]
        self._fields: dict[str, FieldReader] = {}
        self._facets: dict[FacetName, FacetColumn] = {}

    @property
    def live_count(self) -> int:
        return self.size - len(self.deleted)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the segment has, those of deleted documents included."""
        return len(self.paragraph_lengths)

    @cached_property
    def live_paragraphs(self) -> int:
        counts = np.diff(self.paragraph_starts)
        return int(counts.sum() if self.live is None else counts[self.live].sum())

    @cached_property
    def paragraph_words(self) -> int:
        """The words in all paragraphs of documents that are not deleted."""
        return self.field("text").total_length

    def field(self, name: str) -> FieldReader:
        if name not in self._fields:
            self._fields[name] = FieldReader(name, self._arrays, self.live)
        return self._fields[name]

    def facet(self, name: FacetName) -> FacetColumn:
        if name not in self._facets:
            counts = np.diff(self._arrays[f"facet.{name}.starts"])
            self._facets[name] = FacetColumn(
                Strings(
                    self._arrays[f"facet.{name}.values"],
                    self._arrays[f"facet.{name}.values.starts"],
                ),
                np.repeat(np.arange(self.size, dtype=np.int32), counts),
                self._arrays[f"facet.{name}.ordinals"],
            )
        return self._facets[name]

    def id(self, document: int) -> str:
        return self._ids[document].decode(errors="surrogatepass")

    def find(self, id: str) -> int:
        """The document with that id that is not deleted, or -1."""
        wanted = id.encode(errors="surrogatepass")
        order = self._arrays["id_order"]
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if self._ids[order[middle]] < wanted:
                low = middle + 1
            else:
                high = middle
        while low < self.size and self._ids[order[low]] == wanted:
            if int(order[low]) not in self.deleted:
                return int(order[low])
            low += 1
        return -1

    def article(self, document: int) -> Article:
        return stored.from_bytes(self._stored[document])

    def _live_mask(self) -> Array | None:
        if not self.deleted:
            return None
        live = np.ones(self.size, bool)
        live[list(self.deleted)] = False
        return live
