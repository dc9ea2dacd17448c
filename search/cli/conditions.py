"""What the commands print of the generations that an index keeps, and of their faults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from search.cli.counts import counted
from search.indexing.report import Report
from search.indexing.target import Condition

_ADVICE = (
    "run `backissue check --repair`, or `backissue reindex`, to mend the index from the archive."
)


def print_checked(found: Condition, as_json: bool) -> None:
    """The published generation: whole or not."""
    if as_json:
        print(json.dumps(_checked(found)))
        return
    _print_faults(found.faults)
    if found.faults:
        click.echo(f"backissue: {_ADVICE}", err=True)
    else:
        print(f"Generation {found.name} is as it was written: {_counts(found)}.")


def print_repaired(before: Condition, after: Condition, report: Report, as_json: bool) -> None:
    """The published generation before and after it was mended."""
    if as_json:
        repaired = before.faults if after.is_whole else ()
        print(json.dumps(_checked(after) | {"repaired": repaired, "error": report.error}))
        return
    _print_faults(before.faults)
    for note in report.notes:
        print(note)
    if report.error:
        click.echo(f"backissue: {report.error}", err=True)
    if after.faults:
        _print_faults(after.faults)
        click.echo("backissue: the index is still damaged.", err=True)
    else:
        print(f"It is mended: generation {after.name} is as it was written, {_counts(after)}.")


def print_listed(found: Sequence[Condition], as_json: bool) -> None:
    """All generations, a line for each."""
    if as_json:
        print(json.dumps({"generations": [_listed(each) for each in found]}))
        return
    rows = [_row(each) for each in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def _checked(found: Condition) -> dict[str, Any]:
    return {
        "generation": found.name,
        "published_at": found.published_at,
        "articles": found.articles,
        "paragraphs": found.paragraphs,
        "whole": found.is_whole,
        "faults": found.faults,
    }


def _listed(found: Condition) -> dict[str, Any]:
    standing = {"published": found.is_published, "rolled_back": found.is_rolled_back}
    return {"number": found.number} | _checked(found) | standing


def _row(found: Condition) -> tuple[str, ...]:
    standing = "published by a rollback" if found.is_rolled_back else "published"
    fault = found.faults[0] if found.faults else ""
    return (
        str(found.number),
        found.published_at[:16].replace("T", " ") or "-",
        _counts(found),
        f"damaged: {fault}" if fault else "whole",
        standing if found.is_published else "",
    )


def _counts(found: Condition) -> str:
    if found.articles is None:
        return "-"
    return f"{counted(found.articles, 'article')}, {counted(found.paragraphs or 0, 'paragraph')}"


def _print_faults(faults: Sequence[str]) -> None:
    for fault in faults:
        click.echo(f"backissue: {fault}", err=True)
