"""Records of an archive as columns: some 70 bytes each, and an object only when one is needed."""

from __future__ import annotations

import json
import sys
from array import array
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from search.indexing.text_columns import Texts, TextWriter, encoded
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array


class Entry(NamedTuple):
    """One record of a file: an article (then `id` is set) or a failure (then `reason` is).

    `line` is the number of the record in its file, from 1, if there are many (the line in JSON Lines, a
    running number in a container), and 0 if the record is the whole file. `hash` is that of the record,
    "" if it could not be read. `place` says where it is in a container, see `Record.place`.
    Of articles with one id the one with the latest `edition` owns it (see `search.reading.editions`).

    An entry that is neither says with `others` how many of which kinds a container has beside records.
    """

    line: int
    hash: str
    id: str = ""
    paragraphs: int = 0
    reason: str = ""
    warnings: tuple[str, ...] = ()
    place: str = ""
    others: tuple[tuple[str, int], ...] = ()
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """N records.

    files       uint32  N, the number of the file that holds the record
    lines       uint32  N, its number in the file (`Entry.line`), 0 if it is the whole file
    paragraphs  uint32  N
    hashes      uint64  N × 2, the digest of its content, 0 if it could not be read
    keys        uint64  N, the BLAKE2b digest of its id: of a million ids, two have the same
                        with a probability of 3e-8
    ids                 N strings, "" for a failure
    notes               N strings, JSON of the reason, the warnings and the others, "" if there are none
    places              N strings, "" outside of containers
    editions    int64   N, `Entry.edition`; manifests of earlier versions have none
    """

    files: Array
    lines: Array
    paragraphs: Array
    hashes: Array
    keys: Array
    ids: Texts
    notes: Texts
    places: Texts
    editions: Array

    def __len__(self) -> int:
        return len(self.files)

    def entry(self, row: int) -> Entry:
        note = self.notes[row]
        reason, warnings, others = json.loads(note) if note else ("", (), ())
        digest = self.hashes[row].tobytes().hex() if self.hashes[row].any() else ""
        line, paragraphs = int(self.lines[row]), int(self.paragraphs[row])
        return Entry(
            line,
            digest,
            self.ids[row],
            paragraphs,
            reason,
            tuple(warnings),
            self.places[row],
            tuple((kind, count) for kind, count in others),
            int(self.editions[row]),
        )

    def articles(self) -> Array:
        """The rows that are articles (int64, rising)."""
        return np.flatnonzero(self.ids.lengths)

    def noted(self) -> Array:
        """The rows with a reason or warnings (int64, rising)."""
        return np.flatnonzero(self.notes.lengths)

    def of_file(self, number: int) -> range:
        """The rows of a file, if they are sorted by file."""
        first, end = np.searchsorted(self.files, [number, number + 1]).tolist()
        return range(first, end)

    def take(self, rows: Array, files: Array, lines: Array) -> Rows:
        """The records at `rows`, in that order, with other files and lines."""
        return Rows(
            files.astype(np.uint32),
            lines.astype(np.uint32),
            self.paragraphs[rows],
            self.hashes[rows],
            self.keys[rows],
            self.ids.take(rows),
            self.notes.take(rows),
            self.places.take(rows),
            self.editions[rows],
        )

    def take_with(self, others: Rows, rows: Array, files: Array, lines: Array) -> Rows:
        """As `take`; `rows` from N on are those of others. Both are joined a column at a time, as all
        columns of a large archive take much memory."""

        def taken(mine: Array, theirs: Array) -> Array:
            joined: Array = np.concatenate([mine, theirs])[rows]
            return joined

        return Rows(
            files.astype(np.uint32),
            lines.astype(np.uint32),
            taken(self.paragraphs, others.paragraphs),
            taken(self.hashes, others.hashes),
            taken(self.keys, others.keys),
            self.ids.followed_by(others.ids).take(rows),
            self.notes.followed_by(others.notes).take(rows),
            self.places.followed_by(others.places).take(rows),
            taken(self.editions, others.editions),
        )

    def equals(self, others: Rows) -> bool:
        """Whether both are the same records in the same files and lines."""
        mine, theirs = self.arrays(), others.arrays()
        return all(np.array_equal(mine[name], theirs[name]) for name in mine)

    def arrays(self) -> dict[str, Array]:
        """All columns as flat arrays: the inverse of `of`."""
        return {
            "files": self.files,
            "lines": self.lines,
            "paragraphs": self.paragraphs,
            "hashes": self.hashes.reshape(-1),
            "keys": self.keys,
            "ids": self.ids.data,
            "ids.starts": self.ids.starts,
            "notes": self.notes.data,
            "notes.starts": self.notes.starts,
            "places": self.places.data,
            "places.starts": self.places.starts,
            "editions": self.editions,
        }

    @classmethod
    def of(cls, arrays: ArrayFile) -> Rows:
        return cls(
            arrays["files"],
            arrays["lines"],
            arrays["paragraphs"],
            arrays["hashes"].reshape(-1, 2),
            arrays["keys"],
            Texts(arrays["ids"], arrays["ids.starts"]),
            Texts(arrays["notes"], arrays["notes.starts"]),
            Texts(arrays["places"], arrays["places.starts"]),
            arrays["editions"]
            if "editions" in arrays
            else np.zeros(len(arrays["files"]), np.int64),
        )


class RowWriter:
    """Collects records one by one, in any order, as columns."""

    def __init__(self) -> None:
        self._files, self._lines, self._paragraphs = array("I"), array("I"), array("I")
        self._hashes, self._keys, self._editions = bytearray(), bytearray(), array("q")
        self._ids, self._notes, self._places = TextWriter(), TextWriter(), TextWriter()

    def __len__(self) -> int:
        return len(self._files)

    def add(self, file: int, entry: Entry) -> None:
        id = encoded(entry.id)
        notes = (entry.reason, entry.warnings, entry.others)
        note = json.dumps(notes).encode() if any(notes) else b""
        self._files.append(file)
        self._lines.append(entry.line)
        self._paragraphs.append(entry.paragraphs)
        self._hashes += bytes.fromhex(entry.hash) if entry.hash else bytes(16)
        self._keys += _digest(id)
        self._ids.add(id)
        self._notes.add(note)
        self._places.add(encoded(entry.place))
        self._editions.append(entry.edition)

    def rows(self) -> Rows:
        """All records, in the order in which they were added."""
        return Rows(
            np.array(self._files, np.uint32),
            np.array(self._lines, np.uint32),
            np.array(self._paragraphs, np.uint32),
            np.frombuffer(bytes(self._hashes), np.uint64).reshape(-1, 2),
            np.frombuffer(bytes(self._keys), np.uint64),
            self._ids.texts(),
            self._notes.texts(),
            self._places.texts(),
            np.array(self._editions, np.int64),
        )


def key_of(id: str) -> int:
    """The number for an id in `Rows.keys`."""
    return int.from_bytes(_digest(encoded(id)), sys.byteorder)


def _digest(id: bytes) -> bytes:
    return blake2b(id, digest_size=8).digest()
