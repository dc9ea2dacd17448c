"""What the commands print: for people with rich, for programs as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from html import unescape

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from search.indexing import progress as reporting
from search.indexing.reindex import Options
from search.indexing.report import Problem, Report
from search.indexing.target import Publication
from search.model.results import Results

_LISTED = 20


@contextmanager
def progress(is_shown: bool) -> Iterator[reporting.Progress]:
    """A progress bar on standard error if it is a terminal; silent otherwise."""
    console = Console(stderr=True)
    if not (is_shown and console.is_terminal):
        yield reporting.Silent()
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


def print_report(report: Report, options: Options, as_json: bool) -> None:
    if as_json:
        _print_json(report)
    else:
        _print_for_people(report, options)
    sys.stdout.flush()
    if report.error:
        click.echo(f"backissue: {report.error}", err=True)


def _print_json(report: Report) -> None:
    """The report as an object, with "error" and "losses" only if the reindex was refused."""
    values = asdict(report)
    if not report.error:
        del values["error"], values["losses"]
    print(json.dumps(values))


def _print_for_people(report: Report, options: Options) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for note in report.notes:
        console.print(escape(note))
    _print_problems(console, "Not indexed", report.failures)
    _print_problems(console, "Indexed, but", report.warnings)
    if report.ignored:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in report.ignored.items())
        console.print(f"Passed over, as they are no articles: {escape(kinds)}")
    if options.is_dry or not report.error:
        console.print(_summary(report, options))


def print_rollback(published: Publication, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"generation": published.name, "articles": published.articles}))
    else:
        print(f"Generation {published.name} is published again: {published.articles:,} articles.")


def print_results(results: Results) -> None:
    """Print one page of results for people."""
    console = Console(highlight=False, soft_wrap=True)
    for notice in results.notices:
        console.print(f"[yellow]{escape(notice)}[/]")
    of_all = f"; {results.matching_all:,} have all of these words" if results.relaxed else ""
    console.print(f"{results.total:,} found in {results.took_ms:.0f} ms{of_all}")
    if results.suggestion:
        console.print(f"Did you mean: [bold]{escape(results.suggestion)}[/]")
    for hit in results.hits:
        dated = hit.published.isoformat() if hit.published else "undated"
        authors = ", ".join(hit.authors)
        console.print(
            f"\n[bold]{_styled(hit.title_html) or 'Untitled'}[/]  [dim]{escape(hit.id)}[/]"
        )
        console.print(f"[dim]{escape(', '.join(filter(None, (dated, authors, hit.source))))}[/]")
        for passage in hit.passages:
            console.print(_styled(passage.html))


def _print_problems(console: Console, heading: str, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    console.print(f"[bold]{heading}:[/]")
    for problem in problems[:_LISTED]:
        console.print(f"  {escape(problem.path)}: {escape(problem.reason)}")
    if len(problems) > _LISTED:
        console.print(f"  … and {len(problems) - _LISTED:,} more; --json lists them all")


def _summary(report: Report, options: Options) -> str:
    counts = (
        f"{report.added:,} added, {report.updated:,} updated, {report.removed:,} removed,"
        f" {report.unchanged:,} unchanged, {report.failed:,} failed"
    )
    if options.is_dry:
        return f"Would change: {counts}. Nothing was written."
    if not report.is_published:
        return (
            f"Nothing changed: {report.articles:,} articles, generation {report.generation} stays."
        )
    read = report.added + report.updated
    return (
        f"Published generation {report.generation}: {report.articles:,} articles,"
        f" {report.paragraphs:,} paragraphs ({counts}) in {report.seconds:.1f} s,"
        f" {read / max(report.seconds, 0.001):,.0f} articles a second."
    )


def _styled(html: str) -> str:
    """Marked HTML as rich markup."""
    pieces = html.replace("<mark>", "\0").replace("</mark>", "\1")
    text = escape(unescape(pieces))
    return text.replace("\0", "[bold yellow]").replace("\1", "[/]")
