"""The new manifest, made from the one before: what did not change is copied as columns."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from search.indexing.manifest import Manifest
from search.indexing.rows import Entry, RowWriter
from search.indexing.scan import File
from search.indexing.text_columns import TextWriter, encoded
from search.storage.arrays import Array

UNCERTAIN = -1
"""The time of a file that counts as changed whatever its real time is."""

_JUST_NOW = 100_000_000
"""Nanoseconds. A file that was listed so soon after its last change may change again while its time stays
the same, because times have a limited resolution; so it counts as changed the next time."""

UNREAD = -1
"""The address number of a record that was not read this time."""


class Revision:
    """Makes a new manifest of `files`, which are sorted by path and known by their index.

    Files with the same size and time as `before` keep their records. For the others call `move` for
    each record that was there before and `add` for each new one, in any order, then `finish`.
    """

    def __init__(self, before: Manifest, files: Sequence[File]) -> None:
        self._before = before
        self._paths = [file.path for file in files]
        self._sizes = np.fromiter((file.size for file in files), np.int64, len(files))
        self._times = np.fromiter((file.changed for file in files), np.int64, len(files))
        self._numbers = _numbers(before.paths, self._paths)
        self._is_kept = self._are_as_before()
        self._moved, self._places = array("q"), TextWriter()
        self._is_uncertain = np.zeros(len(self._paths), bool)
        self._added = RowWriter()
        self._addresses = array("q")

    def changed(self) -> list[int]:
        """The files that are new, or differ in size or time."""
        numbers: list[int] = np.flatnonzero(~self._is_kept).tolist()
        return numbers

    def rows_before(self, file: int) -> range:
        """The rows of a file in the manifest before."""
        number = int(self._numbers[file])
        return self._before.rows.of_file(number) if number >= 0 else range(0)

    def move(self, row: int, file: int, line: int, place: str = "") -> None:
        """Keep a record of the manifest before, now in that line of that file and that place in it."""
        self._moved.extend((row, file, line))
        self._places.add(encoded(place))

    def is_moved(self, row: int) -> bool:
        return row in self._moved[::3]

    def read_next_time(self, file: int) -> None:
        """Let a file count as changed the next time, whatever its size and time."""
        self._is_uncertain[file] = True

    def add(self, file: int, entry: Entry, address: int = UNREAD) -> None:
        self._added.add(file, entry)
        self._addresses.append(address)

    def finish(self, listed: int) -> tuple[Manifest, Array]:
        """The new manifest, and the address number of each of its rows (int64).

        `listed` is the time before the files were listed.
        """
        before, added = self._before.rows, self._added.rows()
        numbers = self._new_numbers()[before.files]
        kept = np.flatnonzero(numbers >= 0)
        moved = np.array(self._moved, np.int64).reshape(-1, 3)
        sources = np.concatenate([kept, moved[:, 0], np.arange(len(added)) + len(before)])
        files = np.concatenate([numbers[kept], moved[:, 1], added.files])
        lines = np.concatenate([before.lines[kept], moved[:, 2], added.lines])
        order = _in_order(files, lines, len(kept))
        rows = before.take_with(added, sources[order], files[order], lines[order])
        if len(moved):
            places = before.places.followed_by(added.places).followed_by(self._places.texts())
            own = sources.copy()
            own[len(kept) : len(kept) + len(moved)] = (
                len(before) + len(added) + np.arange(len(moved))
            )
            rows = replace(rows, places=places.take(own[order]))
        unread = np.full(len(before), UNREAD)
        addresses = np.concatenate([unread, np.array(self._addresses, np.int64)])
        is_certain = self._is_kept | (self._times < listed - _JUST_NOW)
        is_certain &= ~self._is_uncertain
        times = np.where(is_certain, self._times, UNCERTAIN)
        return Manifest(self._paths, self._sizes, times, rows), addresses[sources[order]]

    def _are_as_before(self) -> Array:
        is_kept: Array = (self._numbers >= 0) & (self._times != UNCERTAIN)
        numbers = self._numbers[is_kept]
        is_kept[is_kept] = (self._before.sizes[numbers] == self._sizes[is_kept]) & (
            self._before.changed[numbers] == self._times[is_kept]
        )
        return is_kept

    def _new_numbers(self) -> Array:
        """The new number of each file that is kept, by its old number; -1 for the others."""
        numbers = np.full(len(self._before.paths), -1)
        numbers[self._numbers[self._is_kept]] = np.flatnonzero(self._is_kept)
        return numbers


def failed(manifest: Manifest, reasons: Mapping[tuple[str, int], str]) -> Manifest:
    """`manifest` with some records, given by path and line, turned into failures with these reasons.

    They are read again the next time, even if their files do not change.
    """
    failures = RowWriter()
    replaced, times = np.arange(len(manifest.rows)), manifest.changed.copy()
    for (path, line), reason in reasons.items():
        file = bisect_left(manifest.paths, path)
        rows = manifest.rows.of_file(file)
        row = rows.start + int(np.searchsorted(manifest.rows.lines[rows.start : rows.stop], line))
        replaced[row] = len(replaced) + len(failures)
        place = manifest.rows.places[row]
        failures.add(file, Entry(line, "", reason=reason, place=place))
        times[file] = UNCERTAIN
    before, added = manifest.rows, failures.rows()
    files = np.concatenate([before.files, added.files])[replaced]
    lines = np.concatenate([before.lines, added.lines])[replaced]
    rows_now = before.take_with(added, replaced, files, lines)
    return Manifest(manifest.paths, manifest.sizes, times, rows_now)


def _in_order(files: Array, lines: Array, sorted_first: int) -> Array:
    """The order by file and line; the first `sorted_first` rows are in it already."""
    keys = files.astype(np.int64) << 32 | lines.astype(np.int64)
    others = sorted_first + np.argsort(keys[sorted_first:], kind="stable")
    positions = keys[:sorted_first].searchsorted(keys[others], "right")
    return np.insert(np.arange(sorted_first), positions, others)


def _numbers(before: list[str], after: list[str]) -> Array:
    """For each path of `after` its index in `before`, -1 if it is new."""
    if before == after:
        return np.arange(len(after))
    numbers = dict(zip(before, range(len(before)), strict=True))
    return np.fromiter((numbers.get(path, -1) for path in after), np.int64, len(after))
