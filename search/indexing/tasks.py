"""The work of one process of a reindex: read a record, and give its article to the sink."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.indexing.manifest import Claim, Entry
from search.indexing.sink import DocAddress, Sink
from search.model.articles import Article
from search.reading import (
    Failure,
    Inaccessible,
    NeedsExtra,
    Reading,
    Record,
    Scheduled,
    Unreadable,
    load_parser,
    read,
    records,
    unexpected,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of articles: the folder of the archive, its settings, and how a record is read."""

    archive: Path
    config: ArchiveConfig
    read: Callable[[Record, ArchiveConfig], Reading] = read


@dataclass(frozen=True, slots=True)
class FileTask:
    """Read a file that is one article, unless its content still has the hash `hash_before`. `format` is
    as in `Record`."""

    path: str
    hash_before: str
    size: int
    format: str = ""

    line = 0
    place = ""

    @property
    def file_name(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class LineTask:
    """Read one record of a file of many, such as a line of JSON Lines."""

    record: Record
    hash: str

    @property
    def path(self) -> str:
        return self.record.path

    @property
    def line(self) -> int:
        return self.record.position

    @property
    def place(self) -> str:
        return self.record.place

    @property
    def size(self) -> int:
        return len(self.record.data)

    @property
    def format(self) -> str:
        return self.record.format

    @property
    def file_name(self) -> str:
        return self.record.member or self.record.path


Task = FileTask | LineTask


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a task: the manifest entry (None if the file did not change) and the address of
    the article. `size` is the number of bytes that were read. If `is_inaccessible`, the record could
    not be read now; its entry has the reason."""

    path: str
    size: int
    entry: Entry | None
    address: DocAddress | None = None
    is_inaccessible: bool = False


Timer = Callable[[int], AbstractContextManager[None]]
"""The context in which the task of that index is read."""


def run_tasks(origin: Origin, tasks: Sequence[Task], sink: Sink, timer: Timer) -> list[Outcome]:
    """Run tasks in order; a record that cannot be read becomes an entry with the reason."""
    return [_run(origin, task, sink, timer(index)) for index, task in enumerate(tasks)]


def inaccessible(task: Task, reason: str) -> Outcome:
    """The outcome of a task whose record cannot be read now."""
    entry = Entry(task.line, "", reason=reason, place=task.place)
    return Outcome(task.path, task.size, entry, is_inaccessible=True)


def _run(origin: Origin, task: Task, sink: Sink, timed: AbstractContextManager[None]) -> Outcome:
    load_parser(task.file_name, task.format)
    with timed:
        entry, article = _read(origin, task)
    if isinstance(entry, Inaccessible):
        return inaccessible(task, str(entry))
    if entry is None or article is None:
        return Outcome(task.path, task.size, entry)
    return Outcome(task.path, task.size, entry, sink.add(article, Claim(task.path, entry)))


def _read(origin: Origin, task: Task) -> tuple[Entry | Inaccessible | None, Article | None]:
    """The manifest entry of a task, and the article if there is one.

    Whatever a parser or a library raises becomes a reason: no file ends the reindex.
    """
    digest = ""
    try:
        record = _record(origin.archive, task)
        if isinstance(record, Failure):
            return Entry(0, "", reason=record.reason), None
        digest = task.hash if isinstance(task, LineTask) else record.content_hash()
        if isinstance(task, FileTask) and digest == task.hash_before:
            return None, None
        reading = origin.read(record, origin.config)
    except Inaccessible as error:
        return error, None
    except (
        Scheduled,
        NeedsExtra,
    ) as error:  # without a hash it is read again, though it may not change
        return Entry(task.line, "", reason=str(error), place=task.place), None
    except Unreadable as error:
        return Entry(task.line, digest, reason=str(error), place=task.place), None
    except Exception as error:
        return unexpected(error), None
    article, warnings = reading.article, reading.warnings
    passages = len(article.passages)
    entry = Entry(
        task.line,
        digest,
        article.id,
        passages,
        warnings=warnings,
        place=task.place,
        edition=reading.edition,
    )
    return entry, article


def _record(archive: Path, task: Task) -> Record | Failure:
    if isinstance(task, LineTask):
        return task.record
    return next(iter(records(archive / task.path, task.path)))
