"""Reading a segment: postings, lengths, facet ordinals and stored articles.

`layout` lists the arrays of a segment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from search.engines.whoosh.segments import doc_store
from search.engines.whoosh.segments.field_reader import FieldReader
from search.engines.whoosh.segments.postings import Postings
from search.model.articles import Article
from search.model.facets import FacetName
from search.model.schema import TEXT
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, distinct, spread
from search.storage.byte_strings import Bytes, Strings
from search.text import signatures

SUFFIX = ".segment"
"""The end of the name of a segment's file."""
_CACHED = 2_048
"""Heads, and ids, of articles that are kept."""


@dataclass(frozen=True, slots=True)
class FacetOrdinals:
    """The values of a facet in a segment of D documents: the ordinals in `values` of all documents,
    concatenated (uint); those of a document start at its entry of `starts` (uint32, D + 1)."""

    values: Strings
    starts: Array
    ordinals: Array


class Segment:
    """One immutable segment, and the documents that were deleted since it was written."""

    def __init__(self, folder: Path, name: str, deleted: Iterable[int] = ()) -> None:
        self.name = name
        self._file = ArrayFile(folder / f"{name}{SUFFIX}")
        self.seal = self._file.seal
        self._ids = Strings(self._file, "ids")
        self._heads = Bytes(self._file, "heads")
        self._bodies = Bytes(self._file, "bodies")
        self.size = len(self._ids)
        self.deleted = frozenset(deleted)
        self._fields: dict[str, FieldReader] = {}
        self.head = lru_cache(maxsize=_CACHED)(self.read_head)
        self.id = lru_cache(maxsize=_CACHED)(self._read_id)

    @property
    def file(self) -> ArrayFile:
        """Its arrays, for what is made of it."""
        return self._file

    @property
    def kept_bytes(self) -> int:
        """The memory of what searches have read of postings and the like."""
        return self._file.kept_bytes

    def forget(self) -> None:
        """Keep nothing of that. Searches may be running."""
        self._file.forget()
        for field in [*self._fields.values()]:
            field.forget()

    def close(self) -> None:
        """Close the file and give back all memory; nothing of the segment may be used afterwards."""
        self._file.close()
        for field in self._fields.values():
            field.close()
        vars(self).clear()  # its caches refer to it, which would keep the memory for a while

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the indexed fields."""
        return tuple(
            name.removesuffix(".lengths") for name in self._file if name.endswith(".lengths")
        )

    @property
    def live_count(self) -> int:
        return self.size - len(self.deleted)

    @cached_property
    def live(self) -> Array | None:
        """Which documents are not deleted (bool, D); None if none is."""
        if not self.deleted:
            return None
        live = np.ones(self.size, bool)
        live[list(self.deleted)] = False
        return live

    @property
    def days(self) -> Array:
        """The (first) day of each document (int32; proleptic ordinal, 0 for none), read at each call."""
        return self._file.copied("days")

    @property
    def days_after(self) -> Array:
        """The days that the date of each document has after its first (uint), read at each call."""
        return self._file.copied("days_after")

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that words are stemmed in, sorted; "" is English."""
        return tuple(each.decode() for each in Strings(self._file, "languages").all())

    def language(self, document: int) -> str:
        """The language that the words of a document are stemmed in."""
        if len(self.languages) == 1:
            return self.languages[0]
        return self.languages[int(self._file["document_languages"][document])]

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs, including those of deleted documents."""
        return int(self.field(TEXT).value_starts[-1])

    @cached_property
    def live_paragraphs(self) -> int:
        """The number of paragraphs in documents that are not deleted."""
        return self.paragraphs if self.live is None else int(self.passage_counts[self.live].sum())

    @property
    def passage_keys(self) -> Array:
        """The keys of all passages (uint64): see `search.text.paragraph_keys`."""
        return self._file["passages.keys"]

    @cached_property
    def are_repeated(self) -> Array:
        """Which passages are repeated, and so have no words (bool)."""
        return self._file["passages.are_repeated"].view(bool)

    @property
    def passage_counts(self) -> Array:
        """The passages of each document (int64)."""
        return np.diff(self.field(TEXT).value_starts.astype(np.int64))

    def passages_of(self, documents: Array) -> Array:
        """The numbers of the passages of some documents (rising)."""
        starts = self.field(TEXT).value_starts.astype(np.int64)
        return spread(starts[documents], self.passage_counts[documents])

    @property
    def id_ranks(self) -> Array:
        """The rank of each document by its id (int64)."""
        return np.argsort(self._file["id_documents"])

    def total_length(self, field: str) -> int:
        """The words of a field in all documents that are not deleted."""
        reader = self.field(field)
        of_all = reader.total_length
        return of_all - int(reader.lengths[[*self.deleted]].sum()) if self.deleted else of_all

    def count(self, postings: Postings) -> int:
        """The number of postings whose document is not deleted."""
        return self.count_live(postings.documents)

    def count_live(self, documents: Array) -> int:
        """How many of some documents are not deleted."""
        live = self.live
        return len(documents) if live is None else int(np.count_nonzero(live[documents]))

    def field(self, name: str) -> FieldReader:
        if name not in self._fields:
            self._fields[name] = FieldReader(name, self._file)
        return self._fields[name]

    def facet_dictionary(self, name: FacetName) -> Strings:
        """The values of a facet by ordinal."""
        return Strings(self._file, f"facet.{name}.values")

    def facet(self, name: FacetName) -> FacetOrdinals:
        """The values of all documents, which are read at each call."""
        return FacetOrdinals(
            self.facet_dictionary(name),
            self._file.copied(f"facet.{name}.starts"),
            self._file.copied(f"facet.{name}.ordinals"),
        )

    def facet_values(self, name: FacetName) -> list[tuple[str, ...]]:
        """The values of each document, in the order in which the article has them."""
        column = self.facet(name)
        values = [value.decode(errors="surrogatepass") for value in column.values.all()]
        flat = [values[ordinal] for ordinal in column.ordinals.tolist()]
        return [tuple(flat[start:stop]) for start, stop in pairwise(column.starts.tolist())]

    def live_values(self, name: FacetName) -> set[str]:
        """The values of all documents that are not deleted."""
        column = self.facet(name)
        starts = column.starts.astype(np.int64)
        live = np.arange(self.size) if self.live is None else np.flatnonzero(self.live)
        ordinals = column.ordinals[spread(starts[live], np.diff(starts)[live])]
        values = column.values.all()
        return {values[each].decode(errors="surrogatepass") for each in distinct(ordinals)}

    def _read_id(self, document: int) -> str:
        return doc_store.id_of(self._heads[document])

    def ids(self, documents: Array) -> list[bytes]:
        """The ids of many documents as UTF-8, which sorts as they do."""
        return self._ids.at(self.id_ranks[documents])

    def find(self, id: str) -> int:
        """The document with an article id, or -1; a deleted document is not found."""
        wanted = id.encode(errors="surrogatepass")
        ordinal = self._ids.seek_ceil(wanted)
        while ordinal < self.size and self._ids[ordinal] == wanted:
            document = int(self._file["id_documents"][ordinal])
            if document not in self.deleted:
                return document
            ordinal += 1
        return -1

    def signatures(self) -> Array:
        """The signature of each document (uint8, a row each), read at each call."""
        return self._file.copied("signatures").reshape(-1, signatures.SIZE)

    def read_head(self, document: int) -> doc_store.StoredHead:
        """The head of a document; `head` keeps some."""
        return doc_store.read_head(self._heads[document])

    def body(self, document: int) -> doc_store.StoredBody:
        return doc_store.read_body(self._bodies[document])

    def article(self, document: int) -> Article:
        """The whole article, as it was stored."""
        return doc_store.whole(self.read_head(document), self.body(document))
