"""What `backissue inspect` prints: a page for people, or one JSON object per file for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from search.config.archive import ArchiveConfig
from search.config.archive_toml import archive_config
from search.config.environment import Settings
from search.indexing.scan import is_recognised, scan
from search.model.articles import Article
from search.model.facets import AUTHOR, LANGUAGE, SOURCE
from search.reading import Reading, installed_readers
from search.reading.clean_text import clean
from search.reading.inspection import Inspection, archive_of, inspect

USUAL_LIMIT = 20
_EXCERPT = 100
_TOP_FIELDS = ("id", "title", "authors", "published", "publisher", "source", "language", "address")


@dataclass(frozen=True, slots=True)
class Inspected:
    """The inspection of a file, which was named `name`."""

    name: Path
    inspection: Inspection

    @property
    def is_readable(self) -> bool:
        return not self.inspection.failures


def inspected(
    names: Iterable[Path], settings: Settings, config: Path | None, limit: int | None
) -> Iterator[Inspected]:
    """Inspect files and the files in folders, one by one: at most `limit` files of a folder, and at most
    `limit` records of a file. Raises `ArchiveMissing` for a folder without articles, and `BadConfig`."""
    configs: dict[Path, ArchiveConfig] = {}
    for fault in installed_readers().faults:
        click.echo(f"backissue: {fault}", err=True)
    for name in names:
        is_folder = name.is_dir()
        root = archive_of(name / "any" if is_folder else name, settings.archive)
        if root not in configs:
            configs[root] = archive_config(root, config or settings.config)
        if not is_folder:
            yield Inspected(name, inspect(name, root, configs[root], limit))
            continue
        found = scan(name)
        for path, reason in found.unreadable.items():
            yield Inspected(name / path, Inspection(path, (), (reason,), ()))
        files = [file for file in found.files if is_recognised(name, file.path)]
        for file in files[:limit]:
            yield Inspected(name / file.path, inspect(name / file.path, root, configs[root], limit))
        if limit is not None and len(files) > limit:
            rest = f"only {limit:,} of its {len(files):,} files were read"
            click.echo(f"backissue: {name}: {rest}; --all reads the rest.", err=True)


def print_json(found: Inspected) -> None:
    """Print the object on a line of its own, in UTF-8."""
    inspection = found.inspection
    values = {
        "path": str(found.name),
        "articles": [_json_of(reading, found.name) for reading in inspection.readings],
        "failures": inspection.failures,
        "warnings": inspection.warnings,
    }
    line = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    click.echo(line.encode(errors="backslashreplace"))  # bytes of a name as JSON escapes them


def _json_of(reading: Reading, file: Path) -> dict[str, Any]:
    article = reading.article
    return {
        **_top_values(article),
        **({"path": f"{file}/{reading.place}"} if reading.place else {}),
        "summary": article.summary,
        "paragraphs": [
            {"anchor": each.anchor, "kind": each.kind, "text": each.text}
            for each in article.paragraphs
        ],
        "captions": [
            {"anchor": each.anchor, "kind": "caption", "text": each.text}
            for each in article.captions
        ],
        "facets": article.facets,
        "origins": _origins(reading),
        "left_out": reading.left_out,
    }


def _top_values(article: Article) -> dict[str, Any]:
    values = (
        article.id,
        article.title,
        article.authors,
        article.published.isoformat() if article.published else None,
        article.publisher,
        article.source.name,
        article.language,
        article.address,
    )
    return dict(zip(_TOP_FIELDS, values, strict=True))


def _origins(reading: Reading) -> Mapping[str, str]:
    """Where values were found, those of the authors under both names that they have."""
    origins = reading.origins
    return {**origins, "authors": origins[AUTHOR]} if AUTHOR in origins else origins


def print_page(found: Inspected, is_full: bool) -> None:
    """Print what is in a file for people."""
    console = Console(highlight=False)
    console.print(Text(_shown(str(found.name)), "bold"), soft_wrap=True)
    for reading in found.inspection.readings:
        if reading.place:
            console.print(Text(_shown(f"{found.name}/{reading.place}"), "bold"), soft_wrap=True)
        console.print(_article_table(reading, is_full))
        console.print()
    notes = Table.grid(padding=(0, 2))
    for failure in found.inspection.failures:
        notes.add_row("", Text("not indexed", "red"), Text(_shown(failure)))
    for warning in found.inspection.warnings:
        notes.add_row("", Text("warning", "yellow"), Text(_shown(warning)))
    if notes.rows:
        console.print(notes)
        console.print()


def _article_table(reading: Reading, is_full: bool) -> Table:
    table = Table.grid(padding=(0, 2))
    origins = _origins(reading)
    for name, value in _fields(reading.article):
        shown = _text(value, is_full)
        shown.append(f"  {_shown(origins.get(name, ''))}".rstrip(), "dim")
        table.add_row("", Text(name), shown)
    count = Text(f"{len(reading.article.paragraphs):,}  ")
    table.add_row("", "paragraphs", count.append(_shown(origins.get("paragraphs", "")), "dim"))
    for number, paragraph in enumerate(reading.article.paragraphs, 1):
        shown = _text(paragraph.text, is_full)
        table.add_row("", Text(f"{number:,} {paragraph.kind}", "cyan"), shown)
    for each in reading.left_out:
        table.add_row("", Text("left out", "dim"), Text(_shown(each), "dim"))
    return table


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    """The names and values of all fields but the paragraphs."""
    for name, value in _top_values(article).items():
        yield name, "; ".join(value) if isinstance(value, tuple) else value or ""
    for name, values in article.facets.items():
        if name not in (AUTHOR, SOURCE, LANGUAGE):
            yield name, "; ".join(values)
    yield "summary", article.summary


def _text(value: str, is_full: bool) -> Text:
    if not value:
        return Text("–", "dim")
    is_short = is_full or len(value) <= _EXCERPT
    return Text(_shown(value if is_short else f"{value[:_EXCERPT]}…"))


def _shown(text: str) -> str:
    """Text that is safe to print in a terminal, whatever a file or its name holds."""
    return clean(text).encode(errors="replace").decode()
