"""The files of an archive that a generation was made from, and each article or failure in them.

The manifest makes a reindex incremental: a file with the same size and time as before is not opened,
a record with the same content hash is not parsed.

It is a table: files in the order of their paths, and their records in the order of files and lines,
as columns (see `Rows`). So the first of several records with one id comes first, and what depends on
the whole archive (which record owns an id, whether anything differs) is an operation over columns that
takes some nanoseconds per record. Objects are made only of records that changed or are reported. The
file is an array file of these columns, whose blocks are checked as they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, overload

import numpy as np

from search.indexing.rows import Entry, Rows, RowWriter, key_of
from search.indexing.text_columns import Texts, texts
from search.storage.array_file import ArrayFile, write_arrays
from search.storage.arrays import Array, begin_runs, distinct

__all__ = [
    "Articles",
    "Claim",
    "Entry",
    "Manifest",
    "empty",
    "key_of",
    "load",
    "of_records",
    "owners",
    "save",
    "without",
]


_UNKNOWN = -1
"""The size and the time of a file if they are not known."""


class Claim(NamedTuple):
    """A record that gives its article an id, which belongs to the latest edition, else the first
    such record in the archive."""

    path: str
    entry: Entry

    @property
    def location(self) -> tuple[str, int]:
        """The file, and the line in it."""
        return self.path, self.entry.line


@dataclass(frozen=True, slots=True)
class Manifest:
    """F files, sorted by path, and the records in them, sorted by file and line.

    `sizes` is in bytes, `changed` in nanoseconds since 1970 (both int64, F); the latter is `UNCERTAIN`
    (see `revision`) for a file that is read again whatever its time.
    """

    paths: list[str]
    sizes: Array
    changed: Array
    rows: Rows

    def claim(self, row: int) -> Claim:
        return Claim(self.paths[self.rows.files[row]], self.rows.entry(row))

    def claims(self, rows: Array) -> Iterator[Claim]:
        return map(self.claim, rows.tolist())

    def is_same(self, other: Manifest) -> bool:
        """Whether both give the same index: only the sizes and times of files may differ."""
        return self is other or (self.paths == other.paths and self.rows.equals(other.rows))


@dataclass(frozen=True, slots=True)
class Articles(Sequence[str]):
    """Ids of a manifest; `rows` are the records that own them."""

    manifest: Manifest
    rows: Array

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Articles: ...
    def __getitem__(self, index: int | slice) -> str | Articles:
        if isinstance(index, slice):
            return Articles(self.manifest, self.rows[index])
        return self.manifest.rows.ids[self.rows[index]]

    def __iter__(self) -> Iterator[str]:
        return map(self.manifest.rows.ids.__getitem__, self.rows.tolist())

    def values(self) -> Iterator[Claim]:
        """The records that own the ids."""
        return self.manifest.claims(self.rows)

    @property
    def paragraphs(self) -> int:
        return int(self.manifest.rows.paragraphs[self.rows].sum(dtype=np.int64))


def owners(manifest: Manifest) -> tuple[Articles, list[tuple[Claim, Claim]]]:
    """The records that own their id, each the latest edition and of these the first, and the others that
    claim an owned id: pairs of another and the owner."""
    all_rows = manifest.rows.articles()
    rows = all_rows[_have_doubles(manifest.rows.keys[all_rows])]
    rows = rows[np.lexsort((-manifest.rows.editions[rows], manifest.rows.keys[rows]))]
    is_first = begin_runs(manifest.rows.keys[rows])
    first = rows[np.maximum.accumulate(np.where(is_first, np.arange(len(rows)), 0))]
    later = np.flatnonzero(~is_first)
    doubled = zip(manifest.claims(rows[later]), manifest.claims(first[later]), strict=True)
    owned = np.delete(all_rows, all_rows.searchsorted(rows[later]))
    return Articles(manifest, owned), list(doubled)


def _have_doubles(keys: Array) -> Array:
    """Which keys are there more than once (bool)."""
    ordered = np.sort(keys)
    doubles = distinct(ordered[1:][ordered[1:] == ordered[:-1]])
    return np.isin(keys, doubles) if len(doubles) else np.zeros(len(keys), bool)


def of_records(records: Iterable[tuple[str, Mapping[str, Any]]]) -> Manifest:
    """A manifest of articles, given their ids and the records that an index keeps of them.

    Only the paths of their files are known, so all files count as changed.
    """
    writer = RowWriter()
    numbers: dict[str, int] = {}
    for id, record in records:
        path = bytes.fromhex(record["path"]).decode("utf-8", "surrogatepass")
        warnings = tuple(record.get("warnings", ()))
        entry = Entry(
            record["line"],
            record["hash"],
            id,
            record["paragraphs"],
            warnings=warnings,
            place=record.get("place", ""),
            edition=record.get("edition", 0),
        )
        writer.add(numbers.setdefault(path, len(numbers)), entry)
    rows, paths = writer.rows(), sorted(numbers)
    ranks = np.empty(len(paths), np.int64)
    ranks[[numbers[path] for path in paths]] = np.arange(len(paths))
    files = ranks[rows.files]
    order = np.lexsort((rows.lines, files))
    unknown = np.full(len(paths), _UNKNOWN)
    return Manifest(paths, unknown, unknown, rows.take(order, files[order], rows.lines[order]))


def empty() -> Manifest:
    none = np.zeros(0, np.int64)
    return Manifest([], none, none, RowWriter().rows())


def without(manifest: Manifest, is_dropped: Array) -> Manifest:
    """The manifest without some of its rows (bool, one per row). Their files count as changed."""
    rows, kept = manifest.rows, np.flatnonzero(~is_dropped)
    changed = manifest.changed.copy()
    changed[rows.files[is_dropped]] = _UNKNOWN
    return Manifest(
        manifest.paths,
        manifest.sizes,
        changed,
        rows.take(kept, rows.files[kept], rows.lines[kept]),
    )


def load(file: Path) -> Manifest:
    """The manifest in a file; raises `IndexDamaged` if it holds none."""
    columns = ArrayFile(file)
    paths = Texts(columns["paths"], columns["paths.starts"]).all()
    return Manifest(paths, columns["sizes"], columns["changed"], Rows.of(columns))


def save(manifest: Manifest, file: Path) -> None:
    paths = texts(manifest.paths)
    columns = {
        "paths": paths.data,
        "paths.starts": paths.starts,
        "sizes": manifest.sizes,
        "changed": manifest.changed,
    }
    write_arrays(file, columns | manifest.rows.arrays())
