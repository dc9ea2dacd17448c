"""Real corpora beside the project, if they are there, as JSON Lines; none of their text is in it."""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"
ALLSIDES = SHARED / "corpora" / "allsides-20k.jsonl.gz"
REUTERS = SHARED / "corpora" / "reuters21578.tar.gz"
SAMPLES = SHARED / "samples"


def needed(path: Path) -> Path:
    """`path`, or the test is skipped because it is absent."""
    if not path.exists():
        pytest.skip(f"corpus absent: {path.name}")
    return path


def allsides(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def reuters(path: Path) -> Iterator[dict[str, Any]]:
    """The stories of Reuters-21578 with the field names of Backissue's JSON Lines."""
    with tarfile.open(path) as tar:
        for member in sorted(tar.getnames()):
            stream = tar.extractfile(member) if member.endswith(".sgm") else None
            if stream:
                yield from _stories(stream.read().decode("latin-1"))


def write_lines(records: Iterator[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for record in records:
            stream.write(json.dumps(record) + "\n")


def _stories(sgml: str) -> Iterator[dict[str, Any]]:
    for found in re.finditer(r"<REUTERS(.*?)>(.*?)</REUTERS>", sgml, re.DOTALL):
        number = re.search(r'NEWID="(\d+)"', found[1])
        story = found[2]
        body = _text(story, "BODY") or _text(story, "TEXT")
        assert number
        yield {
            "id": f"reuters-{number[1]}",
            "title": _text(story, "TITLE"),
            "authors": [author] if (author := _text(story, "AUTHOR").removeprefix("by ")) else [],
            "date": _date(_text(story, "DATE")),
            "source": "Reuters",
            "regions": _values(story, "PLACES"),
            "themes": _values(story, "TOPICS"),
            "paragraphs": _paragraphs(body),
        }


def _text(story: str, tag: str) -> str:
    found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", story, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


def _values(story: str, tag: str) -> list[str]:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", story, re.DOTALL)
    return re.findall(r"<D>(.*?)</D>", found[1]) if found else []


def _paragraphs(body: str) -> list[str]:
    """The paragraphs of a story: in this corpus each begins with an indent."""
    return [" ".join(part.split()) for part in re.split(r"\n {4,}", body) if part.strip()]


def _date(text: str) -> str:
    return datetime.strptime(text.split(maxsplit=1)[0], "%d-%b-%Y").date().isoformat()
