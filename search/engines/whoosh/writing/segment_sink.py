"""The sink of a reindex into a folder: it writes segments, one at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from search.engines.whoosh.segments.segment_writer import MOST_DOCUMENTS, SegmentWriter
from search.engines.whoosh.segments.term_dictionary import TermDictionaryWriter
from search.indexing.manifest import Claim
from search.indexing.markers import Marker
from search.indexing.sink import DocAddress, WrittenSegment
from search.model.articles import Article
from search.model.facets import FacetName


@dataclass(slots=True)
class SegmentSink:
    """Implements `search.indexing.sink.Sink`. To bound memory, a segment is closed at `most_words`.
    `marker` says which paragraphs are repeated."""

    folder: Path
    most_words: int
    facets: tuple[FacetName, ...]
    marker: Marker
    _dictionary: TermDictionaryWriter | None = None
    _open: SegmentWriter | None = None
    _written: list[WrittenSegment] = field(default_factory=list)

    def add(self, article: Article, claim: Claim) -> DocAddress:
        return self.write(article)

    def write(self, article: Article) -> DocAddress:
        """Add an article; the marker decides again which of its paragraphs are repeated."""
        if self._open is None:
            self._open = SegmentWriter(self.folder, self.facets, self.marker, self._known_words())
        address = DocAddress(self._open.name, self._open.add(article))
        if self._open.words >= self.most_words or len(self._open) == MOST_DOCUMENTS:
            self._close()
        return address

    def completed(self) -> list[WrittenSegment]:
        completed, self._written = self._written, []
        return completed

    def finish(self) -> list[WrittenSegment]:
        self._close()
        return self.completed()

    def _known_words(self) -> TermDictionaryWriter:
        """The words of the segments before, as most are in the next, too; none if they are many."""
        if self._dictionary is None:
            self._dictionary = TermDictionaryWriter()
        return self._dictionary

    def _close(self) -> None:
        if self._open is not None:
            self._open.finish()
            written = WrittenSegment(self._open.name, len(self._open), self._open.words)
            self._written.append(written)
        if self._dictionary and self._dictionary.is_large:
            self._dictionary = None
        self._open = None
