"""JSON Lines: one article a line, its fields under the names in `search.reading.fields`."""

from __future__ import annotations

import json
from codecs import BOM_UTF8

from search.reading.draft import Draft
from search.reading.fields import draft_of
from search.reading.records import Unreadable


def read_line(data: bytes) -> Draft:
    """The draft of one line; raises `Unreadable` if it is no JSON object."""
    try:
        record = json.loads(data.removeprefix(BOM_UTF8).decode(errors="replace"))
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "it is nested too deeply")
        raise Unreadable(f"is not JSON ({reason}): write one JSON object on each line") from None
    if not isinstance(record, dict):
        raise Unreadable("is not a JSON object: write one JSON object on each line")
    return draft_of(record)
