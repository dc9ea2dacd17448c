"""The files in the archive folder: those that may hold articles, and those that are passed over."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from search.errors import ArchiveMissing
from search.reading import is_compressed, is_readable, suffixes

_PACKED = 3
"""How many times larger articles are than their gzip file, about."""


class File(NamedTuple):
    """A file that may hold articles: its path relative to the archive (posix), its size in bytes
    and its time of change in nanoseconds."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The files of an archive.

    `files` are sorted by path; `ignored` counts the other files by suffix; `unreadable` gives the
    reason for each file or folder that cannot be read, by path.
    """

    files: list[File]
    ignored: dict[str, int]
    unreadable: dict[str, str]

    @property
    def size(self) -> int:
        """The expected number of bytes of text in the files, compressed ones unpacked."""
        packed = sum(file.size for file in self.files if is_compressed(file.path))
        return sum(file.size for file in self.files) + (_PACKED - 1) * packed


def scan(archive: Path, left_out: Container[str] = ()) -> Scan:
    """List the files in a folder and its subfolders; hidden ones are passed over, and so are files whose
    paths are `left_out`.

    Raises `ArchiveMissing` if the folder does not exist or holds no file that may be an article.
    """
    if not archive.is_dir():
        raise ArchiveMissing(
            f"There is no folder {archive}: give the folder that holds your articles."
        )
    files: list[File] = []
    ignored: Counter[str] = Counter()
    unreadable: dict[str, str] = {}
    for entry, path in _entries(archive, "", unreadable):
        if path in left_out:
            continue
        if not is_readable(path):
            ignored[PurePosixPath(path).suffix.lower() or "no suffix"] += 1
            continue
        try:
            status = entry.stat()
        except OSError as error:
            unreadable[path] = f"cannot be read: {error.strerror}"
            continue
        files.append(File(path, status.st_size, status.st_mtime_ns))
    if not files and not unreadable:
        raise ArchiveMissing(
            f"The folder {archive} holds no article: Backissue reads {_listed(suffixes())} files."
        )
    files.sort(key=attrgetter("path"))
    return Scan(files, dict(sorted(ignored.items())), unreadable)


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _entries(
    folder: Path | str, path: str, unreadable: dict[str, str]
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """The files below a folder with their relative paths; links to folders are not followed."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=attrgetter("name"))
    except OSError as error:
        unreadable[path or "."] = f"this folder cannot be read: {error.strerror}"
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        below = f"{path}/{entry.name}" if path else entry.name
        if entry.is_file(follow_symlinks=False):
            yield entry, below
        elif entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, below, unreadable)
        elif entry.is_dir():
            unreadable[below] = "is a link to a folder, which is not followed: move the folder here"
        else:
            yield entry, below
