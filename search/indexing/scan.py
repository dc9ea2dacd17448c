"""The files in the archive folder: those that may hold articles, and those that are passed over.

A file whose suffix is that of no format may still hold articles, such as `index.php`. It is listed, too:
what it is shows when it is read, and the manifest remembers that, so that it is not opened each time.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from time import time_ns
from typing import NamedTuple
from unicodedata import normalize

from search.errors import ArchiveMissing
from search.indexing.seen import seen, sentences
from search.reading import (
    UnknownFormat,
    Unreadable,
    irregular,
    is_compressed,
    is_never_read,
    is_readable,
    kind_of_file,
    kind_of_name,
    suffixes,
)
from search.storage.index_folders import own_names

ROOT = "."
"""The path of the archive itself among those that cannot be read."""

_LINK = "is a link to a folder, which is not followed: move the folder here"
_UNKNOWN = 100_000
"""Bytes of text that are expected in a file of unknown kind, at most."""
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

    `files` are sorted by path, with those of unknown kinds; `ignored` counts the other files by suffix;
    `unreadable` gives the reason for each file or folder that cannot be read, by path; `began` is the
    time before the first was listed, in nanoseconds since 1970; `hidden` is the number of files and
    folders whose names begin with a dot.
    """

    files: list[File]
    ignored: dict[str, int]
    unreadable: dict[str, str]
    began: int
    hidden: int = 0

    @property
    def size(self) -> int:
        """The expected number of bytes of text in the files, compressed ones unpacked."""
        return sum(map(_expected_size, self.files))


def scan(archive: Path, left_out: Container[str] = ()) -> Scan:
    """List the files in a folder and its subfolders; hidden ones are passed over, and so are files whose
    paths, in composed letters (NFC), are `left_out`.

    Raises `ArchiveMissing` if the folder does not exist or holds no file that may be an article.
    """
    if not archive.is_dir():
        raise ArchiveMissing(
            f"There is no folder {archive}: give the folder that holds your articles."
        )
    began = time_ns()
    files: list[File] = []
    ignored: Counter[str] = Counter()
    unreadable: dict[str, str] = {}
    hidden = 0
    for entry, path in _entries(archive, unreadable):
        if entry.name.startswith("."):
            hidden += 1
            continue
        if normalize("NFC", path) in left_out:
            continue
        if is_never_read(path):
            ignored[kind_of_name(path)] += 1
            continue
        try:
            status = entry.stat()
        except OSError as error:
            unreadable[path] = f"cannot be read: {error.strerror}"
            continue
        if reason := irregular(status.st_mode):
            unreadable[path] = reason
        else:
            files.append(File(path, status.st_size, status.st_mtime_ns))
    if not unreadable and not _is_any_readable(archive, files):
        raise ArchiveMissing(_explained(archive, files, ignored, hidden))
    files.sort(key=attrgetter("path"))
    return Scan(files, dict(sorted(ignored.items())), unreadable, began, hidden)


def is_recognised(archive: Path, path: str) -> bool:
    """Whether a file is of a format that is read, by its suffix or by its content. One that cannot be
    opened now may be."""
    try:
        return is_readable(path) or bool(kind_of_file(archive / path, path))
    except UnknownFormat:
        return False
    except Unreadable:
        return True


def _explained(archive: Path, files: Sequence[File], ignored: dict[str, int], hidden: int) -> str:
    """What is in a folder without an article, and what is read."""
    unread = dict.fromkeys((file.path for file in files), UnknownFormat.kind)
    found = "\n".join(f"  {line}" for line in sentences(seen(unread, unread, ignored, hidden)))
    kind = (
        "an index: give the folder of your articles" if own_names(os.listdir(archive)) else "empty"
    )
    holds = f" There is:\n{found}\n" if found else f" It is {kind}. "
    return (
        f"The folder {archive} holds no article.{holds}Backissue reads {_listed(suffixes())} files."
    )


def _is_any_readable(archive: Path, files: Sequence[File]) -> bool:
    """Whether there is a file to read: those that need not be opened are asked first."""
    return any(is_readable(file.path) for file in files) or any(
        is_recognised(archive, file.path) for file in files
    )


def _expected_size(file: File) -> int:
    """The expected number of bytes of text in a file."""
    if not is_readable(file.path):
        return min(file.size, _UNKNOWN)
    return file.size * _PACKED if is_compressed(file.path) else file.size


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _entries(archive: Path, unreadable: dict[str, str]) -> Iterator[tuple[os.DirEntry[str], str]]:
    """The files below a folder with their relative paths, but for those of an index; links to folders
    are not followed."""
    folders = [(str(archive), "")]
    while folders:
        folder, path = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            unreadable[path or ROOT] = f"this folder cannot be read: {error.strerror}"
            continue
        own = own_names(entry.name for entry in entries)
        for entry in entries:
            if entry.name in own:
                continue
            below = f"{path}/{entry.name}" if path else entry.name
            if entry.name.startswith("."):
                yield entry, below
            elif entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, below))
            elif _is_link_to_folder(entry):
                unreadable[below] = _LINK
            else:
                yield entry, below


def _is_link_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
