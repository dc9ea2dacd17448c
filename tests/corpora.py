"""Real corpora beside the project, if they are there, as JSON Lines; none of their text is in it."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"
ALLSIDES = SHARED / "corpora" / "allsides-20k.jsonl.gz"
REUTERS = SHARED / "corpora" / "reuters21578.tar.gz"
REUTERS_READER = Path(__file__).parents[1] / "docs" / "own-readers" / "reuters_sgml.py"
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
    """The stories of Reuters-21578 with the field names of Backissue's JSON Lines, as the reader in docs/
    reads them."""
    reader = reuters_reader()
    with tarfile.open(path) as tar:
        for member in sorted(tar.getnames()):
            stream = tar.extractfile(member) if member.endswith(".sgm") else None
            if stream:
                yield from map(reader.fields_of, reader.split(stream))


def reuters_reader() -> Any:
    """The module of the reader in docs/."""
    spec = spec_from_file_location("reuters_sgml", REUTERS_READER)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_lines(records: Iterator[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for record in records:
            stream.write(json.dumps(record) + "\n")
