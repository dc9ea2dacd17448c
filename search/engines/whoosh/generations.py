"""Generations: immutable versions of an index, one of which is published.

    INDEX/CURRENT                       the name of the published generation, and its CRC-32
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
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generation import (
    REBUILD,
    Generation,
    Info,
    checksum,
    describe,
    file_name,
    read,
)
from search.errors import IndexDamaged, IndexMissing

_CURRENT = "CURRENT"
_FOLDER = "generations"


def current(index: Path) -> Generation:
    """The published generation; raises `IndexMissing` or `IndexDamaged`."""
    return read(current_folder(index))


def current_folder(index: Path) -> Path:
    """The folder of the published generation; raises `IndexMissing`, or `IndexDamaged`."""
    name = current_name(index)
    if not name:
        raise IndexMissing(f"There is no index in {index} yet: run `backissue reindex`.")
    return index / _FOLDER / name


def pointer(index: Path) -> tuple[int, int]:
    """Inode and time of CURRENT, which change with each publication; cheap enough for each search."""
    try:
        status = os.stat(index / _CURRENT)
    except OSError:
        return (0, 0)
    return status.st_ino, status.st_mtime_ns


def current_name(index: Path) -> str:
    """The name of the published generation, "" if there is none; raises `IndexDamaged`."""
    try:
        text = (index / _CURRENT).read_bytes()
    except OSError:
        return ""
    name = text.partition(b" ")[0].decode(errors="replace")
    if text != _pointing(name):
        raise IndexDamaged(f"{index / _CURRENT} is not as it was written: {REBUILD}.")
    return name


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
    info = Info(**{**asdict(info), "checksums": checksums, "published_at": _now()})
    describe(building, info)
    for file in building.iterdir():
        _force_to_disk(file)
    _force_to_disk(building)
    folder = index / _FOLDER / f"{info.number:06}"
    building.rename(folder)
    point(index, folder.name)
    _prune(index, {before, folder.name})
    return Generation(folder, info)


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
    point(index, generation.name)
    return generation


def _all(index: Path) -> list[Path]:
    folder = index / _FOLDER
    return [each for each in folder.iterdir() if each.name.isdigit()] if folder.is_dir() else []


def point(index: Path, name: str) -> None:
    """Name the published generation, in one step."""
    replacement = index / f"{_CURRENT}.new"
    replacement.write_bytes(_pointing(name))
    _force_to_disk(replacement)
    os.replace(replacement, index / _CURRENT)
    _force_to_disk(index)


def _pointing(name: str) -> bytes:
    """The content of CURRENT for a generation."""
    return f"{name} {crc32(name.encode()):08x}\n".encode()


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
