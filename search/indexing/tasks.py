"""The work of one process of a reindex: read a record, and give its article to the sink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.indexing.manifest import Claim, Entry
from search.indexing.sink import DocAddress, Sink
from search.reading import FUTURE, Failure, Record, Unreadable, read, records


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of articles: the folder of the archive, and its settings."""

    archive: Path
    config: ArchiveConfig


@dataclass(frozen=True, slots=True)
class FileTask:
    """Read a file that is one article, unless its content still has the hash `hash_before`."""

    path: str
    hash_before: str
    size: int


@dataclass(frozen=True, slots=True)
class LineTask:
    """Read one record of a file of many, such as a line of JSON Lines."""

    record: Record
    hash: str


Task = FileTask | LineTask


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a task: the manifest entry (None if the file did not change) and the address of
    the article. `size` is the number of bytes that were read."""

    path: str
    size: int
    entry: Entry | None
    address: DocAddress | None = None


def run_tasks(origin: Origin, tasks: Sequence[Task], sink: Sink) -> list[Outcome]:
    """Run tasks in order; a record that cannot be read becomes an entry with the reason."""
    return [_run(origin, task, sink) for task in tasks]


def content_hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _run(origin: Origin, task: Task, sink: Sink) -> Outcome:
    if isinstance(task, LineTask):
        return _indexed(task.record, task.hash, len(task.record.data), sink, origin.config)
    try:
        record = next(iter(records(origin.archive / task.path, task.path)))
    except Unreadable as error:
        return Outcome(task.path, task.size, Entry(0, "", reason=str(error)))
    if isinstance(record, Failure):
        return Outcome(task.path, task.size, Entry(0, "", reason=record.reason))
    digest = content_hash(record.data)
    if digest == task.hash_before:
        return Outcome(task.path, task.size, None)
    return _indexed(record, digest, task.size, sink, origin.config)


def _indexed(record: Record, digest: str, size: int, sink: Sink, config: ArchiveConfig) -> Outcome:
    try:
        reading = read(record, config)
    except Unreadable as error:
        reason = str(error)
        kept = "" if reason == FUTURE else digest
        return Outcome(record.path, size, Entry(record.line, kept, reason=reason))
    article = reading.article
    entry = Entry(record.line, digest, article.id, len(article.passages), warnings=reading.warnings)
    return Outcome(record.path, size, entry, sink.add(article, Claim(record.path, entry)))
