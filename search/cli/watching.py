"""Following a folder: what changes in it is indexed after a moment of quiet, whatever goes wrong."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from threading import Event

import watchfiles

from search.cli.counts import counted
from search.errors import ArchiveMissing, BackissueError
from search.indexing.report import Report
from search.reading import is_never_read

_QUIET, _LONGEST = 300, 3_000
"""Milliseconds without a change until a reindex begins, and after the first change at the latest."""
_LOOK = 500
_FIRST_DELAY, _LAST_DELAY = 2.0, 60.0
"""Seconds until a reindex that failed is tried again; twice as long each time."""
_EVERY = 3_600.0
"""Seconds after which a reindex runs without a change: the day of a post may have come, and some disks
report no changes."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is followed: the folder of an archive, a file with its settings that is not in it, and the
    index, whose files may be in the folder and are none of its changes."""

    archive: Path
    config: Path | None
    index: Path | None

    @property
    def paths(self) -> list[Path]:
        others = [self.config.parent] if self.config and self.config.parent.is_dir() else []
        return [self.archive, *others]

    def is_change(self, path: str) -> bool:
        """Whether a change of this file may change the index."""
        changed = Path(path)
        if self.config and changed == self.config.absolute():
            return True
        if not changed.is_relative_to(self.archive.absolute()):
            return False
        if self.index and changed.is_relative_to(self.index.absolute()):
            return False
        names = changed.relative_to(self.archive.absolute()).parts
        return not (is_never_read(path) or any(name.startswith(".") for name in names))


def follow(watched: Watched, run: Callable[[], Report], say: Callable[[str], None]) -> None:
    """Run a reindex now, and after each change, until SIGTERM or SIGINT comes."""
    tries = Tries(run, say)
    with _Signals() as signals:
        stop = signals.stop
        while not stop.is_set():
            for changes in _changes(watched, stop):
                with signals.as_usual():
                    is_there = tries.next(bool(changes))
                if not is_there:  # whoever makes the folder again makes another one
                    break
            while not stop.is_set() and not watched.archive.is_dir():
                stop.wait(_FIRST_DELAY)


def _changes(watched: Watched, stop: Event) -> Iterator[object]:
    """The changes that come together, and nothing each time that none came for a while."""
    return watchfiles.watch(
        *watched.paths,
        watch_filter=lambda _, path: watched.is_change(path),
        step=_QUIET,
        debounce=_LONGEST,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
    )


class Tries:
    """Reindexes, one after the other: when the next one is due, and what is said of each."""

    def __init__(
        self,
        run: Callable[[], Report],
        say: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._run, self._say, self._now = run, say, now
        self._due = -inf
        self._delay = _FIRST_DELAY
        self._said = ""
        self._is_first = True

    def next(self, has_changed: bool) -> bool:
        """Run a reindex if something has changed or one is due; whether the archive is there."""
        if not has_changed and self._now() < self._due:
            return True
        try:
            report = self._run()
        except ArchiveMissing as error:
            self._fail(str(error).partition("\n")[0])
            return "holds no article" in str(error)
        except (BackissueError, OSError) as error:
            self._fail(str(error))
            return True
        except Exception as error:
            self._fail(f"An error that nobody expected, {type(error).__name__}: {error}.")
            return True
        self._delay, self._said = _FIRST_DELAY, ""
        self._due = self._now() + _EVERY
        if report.is_published or report.error or self._is_first:
            self._say(line_of(report))
        self._is_first = False
        return True

    def _fail(self, sentence: str) -> None:
        """Say once what is wrong, and try again after a while."""
        self._due = self._now() + self._delay
        if sentence != self._said:
            self._say(f"{sentence} It is tried again until it works.")
        self._said = sentence
        self._delay = min(2 * self._delay, _LAST_DELAY)


def line_of(report: Report) -> str:
    """What a reindex did, in one line."""
    if report.error:
        return report.error
    articles = counted(report.articles, "article")
    if not report.is_published:
        return f"Generation {report.generation} is up to date: {articles}."
    line = (
        f"Published generation {report.generation}: {articles}"
        f" ({report.added:,} added, {report.updated:,} updated, {report.removed:,} removed,"
        f" {report.failed:,} failed) in {report.seconds:.1f} s."
    )
    first = next(iter(report.failures), None)
    return f"{line} Not indexed: {first.path}: {first.reason}." if first else line


class _Signals:
    """SIGTERM and SIGINT, which set `stop` while a change is waited for. While a reindex runs they end it
    as they always do."""

    def __init__(self) -> None:
        self.stop = Event()
        self._usual = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}

    def __enter__(self) -> _Signals:
        for each in self._usual:
            signal.signal(each, lambda number, frame: self.stop.set())
        return self

    def __exit__(self, *error: object) -> None:
        self._back()

    @contextmanager
    def as_usual(self) -> Iterator[None]:
        self._back()
        try:
            yield
        finally:
            self.__enter__()

    def _back(self) -> None:
        for number, handler in self._usual.items():
            signal.signal(number, handler)
