"""Generations: immutable versions of an index, one of which is published.

    INDEX/CURRENT                       name and identity of the published generation, and a CRC-32
    INDEX/ROLLBACK                      the same of the one that the last rollback published
    INDEX/CHECKED                       when all files of a large one were read, see `last_check`
    INDEX/lock                          held by the one process that writes
    INDEX/generations/000042/           a generation
        generation.json                 its format, counts and checksums, also of this file
        manifest.columns                the files that the articles came from
        duplicates.columns              articles with the same text, if the archive groups them
        _MAIN_1.toc                     Whoosh's table of contents
        MAIN_….segment                  segments, shared with other generations by hard links
    INDEX/generations/building-…/       one that is being written, or that a crash left

Readers see complete generations only: a new one is written to a folder of its own, forced to disk,
renamed, and then named in CURRENT, which is replaced in one step.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from search.engines.whoosh.generation import REBUILD, Generation, evident_faults, read
from search.errors import IndexDamaged, IndexMissing
from search.storage import index_folders
from search.storage.regular_files import read_bytes

CURRENT = index_folders.CURRENT
ROLLBACK = index_folders.ROLLBACK
FOLDER = index_folders.GENERATIONS
_NUMBER = re.compile("[0-9]+")


class Pointer(NamedTuple):
    """What CURRENT says: the name and the identity ("" in an index of another version)."""

    name: str
    identity: str


NOWHERE = Pointer("", "")


class Listed(NamedTuple):
    """A generation in the folder of an index, whole or not. `generation` is None if its description
    cannot be read; `faults` are sentences, none if it is whole as far as was looked."""

    name: str
    generation: Generation | None
    faults: tuple[str, ...]

    @property
    def number(self) -> int:
        return int(self.name)

    @property
    def identity(self) -> str:
        return self.generation.identity if self.generation else ""

    @property
    def published_at(self) -> str:
        return self.generation.info.published_at if self.generation else ""

    @property
    def articles(self) -> int:
        return self.generation.info.articles if self.generation else 0


def current(index: Path) -> Generation:
    """The published generation; raises `IndexMissing` or `IndexDamaged`."""
    return pointed(index, pointer(index))


def pointed(index: Path, found: Pointer) -> Generation:
    """The generation that CURRENT names, if it is still that one; raises what `current` raises."""
    if not found.name:
        raise IndexMissing(f"There is no index in {index} yet: run `backissue reindex`.")
    generation = read(folder(index, found.name))
    if generation.identity != found.identity:
        raise IndexDamaged(
            f"{generation.folder} is not the generation that was published: {REBUILD}."
        )
    return generation


def is_pointed(index: Path, pointer: Pointer, generation: Generation) -> bool:
    """Whether CURRENT names a generation, and its folder has the name that CURRENT gives."""
    return generation.identity == pointer.identity and generation.folder == folder(
        index, pointer.name
    )


def folder(index: Path, name: str) -> Path:
    """The folder of the generation with that name."""
    return index / FOLDER / name


def current_folder(index: Path) -> Path:
    """The folder of the published generation; raises `IndexMissing`, or `IndexDamaged`."""
    found = pointer(index)
    if not found.name:
        raise IndexMissing(f"There is no index in {index} yet: run `backissue reindex`.")
    return folder(index, found.name)


def current_name(index: Path) -> str:
    """The name of the published generation, "" if there is none; raises `IndexDamaged`."""
    return pointer(index).name


def pointer(index: Path) -> Pointer:
    """What CURRENT says, with empty names if there is none; raises `IndexDamaged`."""
    return _said(index / CURRENT)


def rolled_back(index: Path) -> Pointer:
    """What the last rollback published, empty names if that is not known."""
    try:
        return _said(index / ROLLBACK)
    except IndexDamaged:
        return NOWHERE


def _said(file: Path) -> Pointer:
    try:
        text = read_bytes(file)
    except (FileNotFoundError, NotADirectoryError):
        return NOWHERE
    except OSError as error:
        raise IndexDamaged(f"{file} cannot be read ({error.strerror}): {REBUILD}.") from error
    name, *rest = text.decode(errors="replace").split()[:-1] or [""]
    identity = rest[0] if rest else ""
    if text != pointing(name, identity) or not _NUMBER.fullmatch(name):
        raise IndexDamaged(f"{file} is not as it was written: {REBUILD}.")
    return Pointer(name, identity)


def listed(index: Path, look: Callable[[Generation], list[str]] = evident_faults) -> list[Listed]:
    """All generations in the folder of an index, newest first. `look` finds the faults of one: those that
    are evident, or with `generation.faults` all, for which all files are read."""
    return [_listed(each, look) for each in every_folder(index)]


def best_first(index: Path, pointer: Pointer) -> list[Generation]:
    """The generations whose description can be read, in the order in which they stand in for the
    published one: that one itself, if only its folder has another name; then those before it, newest
    first; then those that it has superseded by a rollback."""
    found = []
    for each in every_folder(index):
        with suppress(IndexDamaged):
            found.append(read(each))
    newest = (
        int(pointer.name) if pointer.name else max((each.info.number for each in found), default=0)
    )
    return sorted(
        found,
        key=lambda each: (
            each.identity != pointer.identity,
            each.info.number > newest,
            -each.info.number,
        ),
    )


def _listed(folder: Path, look: Callable[[Generation], list[str]]) -> Listed:
    try:
        generation = read(folder)
    except IndexDamaged as error:
        return Listed(folder.name, None, (error.fault,))
    try:
        faults = look(generation)
    except IndexDamaged as error:
        faults = [error.fault]
    if int(folder.name) != generation.info.number:
        faults = [f"{folder} is generation {generation.info.number} under another name.", *faults]
    return Listed(folder.name, generation, tuple(faults))


def every_folder(index: Path) -> list[Path]:
    """The folders of all generations, newest first; none if they cannot be listed."""
    try:
        folders = [each for each in (index / FOLDER).iterdir() if _NUMBER.fullmatch(each.name)]
    except OSError:
        return []
    return sorted(folders, key=lambda folder: int(folder.name), reverse=True)


def pointing(name: str, identity: str) -> bytes:
    """The content of CURRENT for a generation."""
    text = f"{name} {identity}" if identity else name
    return f"{text} {crc32(text.encode()):08x}\n".encode()
