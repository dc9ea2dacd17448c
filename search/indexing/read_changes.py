"""Reading what changed in the archive, on all processes, and writing down what was found."""

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
from search.indexing.tasks import FileTask, LineTask, Origin, Outcome, Task, content_hash, perform
from search.indexing.workers import Message, carry_out
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
    """What was found: the new manifest, the segments that hold the articles that were read, and
    where these stand.

    `numbers` (int64, one a row of the manifest) are numbers of `DocAddresses`, UNREAD for a record that
    was not read. `rejected` are the records whose articles could not be written; in the manifest
    they are failures.
    """

    manifest: Manifest
    numbers: Array
    known: DocAddresses
    segments: list[WrittenSegment] = field(default_factory=list)
    rejected: list[Claim] = field(default_factory=list)

    def note(self, told: Iterable[Written]) -> None:
        """Take down what a sink tells, now or again."""
        reasons = {}
        for each in told:
            if isinstance(each, Rejection):
                reasons[each.claim.place] = each.reason
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
        """The documents, by segment, of the records that were read though they are not among the
        rows `wanted`."""
        is_dropped = self.numbers != UNREAD
        is_dropped[wanted] = False
        dropped: dict[str, set[int]] = {}
        for place in map(self.known.place, self.numbers[is_dropped].tolist()):
            dropped.setdefault(place.segment, set()).add(place.document)
        return {name: frozenset(documents) for name, documents in dropped.items()}


class DocAddresses:
    """Places of documents as numbers: the segment's << 32 | the document's in it."""

    def __init__(self) -> None:
        self._segments: dict[str, int] = {}
        self._names: list[str] = []

    def number(self, place: DocAddress | None) -> int:
        if place is None:
            return UNREAD
        if place.segment not in self._segments:
            self._segments[place.segment] = len(self._names)
            self._names.append(place.segment)
        return self._segments[place.segment] << 32 | place.document

    def place(self, number: int) -> DocAddress:
        return DocAddress(self._names[number >> 32], number & 0xFFFFFFFF)


def read_changes(
    origin: Origin, found: Scan, before: Manifest, sink: Sink, jobs: int, progress: Progress
) -> ReadChanges:
    """Read every file that is not as it was `before`; articles go to `sink`, or to copies of it in
    other processes."""
    lost = [File(path, 0, UNCERTAIN) for path in found.unreadable]
    files = sorted([*found.files, *lost]) if lost else found.files
    revision = Revision(before, files)
    changed = revision.changed()
    sizes = {}
    for number in changed:
        if reason := found.unreadable.get(files[number].path):
            revision.add(number, Entry(0, "", reason=reason))
        else:
            sizes[number] = _size(origin.archive, files[number])
    progress.begin(sum(sizes.values()))
    reader = _Reader(origin.archive, before, revision, progress)
    tasks = reader.tasks((number, files[number].path, size) for number, size in sizes.items())
    for message in carry_out(origin, tasks, sink, jobs):
        reader.receive(message)
    manifest, numbers = revision.finish(time_ns())
    changes = ReadChanges(manifest, numbers, reader.places)
    changes.note(reader.told)
    return changes


def read_again(origin: Origin, changes: ReadChanges, missing: Array, sink: Sink) -> None:
    """Index the articles of the rows `missing`, though their records did not change."""
    rows = {changes.manifest.claim(row).place: row for row in missing.tolist()}
    tasks = _tasks_for(origin.archive, changes.manifest.claims(missing))
    for outcome in perform(origin, list(tasks), sink):
        if outcome.entry and outcome.place:
            row = rows[outcome.path, outcome.entry.line]
            changes.numbers[row] = changes.known.number(outcome.place)
    changes.note(sink.finish())


class _Reader:
    """Makes the tasks for files that changed, and writes their outcomes into the revision."""

    def __init__(
        self, archive: Path, before: Manifest, revision: Revision, progress: Progress
    ) -> None:
        self.places = DocAddresses()
        self.told: list[Written] = []
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
                known = self._revision.rows_before(number)
                yield FileTask(path, self._before.entry(known[0]).hash if known else "", size)

    def receive(self, message: Message) -> None:
        for each in message:
            if not isinstance(each, Outcome):
                self.told.append(each)
                continue
            file, entry = self._files[each.path], each.entry
            if entry is None:
                row = self._revision.rows_before(file)[0]
                self._revision.move(row, file, 0)
                is_article = bool(self._before.ids[row])
            else:
                self._revision.add(file, entry, self.places.number(each.place))
                is_article = bool(entry.id)
            self._progress.advance(each.size, is_article)

    def _record_tasks(self, file: int, path: str) -> Iterator[Task]:
        """A task for each record whose content was not in the file before."""
        known = self._known(file)
        try:
            for record in records(self._archive / path, path):
                if isinstance(record, Failure):
                    self._revision.add(file, Entry(record.line, "", reason=record.reason))
                    continue
                digest = content_hash(record.data)
                row = known.get(digest)
                if row is None:
                    yield LineTask(record, digest)
                else:
                    self._revision.move(row, file, record.line)
                    self._progress.advance(len(record.data), 1)
        except Unreadable as error:
            self._revision.add(file, Entry(0, "", reason=str(error)))

    def _known(self, file: int) -> dict[str, int]:
        """The rows of the records that a file held before, by their hash."""
        rows = self._revision.rows_before(file)
        hashes = self._before.hashes[rows.start : rows.stop].tobytes().hex()
        return {hashes[32 * place : 32 * place + 32]: row for place, row in enumerate(rows)}


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
