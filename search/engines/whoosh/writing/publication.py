"""Building a generation in a folder of its own, publishing it, and removing old ones."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generation import (
    DUPLICATES,
    MANIFEST,
    Generation,
    Info,
    checksum,
    describe,
    file_name,
)
from search.engines.whoosh.generations import (
    CURRENT,
    FOLDER,
    ROLLBACK,
    current_name,
    every_folder,
    listed,
    pointing,
    rolled_back,
)
from search.engines.whoosh.segments.segment import SUFFIX
from search.errors import IndexDamaged
from search.storage.array_file import seal

KEEP = 3
"""Generations that are kept if nothing else is said."""
_SEALED = (SUFFIX, MANIFEST, DUPLICATES)
"""The ends of the names of array files."""


class Sums(NamedTuple):
    """What a file is known by: its checksum, and its seal, "" if it is no array file."""

    checksum: str
    seal: str


def start(index: Path) -> Path:
    """A new empty folder to build a generation in."""
    folder = index / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    remove_unfinished(index)
    building = folder / f"building-{secrets.token_hex(4)}"
    building.mkdir()
    return building


def remove_unfinished(index: Path) -> None:
    """Remove what a reindex has left that was killed, or that failed, as it does on a full disk. Only the
    holder of the lock may do this."""
    for building in (index / FOLDER).glob("building-*"):
        discard(building)


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


def publish(
    index: Path, building: Path, info: Info, known: Mapping[str, Sums], keep: int = KEEP
) -> Generation:
    """Make the generation in `building` the current one; `known` are the sums of shared files.

    `keep` generations are kept, see `_prune`.
    """
    before = _current_name(index)
    sums = {
        file.name: known.get(file.name) or _sums_of(file)
        for file in sorted(building.iterdir())
        if file.is_file()
    }
    checksums = {name: each.checksum for name, each in sums.items()}
    seals = {name: each.seal for name, each in sums.items() if each.seal}
    written = {"checksums": checksums, "seals": seals, "published_at": _now()}
    info = Info(**{**asdict(info), **written})
    identity = describe(building, info)
    for file in building.iterdir():
        _force_to_disk(file)
    _force_to_disk(building)
    folder = index / FOLDER / f"{info.number:06}"
    building.rename(folder)
    generation = Generation(folder, info, identity)
    point(index, generation)
    _prune(index, generation.name, before, keep)
    return generation


def _sums_of(file: Path) -> Sums:
    return Sums(checksum(file), seal(file) if file.name.endswith(_SEALED) else "")


def next_number(index: Path) -> int:
    """A number above those of all generations, also of such that cannot be read or are gone."""
    names = [folder.name for folder in every_folder(index)]
    names += [_current_name(index), rolled_back(index).name]
    return max((int(name) for name in names if name), default=0) + 1


def point(index: Path, generation: Generation) -> None:
    """Name the published generation, in one step."""
    _name(index, CURRENT, generation)


def roll_back(index: Path, generation: Generation) -> None:
    """Publish an older generation; it is remembered as the one that the last rollback published."""
    _name(index, ROLLBACK, generation)
    point(index, generation)


def _name(index: Path, file: str, generation: Generation) -> None:
    """Let a file name a generation, in one step."""
    replacement = index / f"{file}.new"
    replacement.unlink(missing_ok=True)  # it may be a link to a file of somebody
    replacement.write_bytes(pointing(generation.name, generation.identity))
    _force_to_disk(replacement)
    os.replace(replacement, index / file)
    _force_to_disk(index)


def _current_name(index: Path) -> str:
    try:
        return current_name(index)
    except IndexDamaged:
        return ""


def _prune(index: Path, published: str, before: str, keep: int) -> None:
    """Remove old generations, so that `keep` are left: the published one, the one that the last rollback
    published, the one before, and the newest of those that can be read.

    The first two are kept even if `keep` is smaller.
    """
    needed = {name: None for name in (published, rolled_back(index).name) if name}
    newest = [each.name for each in listed(index, lambda _: []) if each.generation]
    wanted = [*dict.fromkeys([*needed, *filter(None, [before]), *newest])]
    kept = wanted[: max(keep, len(needed))]
    for folder in every_folder(index):
        if folder.name not in kept:
            _remove(folder)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        folder.chmod(0o700)
        shutil.rmtree(folder)


def _force_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
