"""The work of one process of a reindex: read records, compare them, put the articles into segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Protocol

from search.articles import Article
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.segment_writer import MOST_DOCUMENTS, SegmentWriter
from search.indexing.manifest import Claim, Entry
from search.reading import Failure, Record, Unreadable, read, records


class Place(NamedTuple):
    """Where an article stands in the index."""

    segment: str
    document: int


class WrittenSegment(NamedTuple):
    """A segment that is complete, and the number of its documents and of its words."""

    name: str
    size: int
    words: int


class Rejection(NamedTuple):
    """A record whose article could not be written, and why."""

    claim: Claim
    reason: str


Written = WrittenSegment | Rejection
"""What a sink tells in the end."""


@dataclass(frozen=True, slots=True)
class FileTask:
    """Read a file that holds one article, unless its content hash is `known` already."""

    path: str
    known: str
    size: int


@dataclass(frozen=True, slots=True)
class LineTask:
    """Read one line of a file of many articles."""

    record: Record
    hash: str


Task = FileTask | LineTask


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: the manifest entry (None: the file is as it was), and where the article
    stands. `size` is the number of bytes that were dealt with."""

    path: str
    size: int
    entry: Entry | None
    place: Place | None = None


class Sink(Protocol):
    """Takes articles, each with the record that it was read from."""

    def add(self, article: Article, claim: Claim) -> Place: ...

    def finish(self) -> Sequence[Written]:
        """Write what is left; what there is to tell of all that was written."""


@dataclass(slots=True)
class Segments:
    """Writes articles into as many segments as keep the memory of one below a bound: a segment is
    closed when it holds `most_words`."""

    folder: Path
    most_words: int
    _open: SegmentWriter | None = None
    _written: list[WrittenSegment] = field(default_factory=list)

    def add(self, article: Article, claim: Claim) -> Place:
        if self._open is None:
            self._open = SegmentWriter(self.folder)
        place = Place(self._open.name, self._open.add(article))
        if self._open.words >= self.most_words or len(self._open) == MOST_DOCUMENTS:
            self._close()
        return place

    def absorb(self, segment: Segment) -> None:
        """Take in all articles of another segment."""
        if self._open and len(self._open) + segment.live_count > MOST_DOCUMENTS:
            self._close()
        if self._open is None:
            self._open = SegmentWriter(self.folder)
        self._open.absorb(segment)
        if self._open.words >= self.most_words:
            self._close()

    def finish(self) -> list[WrittenSegment]:
        self._close()
        return self._written

    def _close(self) -> None:
        if self._open is not None:
            self._open.finish()
            written = WrittenSegment(self._open.name, len(self._open), self._open.words)
            self._written.append(written)
        self._open = None


@dataclass(slots=True)
class Nowhere:
    """Takes articles and keeps none: for a dry run."""

    def add(self, article: Article, claim: Claim) -> Place:
        return Place("", 0)

    def finish(self) -> Sequence[Written]:
        return []


def perform(archive: Path, tasks: Sequence[Task], sink: Sink) -> list[Outcome]:
    """Carry out tasks in order; a record that cannot be read becomes an entry with the reason."""
    return [_perform(archive, task, sink) for task in tasks]


def content_hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _perform(archive: Path, task: Task, sink: Sink) -> Outcome:
    if isinstance(task, LineTask):
        return _indexed(task.record, task.hash, len(task.record.data), sink)
    try:
        record = next(iter(records(archive / task.path, task.path)))
    except Unreadable as error:
        return Outcome(task.path, task.size, Entry(0, "", reason=str(error)))
    if isinstance(record, Failure):
        return Outcome(task.path, task.size, Entry(0, "", reason=record.reason))
    digest = content_hash(record.data)
    if digest == task.known:
        return Outcome(task.path, task.size, None)
    return _indexed(record, digest, task.size, sink)


def _indexed(record: Record, digest: str, size: int, sink: Sink) -> Outcome:
    try:
        reading = read(record)
    except Unreadable as error:
        return Outcome(record.path, size, Entry(record.line, digest, reason=str(error)))
    article = reading.article
    entry = Entry(record.line, digest, article.id, len(article.passages), warnings=reading.warnings)
    return Outcome(record.path, size, entry, sink.add(article, Claim(record.path, entry)))
