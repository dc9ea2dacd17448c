"""Reading a segment: postings, lengths, facet ordinals and stored articles as views of its file.

The arrays of a segment (D documents, at most 65,536; uint is the narrowest unsigned type that
holds the numbers). Strings and byte strings have companions: see `arrays`, and `compression` for
blocks.

    ids                  strings  D article ids, sorted
    id_documents         uint     D documents, by place of their id
    id_places            uint     D places of ids, by document
    days                 int32    D days of publication (proleptic ordinals), 0 for none
    heads, bodies        bytes    D stored articles: see `stored`
    facet.F.values       strings  the values of facet F
    facet.F.starts       uint32   D + 1, where each document's ordinals start
    facet.F.ordinals     uint     places in facet.F.values

and for each indexed field F (a part is a paragraph of a text, or one of several values; T terms, P
postings, W words in all documents):

    F.lengths            uint32   D, words of the document
    F.part_starts        uint32   D + 1, where each document's parts start
    F.part_places        uint32   parts + 1, at which place of the segment each part starts: a place
                                  for each word, and an empty one behind each part, so that words
                                  that stand side by side are in the same part
    F.terms              strings  T
    F.posting_starts     uint32   T + 1, where each term's postings start
    F.word_starts        uint32   T + 1, where each term's positions start
    F.documents          uint16   P documents, rising within a term
    F.frequencies        uint8    P, how often the term stands in the document; 255: see below
    F.large_postings     uint32   the postings whose frequency is 255 or more, rising
    F.large_frequencies  uint32   their frequencies
    F.positions          uint     W places of words from the first of their document, rising within
                                  a posting

and for stemmed fields, whose terms are stems (V words as they stand):

    F.variants           blocks   W, which of its stem's words stands at a position
    F.words              strings  V
    F.word_terms         int32    V places in F.terms
    F.word_variants      uint     V variants within the stem
    F.word_counts        uint32   V occurrences
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from search.articles import Article
from search.engines.whoosh import stored
from search.engines.whoosh.arrays import Array, ArrayFile, Bytes, Strings, starts_of
from search.engines.whoosh.compression import Blocks
from search.engines.whoosh.forward import Forward
from search.engines.whoosh.schema import STEMMED, SUFFIX, TEXT
from search.request import FacetName

_REMEMBERED = 2_048
"""Terms of a field and heads of articles that are not looked up anew: they are small."""


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
        self._large_postings = file[f"{name}.large_postings"]
        self._large_frequencies = file[f"{name}.large_frequencies"]

    @cached_property
    def part_places(self) -> Array:
        return self._file[f"{self._name}.part_places"]

    def _find(self, term: str) -> Postings:
        """The postings of a term (a stem, if the field is stemmed)."""
        place = self.terms.find(term.encode(errors="surrogatepass"))
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
        places = self._first_places[documents] + positions
        return self.part_places.searchsorted(places.astype(np.uint32), "right") - 1

    def are_within(self, documents: Array, positions: Array, distances: Array | np.int64) -> Array:
        """Whether the words so many positions before some words stand in the same parts (bool)."""
        places = self._first_places[documents] + positions
        parts = self.part_places.searchsorted(places.astype(np.uint32), "right") - 1
        within: Array = places - distances >= self.part_places[parts]
        return within

    @cached_property
    def _first_places(self) -> Array:
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
        first, last = self._large_postings.searchsorted((start, stop)).tolist()
        if first == last:
            return values
        whole = values.astype(np.uint32)
        whole[self._large_postings[first:last] - start] = self._large_frequencies[first:last]
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


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values of a facet and the ordinals of all documents, one document's behind the other's;
    `starts` has an entry more than there are documents."""

    values: Strings
    starts: Array
    ordinals: Array


class Segment:
    """One immutable segment, with the documents that were deleted since it was written."""

    def __init__(self, folder: Path, name: str, deleted: Iterable[int] = ()) -> None:
        self.name = name
        self._file = ArrayFile(folder / f"{name}{SUFFIX}")
        self._ids = Strings(self._file, "ids")
        self._heads = Bytes(self._file, "heads")
        self._bodies = Bytes(self._file, "bodies")
        self.size = len(self._ids)
        self.deleted = frozenset(deleted)
        self._fields: dict[str, FieldReader] = {}
        self.head = lru_cache(maxsize=_REMEMBERED)(self._read_head)
        self.id = lru_cache(maxsize=_REMEMBERED)(self._id)

    @property
    def live_count(self) -> int:
        return self.size - len(self.deleted)

    @cached_property
    def live(self) -> Array | None:
        """Which documents are not deleted (bool, D); None if all are there."""
        if not self.deleted:
            return None
        live = np.ones(self.size, bool)
        live[list(self.deleted)] = False
        return live

    @cached_property
    def days(self) -> Array:
        return self._file["days"]

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the segment has, those of deleted documents included."""
        return int(self.field(TEXT).part_starts[-1])

    @cached_property
    def live_paragraphs(self) -> int:
        counts = np.diff(self.field(TEXT).part_starts.astype(np.int64))
        return int(counts.sum() if self.live is None else counts[self.live].sum())

    def total_length(self, field: str) -> int:
        """The words of a field in all documents that are not deleted."""
        lengths = self.field(field).lengths
        kept = lengths if self.live is None else lengths[self.live]
        return int(kept.sum(dtype=np.int64))

    def count(self, postings: Postings) -> int:
        """How many documents that are not deleted the postings have."""
        live = self.live
        return len(postings) if live is None else int(np.count_nonzero(live[postings.documents]))

    def field(self, name: str) -> FieldReader:
        if name not in self._fields:
            self._fields[name] = FieldReader(name, self._file)
        return self._fields[name]

    def facet(self, name: FacetName) -> FacetColumn:
        return FacetColumn(
            Strings(self._file, f"facet.{name}.values"),
            self._file[f"facet.{name}.starts"],
            self._file[f"facet.{name}.ordinals"],
        )

    def facet_values(self, name: FacetName) -> list[tuple[str, ...]]:
        """The values of each document, in the order in which the article has them."""
        column = self.facet(name)
        values = [value.decode(errors="surrogatepass") for value in column.values.all()]
        flat = [values[ordinal] for ordinal in column.ordinals.tolist()]
        return [tuple(flat[start:stop]) for start, stop in pairwise(column.starts.tolist())]

    def _id(self, document: int) -> str:
        place = int(self._file["id_places"][document])
        return self._ids[place].decode(errors="surrogatepass")

    def find(self, id: str) -> int:
        """The document with that id that is not deleted, or -1."""
        wanted = id.encode(errors="surrogatepass")
        place = self._ids.place(wanted)
        while place < self.size and self._ids[place] == wanted:
            document = int(self._file["id_documents"][place])
            if document not in self.deleted:
                return document
            place += 1
        return -1

    def _read_head(self, document: int) -> stored.Head:
        return stored.read_head(self._heads[document])

    def body(self, document: int) -> stored.Body:
        return stored.read_body(self._bodies[document])

    def stored(self, document: int) -> tuple[bytes, bytes]:
        """The head and the body of an article as they are stored."""
        return self._heads[document], self._bodies[document]

    def forward(self, field: str) -> Forward:
        return Forward(self._file, field)

    def article(self, document: int) -> Article:
        return stored.whole(self.id(document), self.head(document), self.body(document))
