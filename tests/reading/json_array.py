"""A format that Backissue does not have: a JSON array of articles. A new format takes as much."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.field_aliases import draft_of
from search.reading.records import Unreadable


def split(stream: BinaryIO) -> Iterator[bytes]:
    try:
        yield from (json.dumps(article).encode() for article in json.load(stream))
    except ValueError:
        raise Unreadable("is not JSON: write an array of objects") from None


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    return draft_of(json.loads(data), config.facets)
