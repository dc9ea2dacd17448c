"""How far a reindex is, on standard error: a bar on a terminal, else a line from time to time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from search.cli.counts import counted
from search.indexing import progress as reporting

EVERY = 10.0
"""Seconds between two lines: none for a reindex of a few articles, which cron would send by mail."""


@contextmanager
def progress(is_shown: bool) -> Iterator[reporting.Progress]:
    """A bar or lines, or nothing unless `is_shown`."""
    console = Console(stderr=True)
    if not is_shown:
        yield reporting.Silent()
        return
    if not console.is_terminal:
        yield Lines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[articles]:,} articles, {task.fields[rate]:,.0f} a second"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as display:
        yield _Bar(display)


class _Bar:
    """A progress bar over bytes that shows articles and their rate."""

    def __init__(self, display: Progress) -> None:
        self._display = display
        self._task: TaskID = display.add_task("Looking", total=None, articles=0, rate=0.0)
        self._articles = 0

    def begin(self, size: int) -> None:
        self._display.reset(
            self._task, total=max(size, 1), description="Reading", articles=0, rate=0.0
        )

    def advance(self, size: int, articles: int) -> None:
        self._articles += articles
        elapsed = self._display.tasks[0].elapsed or 0.0
        rate = self._articles / elapsed if elapsed else 0.0
        self._display.update(self._task, advance=size, articles=self._articles, rate=rate)

    def phase(self, name: str) -> None:
        self._display.update(self._task, description=name)


class Lines:
    """A line for every part of the work that is still going on after some time, for logs."""

    def __init__(
        self,
        say: Callable[[str], None] = lambda line: click.echo(line, err=True),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say, self._now = say, now
        self._began = self._said = now()
        self._size = self._done = self._articles = 0

    def begin(self, size: int) -> None:
        self._size = max(size, 1)
        self._done = self._articles = 0
        self._began = self._now()

    def advance(self, size: int, articles: int) -> None:
        self._done += size
        self._articles += articles
        now = self._now()
        rate = self._articles / max(now - self._began, 0.001)
        part = min(100 * self._done // self._size, 100)
        self._tell(
            f"Reading, {part} %: {counted(self._articles, 'article')}, {rate:,.0f} a second."
        )

    def phase(self, name: str) -> None:
        self._tell(f"{name}.")

    def _tell(self, text: str) -> None:
        if self._now() - self._said >= EVERY:
            self._said = self._now()
            self._say(f"backissue: {text}")
