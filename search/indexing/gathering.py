"""Reading what changed in the archive, on all processes, and writing down what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns

from search.indexing.changes import Change
from search.indexing.manifest import Claim, Entry, FileEntry, Manifest
from search.indexing.progress import Progress
from search.indexing.scan import File, Scan
from search.indexing.tasks import (
    FileTask,
    LineTask,
    Outcome,
    Place,
    Sink,
    Task,
    WrittenSegment,
    content_hash,
    perform,
)
from search.indexing.workers import carry_out
from search.reading import Failure, Record, Unreadable, holds_lines, records, uncompressed_size

_JUST_NOW = 100_000_000
"""A file that changed within so many nanoseconds of being read may change again unseen, within the
resolution of its time: it counts as changed the next time."""


@dataclass(slots=True)
class Gathered:
    """What was found: the new manifest, where the articles that were read stand, by path and line,
    and the segments that hold them."""

    manifest: Manifest
    places: dict[tuple[str, int], Place] = field(default_factory=dict)
    segments: list[WrittenSegment] = field(default_factory=list)


def gather(
    archive: Path, found: Scan, before: Manifest, sink: Sink, jobs: int, progress: Progress
) -> Gathered:
    """Read every file that is not as it was `before`; articles go to `sink`, or to copies of it in
    other processes."""
    files = found.files.values()
    changed = [file for file in files if not _is_as_before(file, before.get(file.path))]
    sizes = {file.path: uncompressed_size(archive / file.path) for file in changed}
    progress.begin(sum(sizes.values()))
    reader = _Reader(archive, before, sizes, progress)
    for message in carry_out(archive, reader.tasks(changed), sink, jobs):
        reader.receive(message)
    now = time_ns()
    changed_paths = set(sizes)
    manifest = {
        file.path: reader.file_entry(file, now) if file.path in changed_paths else before[file.path]
        for file in files
    }
    for path, reason in found.unreadable.items():
        manifest[path] = FileEntry(path, 0, 0, (Entry(0, "", reason=reason),))
    return Gathered(dict(sorted(manifest.items())), reader.places, reader.segments)


def read_again(archive: Path, gathered: Gathered, change: Change, sink: Sink) -> None:
    """Index the articles that are needed though their record did not change: those whose id
    belonged to another record that is gone."""
    missing = [each for each in change.written.values() if each.place not in gathered.places]
    if not missing:
        return
    outcomes = perform(archive, list(_tasks_for(archive, missing)), sink)
    for outcome in outcomes:
        if outcome.entry and outcome.place:
            gathered.places[outcome.path, outcome.entry.line] = outcome.place
    gathered.segments += [each for each in sink.finish() if each not in gathered.segments]


class _Reader:
    """Makes the tasks for files that changed, and sorts their outcomes back to the files."""

    def __init__(
        self, archive: Path, before: Manifest, sizes: dict[str, int], progress: Progress
    ) -> None:
        self.places: dict[tuple[str, int], Place] = {}
        self.segments: list[WrittenSegment] = []
        self._archive = archive
        self._before = before
        self._sizes = sizes
        self._progress = progress
        self._entries: dict[str, list[Entry]] = {path: [] for path in sizes}

    def tasks(self, files: list[File]) -> Iterator[Task]:
        for file in files:
            known = self._before.get(file.path)
            if holds_lines(file.path):
                yield from self._line_tasks(file, known.entries if known else ())
            else:
                digest = known.entries[0].hash if known and known.entries else ""
                yield FileTask(file.path, digest, self._sizes[file.path])

    def receive(self, message: list[Outcome] | list[WrittenSegment]) -> None:
        for each in message:
            if isinstance(each, WrittenSegment):
                self.segments.append(each)
                continue
            kept = self._before[each.path].entries if each.entry is None else (each.entry,)
            self._entries[each.path] += kept
            if each.entry and each.place:
                self.places[each.path, each.entry.line] = each.place
            self._progress.advance(each.size, sum(1 for entry in kept if entry.id))

    def file_entry(self, file: File, now: int) -> FileEntry:
        entries = tuple(sorted(self._entries[file.path], key=lambda entry: entry.line))
        is_settled = file.changed < now - _JUST_NOW
        return FileEntry(file.path, file.size, file.changed if is_settled else 0, entries)

    def _line_tasks(self, file: File, known: tuple[Entry, ...]) -> Iterator[Task]:
        """A task for each line whose content was not in the file before."""
        by_hash = {entry.hash: entry for entry in known if entry.hash}
        entries = self._entries[file.path]
        try:
            for record in records(self._archive / file.path, file.path):
                if isinstance(record, Failure):
                    entries.append(Entry(record.line, "", reason=record.reason))
                    continue
                digest = content_hash(record.data)
                if digest in by_hash:
                    entries.append(_moved(by_hash[digest], record.line))
                    self._progress.advance(len(record.data), 1)
                else:
                    yield LineTask(record, digest)
        except Unreadable as error:
            entries.append(Entry(0, "", reason=str(error)))


def _is_as_before(file: File, before: FileEntry | None) -> bool:
    return before is not None and (before.size, before.changed) == (file.size, file.changed)


def _moved(entry: Entry, line: int) -> Entry:
    return Entry(line, entry.hash, entry.id, entry.paragraphs, entry.reason, entry.warnings)


def _tasks_for(archive: Path, claims: list[Claim]) -> Iterator[Task]:
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
