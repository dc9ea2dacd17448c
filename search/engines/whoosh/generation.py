"""One generation: its description, its table of contents, and whether its files are as written."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, IndexVersionError

from search.config.archive import ArchiveConfig
from search.engines.common.duplicates import NO_GROUPS, Groups
from search.engines.whoosh import duplicates_file
from search.engines.whoosh.codec import INDEX_NAME, ColumnarSegment, schema
from search.engines.whoosh.segments.segment import SUFFIX, Segment
from search.errors import IndexDamaged, IndexOfOtherVersion
from search.model.facets import FacetName
from search.storage.regular_files import open_stream, read_bytes, reason

FORMAT = 13
"""The version of what a generation consists of. Raise it, and record the new fingerprint, whenever
`tests/test_versions.py` finds another one: then older generations are refused and rebuilt."""
FINGERPRINT = "184131e51f046ed0"
MANIFEST = "manifest.columns"
DUPLICATES = "duplicates.columns"
"""The groups of duplicates, if the archive wants them."""
_INFO = "generation.json"
_TOC = 1
_MOVED = (AttributeError, ImportError, TypeError, pickle.UnpicklingError, IndexVersionError)
"""The errors of a table of contents that was pickled with other classes."""
REBUILD = "run `backissue reindex` to build it again; the articles are not touched"


FileStates = dict[str, tuple[int, ...] | None]
"""Device, inode, size and time of change of files by name; None for one that cannot be seen."""


@dataclass(frozen=True, slots=True)
class Info:
    """The description of a generation.

    `config` is the stamp of the archive's settings, `sparse` are the facets with too few values to be
    offered; `checksums` gives the BLAKE2b digest of each file, `seals` the seal of each array file (see
    `search.storage.array_file`), which is compared whenever the file is opened.
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
    seals: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its folder and description.

    `identity` is the checksum of the description, and so of the checksums and seals of all files: what a
    generation is, while its number may be given again.
    """

    folder: Path
    info: Info
    identity: str

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
        memory.files[name] = self.as_written(name)
        try:
            toc = TOC.read(memory, INDEX_NAME, _TOC)
        except _MOVED as error:
            raise IndexOfOtherVersion(self.folder) from error
        segments: list[ColumnarSegment] = toc.segments
        return segments

    def open(self) -> list[Segment]:
        """All segments; raises what `table` and `open_segment` raise."""
        opened: list[Segment] = []
        try:
            for each in self.table():
                opened.append(self.open_segment(each))
        except BaseException:
            close(opened)
            raise
        return opened

    def open_segment(self, listed: ColumnarSegment) -> Segment:
        """A segment of the table; raises `IndexDamaged` if its file is not the one that was written, or
        not whole."""
        name = file_name(listed)
        try:
            segment = listed.open(self.folder)
        except OSError as error:
            raise IndexDamaged(
                f"{self.folder / name} cannot be opened ({reason(error)}): {REBUILD}."
            ) from error
        if segment.seal != self.info.seals.get(name) or segment.size != listed.size:
            segment.close()
            raise IndexDamaged(f"{self.folder / name} is not the file that was written: {REBUILD}.")
        return segment

    def states(self) -> FileStates:
        """What shows that a file was replaced or changed."""
        return {name: _state(self.folder / name) for name in (_INFO, *self.info.checksums)}

    def manifest(self) -> Path:
        """The file of the manifest, which is as it was written; raises `IndexDamaged`."""
        self.as_written(MANIFEST)
        return self.folder / MANIFEST

    @property
    def are_grouped(self) -> bool:
        """Whether articles with the same text are."""
        return DUPLICATES in self.info.checksums

    def duplicates(self) -> Groups:
        """The groups of duplicates, none if they `are_grouped` not. Members are documents, numbered over
        all segments. Raises `IndexDamaged`."""
        if not self.are_grouped:
            return NO_GROUPS
        seal = self.info.seals.get(DUPLICATES, "")
        return duplicates_file.read(self.folder / DUPLICATES, seal, REBUILD)

    def as_written(self, name: str) -> bytes:
        """The content of a small file."""
        try:
            content = read_bytes(self.folder / name)
        except OSError as error:
            raise IndexDamaged(
                f"{self.folder / name} cannot be read ({reason(error)}): {REBUILD}."
            ) from error
        if _digest(content) != self.info.checksums.get(name):
            raise IndexDamaged(f"{self.folder / name} is not as it was written: {REBUILD}.")
        return content


def read(folder: Path) -> Generation:
    """The generation in a folder; raises `IndexDamaged` or `IndexOfOtherVersion`."""
    try:
        text = read_bytes(folder / _INFO).decode()
        record = json.loads(text)
        if record.get("format") != FORMAT:  # first, as all else may differ, too
            raise IndexOfOtherVersion(folder)
        identity = record.pop("checksum")
        if text != _written(record):
            raise ValueError(f"{_INFO} is not as it was written")
        return Generation(folder, Info(**record), identity)
    except (OSError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise IndexDamaged(
            f"{folder / _INFO} cannot be read ({reason(error)}): {REBUILD}."
        ) from error


def describe(building: Path, info: Info) -> str:
    """Write the description of a generation, and return its identity."""
    (building / _INFO).write_text(_written(asdict(info)))
    return _identity(asdict(info))


def _written(record: dict[str, object]) -> str:
    """The text of a file that holds `record` and its checksum."""
    return json.dumps({**record, "checksum": _identity(record)}, indent=1)


def _identity(record: dict[str, object]) -> str:
    return _digest(json.dumps(record, sort_keys=True).encode())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def close(segments: Iterable[Segment]) -> None:
    for segment in segments:
        segment.close()


def _state(file: Path) -> tuple[int, ...] | None:
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def file_name(segment: ColumnarSegment) -> str:
    """The name of a segment's file in the folder of a generation."""
    return f"{segment.name}{SUFFIX}"


def write_table(
    building: Path, segments: list[ColumnarSegment], facets: Iterable[FacetName]
) -> None:
    TOC(schema(facets), segments, _TOC).write(FileStorage(str(building)), INDEX_NAME)


def checksum(file: Path) -> str:
    digest = blake2b(digest_size=16)
    with open_stream(file) as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def faults(generation: Generation) -> list[str]:
    """One sentence for each fault in the files of a generation, all of which are read; empty if they
    are as written."""
    found = [
        fault
        for name, expected in generation.info.checksums.items()
        if (fault := file_fault(generation.folder / name, expected))
    ]
    return found or evident_faults(generation)


def evident_faults(generation: Generation) -> list[str]:
    """Faults that are seen when the files are opened, without reading what is in them: other files,
    missing, shorter or longer ones. Raises `IndexOfOtherVersion`."""
    try:
        segments = generation.open()
        count = sum(segment.live_count for segment in segments)
        close(segments)
        generation.manifest()
        generation.duplicates()
    except IndexOfOtherVersion:
        raise
    except IndexDamaged as error:
        return [error.fault]
    if count != generation.info.articles:
        return [f"{generation.folder} holds {count} articles, not {generation.info.articles}."]
    return []


def file_fault(file: Path, expected: str) -> str:
    """What is wrong with a file that must have a checksum, "" if nothing is."""
    try:
        found = checksum(file)
    except FileNotFoundError:
        return f"{file} is missing."
    except OSError as error:
        return f"{file} cannot be read ({error.strerror})."
    return "" if found == expected else f"{file} is not as it was written."
