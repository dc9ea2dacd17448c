"""What a generation was made from: every file, and every article or failure found in it.

The manifest is what makes a reindex incremental: a file whose size and time are as they were is not
opened, a record whose content hash is as it was is not parsed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file: an article (then `id` is set) or a failure (then `reason` is).

    `line` is 0 for a file that is one article, else the line of a JSON Lines file.
    """

    line: int
    hash: str
    id: str = ""
    paragraphs: int = 0
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the archive as it was read."""

    path: str
    size: int
    changed: int
    entries: tuple[Entry, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Claim:
    """A record that gives an article its id: the one that stands first in the archive has it."""

    path: str
    entry: Entry

    @property
    def place(self) -> tuple[str, int]:
        return self.path, self.entry.line


Manifest = dict[str, FileEntry]


def load(file: Path) -> Manifest:
    manifest = {}
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            path, size, changed, entries = json.loads(line)
            manifest[path] = FileEntry(path, size, changed, tuple(map(_entry, entries)))
    return manifest


def save(manifest: Manifest, file: Path) -> None:
    with file.open("w", encoding="utf-8") as stream:
        for each in manifest.values():
            row = [each.path, each.size, each.changed, [_row(entry) for entry in each.entries]]
            stream.write(json.dumps(row, separators=(",", ":")) + "\n")


def owners(manifest: Iterable[FileEntry]) -> tuple[dict[str, Claim], list[tuple[Claim, Claim]]]:
    """The record that each id belongs to, and the later ones that claim the same id: pairs of the
    claim and the one that came before it."""
    owned: dict[str, Claim] = {}
    doubled = []
    for claim in sorted(_claims(manifest), key=lambda claim: claim.place):
        first = owned.setdefault(claim.entry.id, claim)
        if first is not claim:
            doubled.append((claim, first))
    return owned, doubled


def _claims(manifest: Iterable[FileEntry]) -> Iterator[Claim]:
    for file in manifest:
        for entry in file.entries:
            if entry.id:
                yield Claim(file.path, entry)


def _row(entry: Entry) -> list[object]:
    return [entry.line, entry.hash, entry.id, entry.paragraphs, entry.reason, entry.warnings]


def _entry(row: tuple[int, str, str, int, str, list[str]]) -> Entry:
    line, digest, id, paragraphs, reason, warnings = row
    return Entry(line, digest, id, paragraphs, reason, tuple(warnings))
