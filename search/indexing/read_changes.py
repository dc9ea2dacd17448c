"""Reading what changed in the archive, in several processes, and collecting what was read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.indexing.doc_addresses import DocAddresses
from search.indexing.extras import with_new_extras
from search.indexing.keeping import Keeper
from search.indexing.manifest import Claim, Manifest
from search.indexing.progress import Progress
from search.indexing.revision import UNCERTAIN, UNREAD, Revision, failed
from search.indexing.rows import Entry
from search.indexing.scan import File, Scan
from search.indexing.sink import DocAddress, Rejection, Sink, Written, WrittenSegment
from search.indexing.tasks import FileTask, LineTask, Origin, Outcome, Task
from search.indexing.workers import Limits, Message, run_in_processes
from search.reading import (
    SCHEDULED,
    Failure,
    Inaccessible,
    NeedsExtra,
    Tally,
    UnknownFormat,
    Unreadable,
    is_compressed,
    kind_of_file,
    records,
    uncompressed_size,
)
from search.storage.arrays import Array


class Manifests(NamedTuple):
    """What need not be written again, and what searches find now (see `Baseline`)."""

    held: Manifest
    served: Manifest


@dataclass(slots=True)
class ReadChanges:
    """What was read: the new manifest, the segments with the articles, and their addresses in them.

    `numbers` (int64, one per row of the manifest) are numbers of `addresses`, UNREAD for a record that
    was not read. `is_lost` (bool, one per row) marks those that were read by a process that ended
    before their segment was complete: they count as not read, but a cluster may have them. `rejected`
    are the records whose articles could not be written; in the manifest they are failures. `strays` are
    articles of records that changed while they were read again.
    """

    manifest: Manifest
    numbers: Array
    addresses: DocAddresses
    is_lost: Array
    segments: list[WrittenSegment] = field(default_factory=list)
    rejected: list[Claim] = field(default_factory=list)
    strays: list[DocAddress] = field(default_factory=list)

    def settle(self, written: Iterable[Written]) -> None:
        """Take in what the sinks report once all have finished or ended."""
        reasons = {}
        for each in written:
            if isinstance(each, Rejection):
                reasons[each.claim.location] = each.reason
                self.rejected.append(each.claim)
            else:
                self.segments.append(each)
        complete = self.addresses.segments({each.name for each in self.segments})
        is_lost = (self.numbers != UNREAD) & ~np.isin(self.numbers >> 32, complete)
        self.is_lost |= is_lost
        self.numbers[is_lost] = UNREAD
        if reasons:
            self.manifest = failed(self.manifest, reasons)

    def unread(self, rows: Array) -> Array:
        """Those of `rows` that were not read."""
        unread: Array = rows[self.numbers[rows] == UNREAD]
        return unread

    def sent(self) -> Array:
        """The rows whose articles went to a sink this time, also if they were lost."""
        return np.flatnonzero((self.numbers != UNREAD) | self.is_lost)

    def dropped(self, wanted: Array) -> dict[str, frozenset[int]]:
        """The documents, by segment, of the records that were read but are not among the rows
        `wanted`."""
        is_dropped = self.numbers != UNREAD
        is_dropped[wanted] = False
        dropped: dict[str, set[int]] = {}
        numbers = self.numbers[is_dropped].tolist()
        for address in [*map(self.addresses.address, numbers), *self.strays]:
            dropped.setdefault(address.segment, set()).add(address.document)
        return {name: frozenset(documents) for name, documents in dropped.items()}


def read_changes(
    origin: Origin,
    found: Scan,
    manifests: Manifests,
    sink: Sink,
    limits: Limits,
    progress: Progress,
) -> ReadChanges:
    """Read every file that differs from the manifest `held`.

    Articles go to copies of `sink` in other processes. What cannot be read now keeps the articles that it
    has in `held` or `served`.
    """
    keeper = Keeper(manifests.held, manifests.served)
    below = {file.path: file for path in found.unreadable for file in keeper.files_below(path)}
    lost = [File(path, 0, UNCERTAIN) for path in found.unreadable]
    files = sorted([*found.files, *lost, *below.values()])
    revision = Revision(with_new_extras(manifests.held), files)
    sizes = {}
    for number in revision.changed():
        path = files[number].path
        if reason := found.unreadable.get(path):
            keeper.keep_articles(revision, number, path)
            revision.add(number, Entry(0, "", reason=reason))
        elif path in below:
            keeper.keep_all(revision, number, path)
        else:
            sizes[number] = _size(origin.archive, files[number])
    progress.begin(sum(sizes.values()))
    reader = _Reader(origin.archive, manifests.held, revision, keeper, progress)
    tasks = reader.tasks((number, files[number].path, size) for number, size in sizes.items())
    for message in run_in_processes(origin, tasks, sink, limits):
        reader.receive(message)
    reader.finish()
    manifest, numbers = revision.finish(found.began)
    changes = ReadChanges(manifest, numbers, reader.addresses, np.zeros(len(numbers), bool))
    changes.settle(reader.written)
    return changes


class _Reader:
    """Makes the tasks for files that changed, and enters their outcomes in the revision."""

    def __init__(
        self,
        archive: Path,
        before: Manifest,
        revision: Revision,
        keeper: Keeper,
        progress: Progress,
    ) -> None:
        self.addresses = DocAddresses()
        self.written: list[Written] = []
        self._archive = archive
        self._before = before.rows
        self._revision = revision
        self._keeper = keeper
        self._progress = progress
        self._files: dict[str, int] = {}
        self._inaccessible_lines: list[tuple[int, int, str]] = []

    def tasks(self, files: Iterable[tuple[int, str, int]]) -> Iterator[Task]:
        """The tasks for files, each given by number, path and size."""
        for number, path, size in files:
            self._files[path] = number
            try:
                yield from self._tasks(number, path, size)
            except UnknownFormat as error:
                self._revision.add(number, Entry(0, "", reason=error.kind))
                self._progress.advance(size, 0)
            except Unreadable as error:
                self._fail(number, path, error)
                self._progress.advance(size, 0)

    def _tasks(self, file: int, path: str, size: int) -> Iterator[Task]:
        kind = kind_of_file(self._archive / path, path)
        kind.require_extra()
        if kind.has_many_records:
            yield from self._record_tasks(file, path, size)
        else:
            rows = self._revision.rows_before(file)
            yield FileTask(path, self._before.entry(rows[0]).hash if rows else "", size, kind.name)

    def receive(self, message: Message) -> None:
        for each in message:
            if isinstance(each, Outcome):
                is_article = self._enter(each)
                self._progress.advance(each.size, is_article)
            else:
                self.written.append(each)

    def finish(self) -> None:
        """Keep the articles of lines that could not be read, now that all others are known."""
        for file, line, place in self._inaccessible_lines:
            self._keeper.keep_line(self._revision, file, line, place)

    def _enter(self, outcome: Outcome) -> bool:
        """Enter an outcome in the revision; whether it is an article."""
        file, entry = self._files[outcome.path], outcome.entry
        if outcome.is_inaccessible:
            self._keep(outcome.path, file, entry)
        if entry is not None:
            if entry.reason == SCHEDULED:
                self._revision.read_next_time(file)
            self._revision.add(file, entry, self.addresses.number(outcome.address))
            return bool(entry.id)
        row = self._revision.rows_before(file)[0]
        self._revision.move(row, file, 0)
        return bool(self._before.ids[row])

    def _keep(self, path: str, file: int, entry: Entry | None) -> None:
        self._revision.read_next_time(file)
        if entry and entry.line:
            self._inaccessible_lines.append((file, entry.line, entry.place))
        else:
            self._keeper.keep_articles(self._revision, file, path)

    def _record_tasks(self, file: int, path: str, size: int) -> Iterator[Task]:
        """A task for each record whose content was not in the file before."""
        rows = self._rows_by_hash(file)
        read = set()
        done, tally = 0, Tally()
        try:
            for each in records(self._archive / path, path, tally):
                if isinstance(each, Failure):
                    entry = Entry(each.position, "", reason=each.reason, place=each.place)
                    self._revision.add(file, entry)
                    continue
                skipped = max(int(tally.share * size) - done - len(each.data), 0)
                self._progress.advance(skipped, 0)  # pictures, and what else no task is made for
                done += skipped + len(each.data)
                digest = each.content_hash()
                read.add(digest)
                row = rows.get(digest)
                if row is None or (each.edition and self._before.editions[row] != each.edition):
                    yield LineTask(each, digest)
                else:
                    self._revision.move(row, file, each.position, each.place)
                    self._progress.advance(len(each.data), 1)
        except Unreadable as error:
            self._fail(file, path, error, read)
        if tally.others:
            self._revision.add(file, Entry(0, "", others=tuple(sorted(tally.others.items()))))
        self._progress.advance(max(size - done, 0), 0)

    def _fail(self, file: int, path: str, error: Unreadable, read: Container[str] = ()) -> None:
        """Enter why a file, or the rest of it after the records with the hashes `read`, was not read."""
        if isinstance(error, Inaccessible):
            self._revision.read_next_time(file)
        if isinstance(error, Inaccessible | NeedsExtra):
            self._keeper.keep_articles(self._revision, file, path, read)
        self._revision.add(file, Entry(0, "", reason=str(error)))

    def _rows_by_hash(self, file: int) -> dict[str, int]:
        """The rows of the records that a file held before, by their hash."""
        rows = self._revision.rows_before(file)
        hashes = self._before.hashes[rows.start : rows.stop].tobytes().hex()
        return {hashes[32 * number : 32 * number + 32]: row for number, row in enumerate(rows)}


def _size(archive: Path, file: File) -> int:
    return uncompressed_size(archive / file.path) if is_compressed(file.path) else file.size
