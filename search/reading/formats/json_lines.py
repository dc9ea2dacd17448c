"""JSON Lines: one article on each line, its fields under the names in `search.reading.field_aliases`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from search.config.archive import ArchiveConfig
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.field_aliases import draft_of
from search.reading.records import MAX_BYTES, Unreadable


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The lines, each cut after MAX_BYTES + 1 bytes, so that memory stays bounded."""
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of one line; raises `Unreadable` if it is no JSON object."""
    try:
        text, odd = decode(data)
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "it is nested too deeply")
        raise Unreadable(f"is not JSON ({reason}): write one JSON object on each line") from None
    if not isinstance(record, dict):
        raise Unreadable("is not a JSON object: write one JSON object on each line")
    draft = draft_of(record, config.facets)
    return replace(draft, warnings=(*draft.warnings, odd)) if odd else draft
