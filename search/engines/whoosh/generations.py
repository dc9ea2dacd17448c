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

import json
import os
import pickle
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, IndexVersionError

from search.config.archive import ArchiveConfig
from search.engines.whoosh.codec import INDEX_NAME, ColumnarSegment, schema
from search.engines.whoosh.segments.segment import SUFFIX, Segment
from search.errors import IndexDamaged, IndexMissing, IndexOfOtherVersion
from search.model.facets import FacetName

FORMAT = 4
"""The version of what a generation consists of. Raise it, and record the new fingerprint, whenever
`tests/test_versions.py` finds another one: then older generations are refused and rebuilt."""
FINGERPRINT = "6836faf54c245aa6"
MANIFEST = "manifest.columns"
_CURRENT = "CURRENT"
_FOLDER = "generations"
_INFO = "generation.json"
_TOC = 1
_MOVED = (AttributeError, ImportError, TypeError, pickle.UnpicklingError, IndexVersionError)
"""The errors of a table of contents that was pickled with other classes."""
_REBUILD = "run `backissue reindex --full` to build it again; the articles are not touched"


@dataclass(frozen=True, slots=True)
class Info:
    """The description of a generation.

    `config` is the stamp of the archive's settings, `sparse` are the facets with too few values to be
    offered; `checksums` gives the BLAKE2b digest of each file.
    """

    number: int
    articles: int
    paragraphs: int
    reading: int
    published_at: str
    format: int = FORMAT
    config: dict[str, Any] = field(default_factory=lambda: ArchiveConfig().stamp())
    sparse: list[FacetName] = field(default_factory=list)
    checksums: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its folder and description."""

    folder: Path
    info: Info

    @property
    def name(self) -> str:
        return self.folder.name

    def settings(self) -> ArchiveConfig:
        """The settings of the archive when it was indexed; raises `IndexOfOtherVersion`."""
        try:
            return ArchiveConfig.from_stamp(self.info.config)
        except ValueError as error:
            raise IndexOfOtherVersion(self.folder) from error

    def config(self) -> ArchiveConfig:
        """The settings with only the facets that are offered."""
        return self.settings().offered(self.info.sparse)

    def facets(self) -> tuple[FacetName, ...]:
        """The facets that are indexed."""
        return self.settings().facets.names

    def table(self) -> list[ColumnarSegment]:
        """The segments as the table of contents lists them.

        Raises `IndexDamaged` if the table is not as it was written (it is unpickled, so it is checked
        first) and `IndexOfOtherVersion` if its classes have moved.
        """
        name = TOC._filename(INDEX_NAME, _TOC)
        memory = RamStorage()
        memory.files[name] = (self.folder / name).read_bytes()
        if _digest(memory.files[name]) != self.info.checksums.get(name):
            raise IndexDamaged(f"{self.folder / name} is not as it was written: {_REBUILD}.")
        try:
            toc = TOC.read(memory, INDEX_NAME, _TOC)
        except _MOVED as error:
            raise IndexOfOtherVersion(self.folder) from error
        segments: list[ColumnarSegment] = toc.segments
        return segments

    def open(self) -> list[Segment]:
        return [segment.open(self.folder) for segment in self.table()]


def current(index: Path) -> Generation:
    """The published generation; raises `IndexMissing` or `IndexDamaged`."""
    name = current_name(index)
    if not name:
        raise IndexMissing(f"There is no index in {index} yet: run `backissue reindex`.")
    return _read(index / _FOLDER / name)


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
        raise IndexDamaged(f"{index / _CURRENT} is not as it was written: {_REBUILD}.")
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


def file_name(segment: ColumnarSegment) -> str:
    """The name of a segment's file in the folder of a generation."""
    return f"{segment.name}{SUFFIX}"


def share(generation: Generation, building: Path, segments: Iterable[ColumnarSegment]) -> None:
    """Link segments of an earlier generation into the new one; copy them if links are not possible."""
    for segment in segments:
        file = generation.folder / file_name(segment)
        try:
            os.link(file, building / file.name)
        except OSError:
            shutil.copy2(file, building / file.name)


def write_table(
    building: Path, segments: list[ColumnarSegment], facets: Iterable[FacetName]
) -> None:
    TOC(schema(facets), segments, _TOC).write(FileStorage(str(building)), INDEX_NAME)


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
    (building / _INFO).write_text(_written(asdict(info)))
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
    generation = _read(earlier[-1])
    point(index, generation.name)
    return generation


def checksum(file: Path) -> str:
    digest = blake2b(digest_size=16)
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def faults(generation: Generation) -> list[str]:
    """One sentence for each fault in the files of a generation; empty if they are as written."""
    found = []
    for name, expected in generation.info.checksums.items():
        file = generation.folder / name
        if not file.is_file():
            found.append(f"{file} is missing.")
        elif checksum(file) != expected:
            found.append(f"{file} is not as it was written.")
    if found:
        return found
    counts = [segment.live_count for segment in generation.open()]
    if sum(counts) != generation.info.articles:
        found.append(
            f"{generation.folder} holds {sum(counts)} articles, not {generation.info.articles}."
        )
    return found


def _read(folder: Path) -> Generation:
    try:
        text = (folder / _INFO).read_text()
        record = json.loads(text)
        if record.get("format") != FORMAT:  # first, as all else may differ, too
            raise IndexOfOtherVersion(folder)
        del record["checksum"]
        if text != _written(record):
            raise ValueError(f"{_INFO} is not as it was written")
        return Generation(folder, Info(**record))
    except (OSError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{folder} cannot be read ({error}): {_REBUILD}.") from error


def _written(record: dict[str, object]) -> str:
    """The text of a file that holds `record` and its checksum."""
    digest = _digest(json.dumps(record, sort_keys=True).encode())
    return json.dumps({**record, "checksum": digest}, indent=1)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


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
