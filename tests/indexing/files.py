"""Writing small archives, and looking at what a reindex made of them."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from search import SearchRequest, open_engine
from search.indexing.report import Report
from search.model.articles import Article

Configure = Callable[..., Report]
"""A reindex after `backissue.toml` got a text."""


def write_article(archive: Path, name: str, title: str, text: str = "Some text.") -> Path:
    file = archive / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    age(file)
    return file


def age(file: Path) -> None:
    """Make a file look as if it had been there for a while."""
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns - 10_000_000_000))


def write_lines(archive: Path, name: str, *records: Mapping[str, object]) -> None:
    text = "".join(json.dumps(record) + "\n" for record in records).encode()
    file = archive / name
    file.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    age(file)


def titles(index: Path, text: str = "") -> dict[str, str]:
    with open_engine(index) as engine:
        hits = engine.search(SearchRequest(text=text, copies="all", size=100)).hits
    return {hit.id: hit.title for hit in hits}


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.removed, report.unchanged, report.failed


def facet_counts(index: Path, name: str) -> dict[str, int]:
    """The values of a facet that the site offers, with their counts."""
    with open_engine(index) as engine:
        found = {facet.name: facet for facet in engine.search(SearchRequest(copies="all")).facets}
        return {each.value: each.count for each in found[name].values}


def offered(index: Path) -> tuple[str, ...]:
    with open_engine(index) as engine:
        return engine.config().facets.names


def stored(index: Path, id: str) -> Article:
    with open_engine(index) as engine:
        found = engine.article(id)
    assert found is not None
    return found.article


def texts(index: Path, id: str) -> list[str]:
    """The summary of an article and its paragraphs."""
    article = stored(index, id)
    return [article.summary, *(paragraph.text for paragraph in article.paragraphs)]


def write_texts(archive: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = archive / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        age(file)
