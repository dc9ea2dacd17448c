"""Generations: immutable versions of an index, one of which is published.

    INDEX/CURRENT                       the name of the published generation, and its CRC-32
    INDEX/lock                          held by the one process that writes
    INDEX/generations/000042/           a generation
        generation.json                 what it is: formats, counts, checksums, its own among them
        manifest.columns                which file each article came from
        _MAIN_1.toc                     Whoosh's table of contents
        MAIN_….segment                  segments, shared with other generations by hard links
    INDEX/generations/building-…/       one that is being written, or was left behind by a crash

Whoever reads sees complete generations only: a new one is written beside the others, forced to
disk, renamed, and then named in CURRENT, which is replaced in one step.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.engines.whoosh.codec import INDEX_NAME, ColumnarSegment, schema
from search.engines.whoosh.segments.segment import SUFFIX, Segment
from search.errors import IndexDamaged, IndexMissing

FORMAT = 4
"""The version of what a generation consists of. Raise it, and record the new fingerprint, whenever
`tests/test_versions.py` finds another one: then older generations are refused and rebuilt."""
FINGERPRINT = "64de77ed1c753c63"
MANIFEST = "manifest.columns"
_CURRENT = "CURRENT"
_FOLDER = "generations"
_INFO = "generation.json"
_TOC = 1
_REBUILD = "run `backissue reindex --full` to write it anew; the articles are not touched"


@dataclass(frozen=True, slots=True)
class Info:
    """What is known of a generation; `checksums` gives the BLAKE2b digest of each file."""

    number: int
    articles: int
    paragraphs: int
    reading: int
    published_at: str
    format: int = FORMAT
    checksums: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its folder and what is known of it."""

    folder: Path
    info: Info

    @property
    def name(self) -> str:
        return self.folder.name

    def table(self) -> list[ColumnarSegment]:
        """The segments as the table of contents lists them; it is unpickled, so checked before."""
        name = TOC._filename(INDEX_NAME, _TOC)
        if checksum(self.folder / name) != self.info.checksums.get(name):
            raise IndexDamaged(f"{self.folder / name} is not as it was written: {_REBUILD}.")
        segments: list[ColumnarSegment] = TOC.read(
            FileStorage(str(self.folder)), INDEX_NAME
        ).segments
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
    """What changes whenever a generation is published: cheap enough to ask for each search."""
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
    """A new empty folder to build a generation in; those that a crash left behind are removed."""
    folder = index / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for abandoned in folder.glob("building-*"):
        discard(abandoned)
    building = folder / f"building-{secrets.token_hex(4)}"
    building.mkdir()
    return building


def discard(building: Path) -> None:
    """Remove a generation that is not to be published."""
    shutil.rmtree(building, ignore_errors=True)


def file_name(segment: ColumnarSegment) -> str:
    """The name of a segment's file in the folder of a generation."""
    return f"{segment.name}{SUFFIX}"


def share(generation: Generation, building: Path, segments: Iterable[ColumnarSegment]) -> None:
    """Put segments of an earlier generation into the new one, without copying where possible."""
    for segment in segments:
        file = generation.folder / file_name(segment)
        try:
            os.link(file, building / file.name)
        except OSError:
            shutil.copy2(file, building / file.name)


def write_table(building: Path, segments: list[ColumnarSegment]) -> None:
    TOC(schema(), segments, _TOC).write(FileStorage(str(building)), INDEX_NAME)


def publish(index: Path, building: Path, info: Info, known: dict[str, str]) -> Generation:
    """Make the generation in `building` the current one; `known` are checksums of shared files.

    The generation before it is kept for `roll_back`, older ones are removed.
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
    """What is wrong with a generation's files, one sentence a fault; empty if they are as written."""
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
        del record["checksum"]
        if text != _written(record):
            raise ValueError(f"{_INFO} is not as it was written")
        if record.get("format") != FORMAT:
            raise IndexDamaged(f"{folder} was written by another version of Backissue: {_REBUILD}.")
        return Generation(folder, Info(**record))
    except (OSError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{folder} cannot be read ({error}): {_REBUILD}.") from error


def _written(record: dict[str, object]) -> str:
    """The text of a file with `record` in it and a checksum of that."""
    return json.dumps({**record, "checksum": _digest(record)}, indent=1)


def _digest(record: dict[str, object]) -> str:
    return blake2b(json.dumps(record, sort_keys=True).encode(), digest_size=16).hexdigest()


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
    """What the pointer to a generation holds."""
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
