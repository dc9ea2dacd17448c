"""The segment files as a Whoosh codec: `whoosh.index.open_dir` opens a generation of Backissue.

Searches do not use it: they run over the arrays (see `searching.executor`). Whoosh's own tools, and
its searcher, the oracle in the tests, read the same files through it. Segments are written in bulk by
`segments.segment_writer`, not document by document through Whoosh, so this codec only reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, formats
from whoosh.analysis import SimpleAnalyzer
from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from search.engines.whoosh.segments.field_reader import FieldReader
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.facets import FacetName
from search.model.schema import ID, indexed_fields
from search.storage.arrays import Array, starts_of

INDEX_NAME = "MAIN"
ARTICLE = "article"


def schema(facets: Iterable[FacetName]) -> fields.Schema:
    """The Whoosh schema of a generation: the indexed fields with positions, the id, the article."""
    searched = {}
    for name in indexed_fields(facets):
        searched[name] = fields.TEXT(analyzer=SimpleAnalyzer())
        searched[name].format = FlatPositions()
    return fields.Schema(**searched, **{ID: fields.STORED(), ARTICLE: fields.STORED()})


class FlatPositions(formats.Positions):
    """Whoosh's positions format; the value of a posting is the bytes of its positions (uint32)."""

    def decode_positions(self, valuestring: bytes) -> list[int]:
        positions: list[int] = np.frombuffer(valuestring, np.uint32).tolist()
        return positions

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 4

    def decode_weight(self, valuestring: bytes) -> float:
        return float(self.decode_frequency(valuestring))


class ColumnarSegment(base.Segment):
    """A segment as Whoosh's table of contents lists it: its name, the number of its documents, those
    that are deleted, and the number of its words in all fields."""

    def __init__(
        self, name: str, size: int, deleted: frozenset[int] = frozenset(), words: int = 0
    ) -> None:
        super().__init__(INDEX_NAME)
        self.words = words
        self.name = name
        self.size = size
        self.deleted = deleted

    def codec(self) -> ColumnarCodec:
        return ColumnarCodec()

    def segment_id(self) -> str:
        return self.name

    def doc_count_all(self) -> int:
        return self.size

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted

    def without(self, documents: frozenset[int]) -> ColumnarSegment:
        """The same segment with more documents deleted."""
        return ColumnarSegment(self.name, self.size, self.deleted | documents, self.words)

    def open(self, folder: Path) -> Segment:
        return Segment(folder, self.name, self.deleted)


class ColumnarCodec(base.Codec):
    """Opens the readers that Whoosh asks a codec for."""

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> _Documents:
        return _Documents(segment.open(Path(storage.folder)))

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> _Terms:
        whole = ColumnarSegment(segment.name, segment.size)
        return _Terms(whole.open(Path(storage.folder)))

    def automata(self, storage: Any, segment: ColumnarSegment) -> base.Automata:
        return base.Automata()


class _Documents(base.PerDocumentReader):
    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def doc_count(self) -> int:
        return self._segment.live_count

    def doc_count_all(self) -> int:
        return self._segment.size

    def has_deletions(self) -> bool:
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._segment.deleted

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._segment.deleted)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        article = self._segment.article(docnum)
        return {ID: article.id, ARTICLE: article}

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max(initial=0))

    def _lengths(self, fieldname: str) -> Array:
        return self._segment.field(fieldname).lengths


class _Terms(base.TermsReader):
    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._field(term[0]).terms.ordinal(term[1]) >= 0

    def indexed_field_names(self) -> tuple[str, ...]:
        return self._segment.fields

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self._segment.fields):
            yield from ((name, term) for term in self._field(name).terms.all())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return (term for term in self.terms() if term >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        if (fieldname, text) not in self:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        field = self._field(fieldname)
        postings = field.postings(text.decode())
        lengths = field.lengths[postings.documents]
        return TermInfo(
            weight=float(postings.frequencies.sum()),
            df=len(postings),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(postings.frequencies.max()),
            minid=int(postings.documents[0]),
            maxid=int(postings.documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        weight: float = self.term_info(fieldname, text).weight()
        return weight

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._field(fieldname).postings(text.decode()))

    def matcher(
        self, fieldname: str, text: bytes, format_: formats.Format, scorer: Any = None
    ) -> ListMatcher:
        postings = self._field(fieldname).postings(text.decode())
        positions = _spaced_positions(self._field(fieldname), postings)
        starts = starts_of(postings.frequencies).tolist()
        values = [positions[start:end].tobytes() for start, end in pairwise(starts)]
        return ListMatcher(
            postings.documents.tolist(),
            weights=postings.frequencies.astype(float).tolist(),
            values=values,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _field(self, name: str) -> FieldReader:
        return self._segment.field(name)


def _spaced_positions(field: FieldReader, postings: Postings) -> Array:
    """Positions (uint32) with 65,536 between values: Whoosh's phrases may have gaps, and one empty
    slot would not stop them."""
    documents = np.repeat(postings.documents, postings.frequencies)
    positions = postings.positions()
    values = field.values_at(documents, positions) - field.value_starts[documents]
    words = positions - field.value_positions(documents, positions)
    spaced: Array = values << 16 | words
    return spaced.astype(np.uint32)
