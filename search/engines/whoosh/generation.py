"""One generation: its description, its table of contents, and whether its files are as written."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, IndexVersionError

from search.config.archive import ArchiveConfig
from search.engines.whoosh.codec import INDEX_NAME, ColumnarSegment, schema
from search.engines.whoosh.segments.segment import SUFFIX, Segment
from search.errors import IndexDamaged, IndexOfOtherVersion
from search.model.facets import FacetName

FORMAT = 9
"""The version of what a generation consists of. Raise it, and record the new fingerprint, whenever
`tests/test_versions.py` finds another one: then older generations are refused and rebuilt."""
FINGERPRINT = "58f06c396c2506c1"
MANIFEST = "manifest.columns"
_INFO = "generation.json"
_TOC = 1
_MOVED = (AttributeError, ImportError, TypeError, pickle.UnpicklingError, IndexVersionError)
"""The errors of a table of contents that was pickled with other classes."""
REBUILD = "run `backissue reindex --full` to build it again; the articles are not touched"


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
            raise IndexDamaged(f"{self.folder / name} is not as it was written: {REBUILD}.")
        try:
            toc = TOC.read(memory, INDEX_NAME, _TOC)
        except _MOVED as error:
            raise IndexOfOtherVersion(self.folder) from error
        segments: list[ColumnarSegment] = toc.segments
        return segments

    def open(self) -> list[Segment]:
        return [segment.open(self.folder) for segment in self.table()]


def read(folder: Path) -> Generation:
    """The generation in a folder; raises `IndexDamaged` or `IndexOfOtherVersion`."""
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
        raise IndexDamaged(f"{folder} cannot be read ({error}): {REBUILD}.") from error


def describe(building: Path, info: Info) -> None:
    """Write the description of a generation."""
    (building / _INFO).write_text(_written(asdict(info)))


def _written(record: dict[str, object]) -> str:
    """The text of a file that holds `record` and its checksum."""
    digest = _digest(json.dumps(record, sort_keys=True).encode())
    return json.dumps({**record, "checksum": digest}, indent=1)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def file_name(segment: ColumnarSegment) -> str:
    """The name of a segment's file in the folder of a generation."""
    return f"{segment.name}{SUFFIX}"


def write_table(
    building: Path, segments: list[ColumnarSegment], facets: Iterable[FacetName]
) -> None:
    TOC(schema(facets), segments, _TOC).write(FileStorage(str(building)), INDEX_NAME)


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
