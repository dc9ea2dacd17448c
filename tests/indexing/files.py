"""Writing small archives, and looking at what a reindex made of them."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Mapping
from pathlib import Path

from search import SearchRequest, open_engine
from search.indexing.report import Report


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
        hits = engine.search(SearchRequest(text=text, size=100)).hits
    return {hit.id: hit.title for hit in hits}


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.removed, report.unchanged, report.failed
