"""The repeated paragraphs of a generation, in a file of their own: for reports and the next reindex."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from search.engines.whoosh.generation import Generation
from search.errors import IndexDamaged
from search.indexing.repeated import RepeatedParagraph

_FILE = "repeated.json"


class Listed(NamedTuple):
    """A repeated paragraph and its folded key (see `search.text.paragraph_keys`)."""

    key: int
    paragraph: RepeatedParagraph


def save(building: Path, listed: Iterable[Listed]) -> None:
    records = [{"key": each.key, **each.paragraph._asdict()} for each in listed]
    (building / _FILE).write_text(json.dumps(records, indent=1), encoding="utf-8")


def load(generation: Generation) -> list[Listed]:
    """Those of a generation; raises `IndexDamaged`."""
    if _FILE not in generation.info.checksums:
        return []
    try:
        records = json.loads(generation.as_written(_FILE))
        return [Listed(each.pop("key"), RepeatedParagraph(**each)) for each in records]
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise IndexDamaged(f"{generation.folder / _FILE} cannot be read ({error}).") from error
