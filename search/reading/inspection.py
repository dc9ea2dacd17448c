"""What a reindex would make of one file, and where each value was found: how an archive is debugged."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from search.config.archive import ArchiveConfig
from search.config.archive_toml import FILE_NAME
from search.reading import (
    Failure,
    PassedOver,
    Reading,
    Record,
    Tally,
    Unreadable,
    read,
    records,
    unexpected,
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is in a file. `path` is relative to the archive, as ids and folders need it.

    `failures` are the reasons why the file or some of its records cannot be indexed, `warnings` what is
    odd about those that are, and why others are passed over. In files of many records each begins with
    its record, "record 3: …", and in containers with its file there, "2019/a.html: …".
    """

    path: str
    readings: tuple[Reading, ...]
    failures: tuple[str, ...]
    warnings: tuple[str, ...]


def archive_of(file: Path, archive: Path) -> Path:
    """The folder to which the path of a file is relative: the nearest one above it with a
    `backissue.toml`, else `archive` if the file is below it, else the folder of the file."""
    folder = _resolved(file.parent)
    for parent in (folder, *folder.parents):
        if (parent / FILE_NAME).is_file():
            return parent
    root = _resolved(archive)
    return root if folder.is_relative_to(root) else folder


def inspect(
    file: Path, archive: Path, config: ArchiveConfig, limit: int | None = None
) -> Inspection:
    """Read a file of an archive (a folder as `archive_of` gives it), at most `limit` records of it."""
    path = (_resolved(file.parent) / file.name).relative_to(archive).as_posix()
    found = _Findings(path)
    tally = Tally()
    if odd := _why_passed_over(path, config):
        found.warnings.append(odd)
    try:
        given = records(file, path, tally)
        for each in islice(given, limit):
            found.add(each, config)
        if next(given, None):
            found.warnings.append(
                f"only the first {limit:,} records were read: --all reads the rest"
            )
    except PassedOver as reason:
        found.warnings.append(str(reason))
    except Unreadable as error:
        found.failures.append(str(error))
    if tally.others:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(tally.others.items()))
        found.warnings.append(f"passed over, as they are no articles: {kinds}")
    return found.inspection()


class _Findings:
    """What was found in a file so far."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._readings: dict[str, Reading] = {}
        self._owners: dict[str, str] = {}
        self.failures: list[str] = []
        self.warnings: list[str] = []

    def add(self, record: Record | Failure, config: ArchiveConfig) -> None:
        name = _name(record)
        at = f"{name}: " if name else ""
        try:
            reading = _read(record, config)
            self._own(reading.article.id, name)
        except PassedOver as reason:
            self.warnings.append(f"{at}{reason}")
            return
        except Unreadable as error:
            self.failures.append(f"{at}{error}")
            return
        except Exception as error:
            self.failures.append(f"{at}{unexpected(error)}")
            return
        self._readings[reading.article.id] = reading
        self.warnings += [f"{at}{warning}" for warning in reading.warnings]

    def _own(self, id: str, name: str) -> None:
        """Raises `Unreadable` if an earlier record has the id."""
        owner = self._owners.setdefault(id, name)
        if owner != name:
            raise Unreadable(
                f"has the id “{id}”, which belongs to {owner}: give it an id of its own"
            )

    def inspection(self) -> Inspection:
        readings = tuple(self._readings.values())
        return Inspection(self._path, readings, tuple(self.failures), tuple(self.warnings))


def _name(record: Record | Failure) -> str:
    """What a record of many is called."""
    return record.place or (f"record {record.line}" if record.line else "")


def _read(record: Record | Failure, config: ArchiveConfig) -> Reading:
    if isinstance(record, Failure):
        raise Unreadable(record.reason)
    return read(record, config)


def _why_passed_over(path: str, config: ArchiveConfig) -> str:
    """Why a reindex does not look at a file of that name; "" if it does."""
    if normalize("NFC", path) == config.about_file:
        return "is the page about the archive: a reindex passes over it"
    if any(part.startswith(".") for part in path.split("/")):
        return "is hidden, as its path has a name that begins with a dot: a reindex passes over it"
    return ""


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return folder.absolute()
