"""Generations: immutable versions of an index, one of which is published.

    INDEX/CURRENT                       name and identity of the published generation, and a CRC-32
    INDEX/lock                          held by the one process that writes
    INDEX/generations/000042/           a generation
        generation.json                 its format, counts and checksums, also of this file
        manifest.columns                the files that the articles came from
        _MAIN_1.toc                     Whoosh's table of contents
        MAIN_….segment                  segments, shared with other generations by hard links
    INDEX/generations/building-…/       one that is being written, or that a crash left

Readers see complete generations only: a new one is written to a folder of its own, forced to disk,
renamed, and then named in CURRENT, which is replaced in one step.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generation import (
    MANIFEST,
    REBUILD,
    Generation,
    Info,
    checksum,
    describe,
    evident_faults,
    file_name,
    read,
)
from search.engines.whoosh.segments.segment import SUFFIX
from search.errors import IndexDamaged, IndexMissing
from search.storage.array_file import seal

CURRENT = "CURRENT"
_FOLDER = "generations"
_SEALED = (SUFFIX, MANIFEST)
"""The ends of the names of array files."""


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
    generation = read(_folder(index, found))
    if generation.identity != found.identity:
        raise IndexDamaged(
            f"{generation.folder} is not the generation that was published: {REBUILD}."
        )
    return generation


def is_pointed(index: Path, pointer: Pointer, generation: Generation) -> bool:
    """Whether CURRENT names a generation, and its folder has the name that CURRENT gives."""
    return generation.identity == pointer.identity and generation.folder == _folder(index, pointer)


def _folder(index: Path, pointer: Pointer) -> Path:
    return index / _FOLDER / pointer.name


def current_folder(index: Path) -> Path:
    """The folder of the published generation; raises `IndexMissing`, or `IndexDamaged`."""
    found = pointer(index)
    if not found.name:
        raise IndexMissing(f"There is no index in {index} yet: run `backissue reindex`.")
    return _folder(index, found)


def current_name(index: Path) -> str:
    """The name of the published generation, "" if there is none; raises `IndexDamaged`."""
    return pointer(index).name


def pointer(index: Path) -> Pointer:
    """What CURRENT says, with empty names if there is none; raises `IndexDamaged`."""
    file = index / CURRENT
    try:
        text = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return NOWHERE
    except OSError as error:
        raise IndexDamaged(f"{file} cannot be read ({error.strerror}).") from error
    name, *rest = text.decode(errors="replace").split()[:-1] or [""]
    identity = rest[0] if rest else ""
    if text != _pointing(name, identity) or not name.isdigit():
        raise IndexDamaged(f"{file} is not as it was written: {REBUILD}.")
    return Pointer(name, identity)


def listed(index: Path, look: Callable[[Generation], list[str]] = evident_faults) -> list[Listed]:
    """All generations in the folder of an index, newest first. `look` finds the faults of one: those that
    are evident, or with `generation.faults` all, for which all files are read."""
    return [_listed(folder, look) for folder in _all(index)]


def best_first(index: Path, pointer: Pointer) -> list[Generation]:
    """The generations whose description can be read, in the order in which they stand in for the
    published one: that one itself, if only its folder has another name; then those before it, newest
    first; then those that it has superseded by a rollback."""
    found = []
    for folder in _all(index):
        with suppress(IndexDamaged):
            found.append(read(folder))
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
        return Listed(folder.name, None, (str(error),))
    try:
        faults = look(generation)
    except IndexDamaged as error:
        faults = [str(error)]
    if int(folder.name) != generation.info.number:
        faults = [f"{folder} is generation {generation.info.number} under another name.", *faults]
    return Listed(folder.name, generation, tuple(faults))


def start(index: Path) -> Path:
    """A new empty folder to build a generation in; folders that a crash left are removed."""
    folder = index / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for abandoned in folder.glob("building-*"):
        discard(abandoned)
    building = folder / f"building-{secrets.token_hex(4)}"
    building.mkdir()
    return building


def discard(building: Path) -> None:
    """Remove a generation that will not be published."""
    shutil.rmtree(building, ignore_errors=True)


def share(generation: Generation, building: Path, segments: Iterable[ColumnarSegment]) -> None:
    """Link segments of an earlier generation into the new one; copy them if links are not possible."""
    for segment in segments:
        file = generation.folder / file_name(segment)
        try:
            os.link(file, building / file.name)
        except OSError:
            shutil.copy2(file, building / file.name)


def publish(index: Path, building: Path, info: Info, known: dict[str, str]) -> Generation:
    """Make the generation in `building` the current one; `known` are checksums of shared files.

    The generation before is kept for `roll_back`, older ones are removed.
    """
    try:
        before = current_name(index)
    except IndexDamaged:
        before = ""
    checksums = {
        file.name: known.get(file.name) or checksum(file)
        for file in sorted(building.iterdir())
        if file.is_file()
    }
    seals = {name: seal(building / name) for name in checksums if name.endswith(_SEALED)}
    written = {"checksums": checksums, "seals": seals, "published_at": _now()}
    info = Info(**{**asdict(info), **written})
    identity = describe(building, info)
    for file in building.iterdir():
        _force_to_disk(file)
    _force_to_disk(building)
    folder = index / _FOLDER / f"{info.number:06}"
    building.rename(folder)
    generation = Generation(folder, info, identity)
    point(index, generation)
    _prune(index, {before, folder.name})
    return generation


def next_number(index: Path) -> int:
    numbers = [int(folder.name) for folder in _all(index)]
    return max(numbers, default=0) + 1


def roll_back(index: Path) -> Generation:
    """Publish the generation before the current one again; raises `IndexMissing` if none is kept."""
    now = current_name(index)
    earlier = sorted(folder for folder in _all(index) if folder.name < now)
    if not earlier:
        raise IndexMissing(f"{index} holds no generation before {now or 'the first one'}.")
    generation = read(earlier[-1])
    point(index, generation)
    return generation


def _all(index: Path) -> list[Path]:
    """The folders of all generations, newest first."""
    try:
        folders = [each for each in (index / _FOLDER).iterdir() if each.name.isdigit()]
    except OSError:
        return []
    return sorted(folders, key=lambda folder: int(folder.name), reverse=True)


def point(index: Path, generation: Generation) -> None:
    """Name the published generation, in one step."""
    replacement = index / f"{CURRENT}.new"
    replacement.write_bytes(_pointing(generation.name, generation.identity))
    _force_to_disk(replacement)
    os.replace(replacement, index / CURRENT)
    _force_to_disk(index)


def _pointing(name: str, identity: str) -> bytes:
    """The content of CURRENT for a generation."""
    text = f"{name} {identity}" if identity else name
    return f"{text} {crc32(text.encode()):08x}\n".encode()


def _prune(index: Path, kept: set[str]) -> None:
    for folder in _all(index):
        if folder.name not in kept:
            with suppress(OSError):
                shutil.rmtree(folder)


def _force_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
