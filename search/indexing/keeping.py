"""What cannot be read now keeps its published version."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator
from functools import cached_property
from itertools import takewhile

from search.indexing.manifest import Claim, Manifest, owners
from search.indexing.revision import UNCERTAIN, Revision
from search.indexing.rows import Entry
from search.indexing.scan import ROOT, File
from search.model.articles import Article


class Keeper:
    """Enters published articles in a revision of `held`, the manifest of what need not be written again.

    `served` is the manifest of what searches find. It differs from `held` if the index is built again
    or a reindex was interrupted. An article that only `served` has must be written, and then has no hash,
    so that it is read again as soon as it can be.
    """

    def __init__(self, held: Manifest, served: Manifest) -> None:
        self._held = held
        self._served = served

    def files_below(self, path: str) -> Iterator[File]:
        """The files of a folder that cannot be read, as the manifests know them."""
        known = set()
        for manifest in (self._held, self._served):
            for number in _below(manifest, path):
                file = manifest.paths[number]
                if file not in known and _was_read(manifest, number):
                    known.add(file)
                    is_held = manifest is self._held
                    size, changed = int(manifest.sizes[number]), int(manifest.changed[number])
                    yield File(file, size, changed if is_held else UNCERTAIN)

    def keep_all(self, revision: Revision, file: int, path: str) -> None:
        """Keep all records of a file, also those that are no article; not that it could not be read."""
        rows = self._held.rows
        for row in revision.rows_before(file):
            if rows.ids[row] or rows.hashes[row].any():
                revision.move(row, file, int(rows.lines[row]), rows.places[row])
        for entry in self._only_served(revision, file, path, ()):
            revision.add(file, entry._replace(hash=""))

    def keep_articles(
        self, revision: Revision, file: int, path: str, read: Container[str] = ()
    ) -> None:
        """Keep the articles of a file, except those of records with the hashes `read`."""
        rows = self._held.rows
        for row in revision.rows_before(file):
            entry = rows.entry(row)
            if entry.id and entry.hash not in read:
                revision.move(row, file, entry.line, entry.place)
        for entry in self._only_served(revision, file, path, read):
            revision.add(file, entry._replace(hash=""))

    def keep_line(self, revision: Revision, file: int, line: int, place: str) -> None:
        """Keep the article of a record, unless it is in another line of the file now. In a container it
        is the one in that place."""
        rows = self._held.rows
        for row in revision.rows_before(file):
            is_same = rows.places[row] == place if place else rows.lines[row] == line
            if is_same and rows.ids[row] and not revision.is_moved(row):
                revision.move(row, file, line, place)

    def _only_served(
        self, revision: Revision, file: int, path: str, read: Container[str]
    ) -> Iterator[Entry]:
        """The articles of a file that `held` lacks."""
        if self._served is self._held:
            return
        ids = {self._held.rows.ids[row] for row in revision.rows_before(file)}
        for row in _rows(self._served, path):
            entry = self._served.rows.entry(row)
            if entry.id and entry.id not in ids and entry.hash not in read:
                yield entry


class PublishedArticles:
    """The articles that searches find, by the records of which they were made.

    `fetch` gives the article of an id, None if it cannot be read.
    """

    def __init__(self, served: Manifest, fetch: Callable[[str], Article | None]) -> None:
        self._served = served
        self._fetch = fetch

    def of(self, claim: Claim) -> Article | None:
        """The article if it was made of this record, or an earlier version of it."""
        for row in _rows(self._served, claim.path):
            if self._served.rows.ids[row] == claim.entry.id and row in self._owned:
                return self._fetch(claim.entry.id)
        return None

    @cached_property
    def _owned(self) -> frozenset[int]:
        owned, _ = owners(self._served)
        return frozenset(owned.rows.tolist())


def _below(manifest: Manifest, path: str) -> Iterator[int]:
    """The numbers of the files in a folder and its subfolders."""
    prefix = "" if path == ROOT else f"{path}/"
    first = bisect_left(manifest.paths, prefix)
    numbers = range(first, len(manifest.paths))
    return takewhile(lambda number: manifest.paths[number].startswith(prefix), numbers)


def _was_read(manifest: Manifest, file: int) -> bool:
    """Whether a file holds more than the reason why it could not be read: folders are listed so, too."""
    if manifest.changed[file] != UNCERTAIN:
        return True
    rows = manifest.rows
    return any(rows.ids[row] or rows.hashes[row].any() for row in rows.of_file(file))


def _rows(manifest: Manifest, path: str) -> range:
    number = bisect_left(manifest.paths, path)
    is_known = number < len(manifest.paths) and manifest.paths[number] == path
    return manifest.rows.of_file(number) if is_known else range(0)
