"""Reading what changed in the archive, in several processes, and collecting what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns

from search.indexing.manifest import Claim, Manifest
from search.indexing.progress import Progress
from search.indexing.revision import UNCERTAIN, UNREAD, Revision, failed
from search.indexing.rows import Entry
from search.indexing.scan import File, Scan
from search.indexing.sink import DocAddress, Rejection, Sink, Written, WrittenSegment
from search.indexing.tasks import (
    FileTask,
    LineTask,
    Origin,
    Outcome,
    Task,
    content_hash,
    run_tasks,
)
from search.indexing.workers import Message, run_in_processes
from search.reading import (
    Failure,
    Record,
    Unreadable,
    has_many_records,
    is_compressed,
    records,
    uncompressed_size,
)
from search.storage.arrays import Array


@dataclass(slots=True)
class ReadChanges:
    """What was read: the new manifest, the segments with the articles, and their addresses in them.

    `numbers` (int64, one per row of the manifest) are numbers of `addresses`, UNREAD for a record that
    was not read. `rejected` are the records whose articles could not be written; in the manifest they
    are failures.
    """

    manifest: Manifest
    numbers: Array
    addresses: DocAddresses
    segments: list[WrittenSegment] = field(default_factory=list)
    rejected: list[Claim] = field(default_factory=list)

    def collect(self, written: Iterable[Written]) -> None:
        """Take in what a finished sink reports; it may report the same segment twice."""
        reasons = {}
        for each in written:
            if isinstance(each, Rejection):
                reasons[each.claim.location] = each.reason
                self.rejected.append(each.claim)
            elif each not in self.segments:
                self.segments.append(each)
        if reasons:
            self.manifest = failed(self.manifest, reasons)

    def unread(self, rows: Array) -> Array:
        """Those of `rows` that were not read."""
        unread: Array = rows[self.numbers[rows] == UNREAD]
        return unread

    def dropped(self, wanted: Array) -> dict[str, frozenset[int]]:
        """The documents, by segment, of the records that were read but are not among the rows
        `wanted`."""
        is_dropped = self.numbers != UNREAD
        is_dropped[wanted] = False
        dropped: dict[str, set[int]] = {}
        for address in map(self.addresses.address, self.numbers[is_dropped].tolist()):
            dropped.setdefault(address.segment, set()).add(address.document)
        return {name: frozenset(documents) for name, documents in dropped.items()}


class DocAddresses:
    """Numbers for addresses of documents, so that those of a manifest fit into one int64 array.

    The upper 31 bits of a number are the segment's, counted from 0 in the order of first use; the
    lower 32 bits are the document's. UNREAD (-1) is the only negative number.
    """

    def __init__(self) -> None:
        self._segments: dict[str, int] = {}
        self._names: list[str] = []

    def number(self, address: DocAddress | None) -> int:
        if address is None:
            return UNREAD
        if address.segment not in self._segments:
            self._segments[address.segment] = len(self._names)
            self._names.append(address.segment)
        return self._segments[address.segment] << 32 | address.document

    def address(self, number: int) -> DocAddress:
        """The inverse of `number`, except for UNREAD."""
        return DocAddress(self._names[number >> 32], number & 0xFFFFFFFF)


def read_changes(
    origin: Origin, found: Scan, before: Manifest, sink: Sink, jobs: int, progress: Progress
) -> ReadChanges:
    """Read every file that differs from the manifest `before`.

    Articles go to `sink`, or to copies of it in other processes.
    """
    lost = [File(path, 0, UNCERTAIN) for path in found.unreadable]
    files = sorted([*found.files, *lost]) if lost else found.files
    revision = Revision(before, files)
    sizes = {}
    for number in revision.changed():
        if reason := found.unreadable.get(files[number].path):
            revision.add(number, Entry(0, "", reason=reason))
        else:
            sizes[number] = _size(origin.archive, files[number])
    progress.begin(sum(sizes.values()))
    reader = _Reader(origin.archive, before, revision, progress)
    tasks = reader.tasks((number, files[number].path, size) for number, size in sizes.items())
    for message in run_in_processes(origin, tasks, sink, jobs):
        reader.receive(message)
    manifest, numbers = revision.finish(time_ns())
    changes = ReadChanges(manifest, numbers, reader.addresses)
    changes.collect(reader.written)
    return changes


def read_again(origin: Origin, changes: ReadChanges, missing: Array, sink: Sink) -> None:
    """Read and write the articles of the rows `missing`, although their records did not change."""
    rows = {changes.manifest.claim(row).location: row for row in missing.tolist()}
    tasks = _tasks_for(origin.archive, changes.manifest.claims(missing))
    for outcome in run_tasks(origin, list(tasks), sink):
        if outcome.entry and outcome.address:
            row = rows[outcome.path, outcome.entry.line]
            changes.numbers[row] = changes.addresses.number(outcome.address)
    changes.collect(sink.finish())


class _Reader:
    """Makes the tasks for files that changed, and enters their outcomes in the revision."""

    def __init__(
        self, archive: Path, before: Manifest, revision: Revision, progress: Progress
    ) -> None:
        self.addresses = DocAddresses()
        self.written: list[Written] = []
        self._archive = archive
        self._before = before.rows
        self._revision = revision
        self._progress = progress
        self._files: dict[str, int] = {}

    def tasks(self, files: Iterable[tuple[int, str, int]]) -> Iterator[Task]:
        """The tasks for files, each given by number, path and size."""
        for number, path, size in files:
            self._files[path] = number
            if has_many_records(path):
                yield from self._record_tasks(number, path)
            else:
                rows = self._revision.rows_before(number)
                yield FileTask(path, self._before.entry(rows[0]).hash if rows else "", size)

    def receive(self, message: Message) -> None:
        for each in message:
            if isinstance(each, Outcome):
                is_article = self._enter(each)
                self._progress.advance(each.size, is_article)
            else:
                self.written.append(each)

    def _enter(self, outcome: Outcome) -> bool:
        """Enter an outcome in the revision; whether it is an article."""
        file, entry = self._files[outcome.path], outcome.entry
        if entry is not None:
            self._revision.add(file, entry, self.addresses.number(outcome.address))
            return bool(entry.id)
        row = self._revision.rows_before(file)[0]
        self._revision.move(row, file, 0)
        return bool(self._before.ids[row])

    def _record_tasks(self, file: int, path: str) -> Iterator[Task]:
        """A task for each record whose content was not in the file before."""
        rows = self._rows_by_hash(file)
        try:
            for record in records(self._archive / path, path):
                if isinstance(record, Failure):
                    self._revision.add(file, Entry(record.line, "", reason=record.reason))
                    continue
                digest = content_hash(record.data)
                row = rows.get(digest)
                if row is None:
                    yield LineTask(record, digest)
                else:
                    self._revision.move(row, file, record.line)
                    self._progress.advance(len(record.data), 1)
        except Unreadable as error:
            self._revision.add(file, Entry(0, "", reason=str(error)))

    def _rows_by_hash(self, file: int) -> dict[str, int]:
        """The rows of the records that a file held before, by their hash."""
        rows = self._revision.rows_before(file)
        hashes = self._before.hashes[rows.start : rows.stop].tobytes().hex()
        return {hashes[32 * number : 32 * number + 32]: row for number, row in enumerate(rows)}


def _size(archive: Path, file: File) -> int:
    return uncompressed_size(archive / file.path) if is_compressed(file.path) else file.size


def _tasks_for(archive: Path, claims: Iterable[Claim]) -> Iterator[Task]:
    lines: dict[str, set[int]] = {}
    for claim in claims:
        if claim.entry.line:
            lines.setdefault(claim.path, set()).add(claim.entry.line)
        else:
            yield FileTask(claim.path, "", 0)
    for path, wanted in lines.items():
        for record in records(archive / path, path):
            if isinstance(record, Record) and record.line in wanted:
                yield LineTask(record, content_hash(record.data))
