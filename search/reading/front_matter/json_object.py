"""A JSON object as front matter."""

from __future__ import annotations

import json
from typing import Any

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


def json_fields(text: str, limit: int) -> tuple[dict[str, Any], list[str], str] | None:
    """The fields of an object at the beginning of a text, no warnings, and the text after it. None if
    there is no object of at most `limit` characters."""
    begin = text[:limit].lstrip("\ufeff \t\n")
    if not begin.startswith("{"):
        return None
    try:
        fields, end = _DECODER.raw_decode(begin)
    except (ValueError, RecursionError):
        return None
    line, _, _ = begin[end:].partition("\n")
    is_alone = isinstance(fields, dict) and fields and not line.strip()
    skipped = len(text[:limit]) - len(begin)
    return (fields, [], text[skipped + end :]) if is_alone else None
