"""What a reindex did, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.indexing.changes import Change
from search.indexing.gathering import Gathered
from search.indexing.manifest import Entry, Manifest
from search.indexing.scan import Scan


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that was not indexed, or one that was though something is wrong with it; `path`
    names the file and, behind a colon, the line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a reindex did. `generation` is the published one, "" if there is none; `ignored` counts
    files of other kinds by suffix; `notes` are sentences about the run."""

    added: int
    updated: int
    removed: int
    unchanged: int
    failed: int
    articles: int
    paragraphs: int
    generation: str
    seconds: float
    failures: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    ignored: dict[str, int]
    is_published: bool
    notes: tuple[str, ...]


def report(
    gathered: Gathered,
    change: Change,
    found: Scan,
    notes: tuple[str, ...],
    generation: str,
    is_published: bool,
    seconds: float,
) -> Report:
    failures = tuple(sorted(_failures(gathered.manifest, change), key=lambda each: each.path))
    doubled = {claim.place for claim, _ in change.doubled}
    paragraphs = sum(
        entry.paragraphs
        for path, entry in _entries(gathered.manifest)
        if entry.id and (path, entry.line) not in doubled
    )
    return Report(
        added=len(change.added),
        updated=len(change.updated),
        removed=len(change.removed),
        unchanged=change.unchanged,
        failed=len(failures),
        articles=len(change.added) + len(change.updated) + change.unchanged,
        paragraphs=paragraphs,
        generation=generation,
        seconds=round(seconds, 3),
        failures=failures,
        warnings=tuple(
            Problem(_place(path, entry), warning)
            for path, entry in _entries(gathered.manifest)
            for warning in entry.warnings
        ),
        ignored=found.ignored,
        is_published=is_published,
        notes=notes,
    )


def _failures(manifest: Manifest, change: Change) -> Iterator[Problem]:
    for path, entry in _entries(manifest):
        if entry.reason:
            yield Problem(_place(path, entry), entry.reason)
    for claim, first in change.doubled:
        yield Problem(
            _place(claim.path, claim.entry),
            f"has the id “{claim.entry.id}”, which belongs to {_place(first.path, first.entry)}:"
            " give it an id of its own or rename the file",
        )


def _entries(manifest: Manifest) -> Iterator[tuple[str, Entry]]:
    return ((path, entry) for path, file in manifest.items() for entry in file.entries)


def _place(path: str, entry: Entry) -> str:
    return f"{path}:{entry.line}" if entry.line else path
