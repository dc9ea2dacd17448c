"""What the commands print: for people with rich, for programs as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from html import unescape

import click
from rich.console import Console
from rich.markup import escape

from search.cli import repeated
from search.cli.counts import counted
from search.engines import Engine
from search.errors import NoSuchPage
from search.indexing.reindex import Options
from search.indexing.report import Problem, Report
from search.indexing.seen import is_to_be_told, sentences
from search.indexing.target import Condition
from search.model.request import SearchRequest
from search.model.results import Copies, Results

_LISTED = 20


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
    values["seen"] = [each._asdict() for each in report.seen]
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
    if report.repeated:
        console.print(repeated.line(report.repeated))
    if is_to_be_told(report.seen):
        console.print("[bold]In the folder:[/]")
        for line in sentences(report.seen):
            console.print(f"  {escape(line)}")
    if options.is_dry or not report.error:
        console.print(summary(report, options))


def print_rollback(found: Condition, as_json: bool, is_dry: bool) -> None:
    """The generation that a rollback published, or would publish if it is dry."""
    counts = {"articles": found.articles, "paragraphs": found.paragraphs}
    articles = counted(found.articles or 0, "article")
    if as_json:
        is_published = found.is_published or not is_dry
        print(json.dumps({"generation": found.name, **counts, "is_published": is_published}))
    elif found.is_published:
        print(f"Generation {found.name} is published already: {articles}.")
    elif is_dry:
        print(
            f"Would publish generation {found.name} again, which is whole: {articles}."
            " Nothing was written."
        )
    else:
        print(f"Generation {found.name} is published again: {articles}.")


def page_of(request: SearchRequest, engine: Engine) -> Results:
    """The results on the page that is asked for; raises `NoSuchPage` if it comes after the last."""
    results = engine.search(request)
    if request.page > max(results.pages, 1):
        raise NoSuchPage(request.page, results.pages)
    return results


def print_results(results: Results) -> None:
    """Print one page of results for people."""
    console = Console(highlight=False, soft_wrap=True)
    for notice in results.notices:
        console.print(f"[yellow]{escape(str(notice))}[/]")
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
        if hit.copies.listed:
            console.print(f"[dim]{escape(_also(hit.copies))}[/]")


def _also(copies: Copies) -> str:
    """The articles with the same text, by id."""
    ids = [each.id for each in copies.listed]
    more = [f"{copies.more:,} more"] if copies.more else []
    return f"Also published as {', '.join([*ids, *more])}"


def _print_problems(console: Console, heading: str, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    console.print(f"[bold]{heading}:[/]")
    for problem in problems[:_LISTED]:
        console.print(f"  {escape(problem.path)}: {escape(problem.reason)}")
    if len(problems) > _LISTED:
        console.print(f"  … and {len(problems) - _LISTED:,} more; --json lists them all")


def summary(report: Report, options: Options) -> str:
    """What a reindex did, in a sentence."""
    counts = (
        f"{report.added:,} added, {report.updated:,} updated, {report.removed:,} removed,"
        f" {report.unchanged:,} unchanged, {report.failed:,} failed"
    )
    if options.is_dry:
        return f"Would change: {counts}. Nothing was written."
    articles = counted(report.articles, "article")
    if not report.is_published:
        return f"Nothing changed: {articles}, generation {report.generation} stays."
    read = report.added + report.updated
    return (
        f"Published generation {report.generation}: {articles},"
        f" {counted(report.paragraphs, 'paragraph')} ({counts}) in {report.seconds:.1f} s,"
        f" {read / max(report.seconds, 0.001):,.0f} articles a second."
    )


def _styled(html: str) -> str:
    """Marked HTML as rich markup."""
    pieces = html.replace("<mark>", "\0").replace("</mark>", "\1")
    text = escape(unescape(pieces))
    return text.replace("\0", "[bold yellow]").replace("\1", "[/]")
