"""JSON files: an array of articles, an object with such an array, one article, or JSON Lines.

Many files are JSON and hold no article, such as the settings of programs: they are passed over.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any, BinaryIO

from search.reading.decoding import decode
from search.reading.field_names import NAMES
from search.reading.formats import json_lines
from search.reading.formats.json_lines import decoded, parse
from search.reading.records import MAX_BYTES, NO_ARTICLE, PassedOver, Unreadable

__all__ = ["parse", "split"]

_LISTS = (
    "articles",
    "items",
    "posts",
    "entries",
    "stories",
    "documents",
    "docs",
    "results",
    "data",
)
_FIRST_BYTES = 1 << 16


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The articles of a file, one by one if it is an array, else bounded by MAX_BYTES.

    Raises `PassedOver` if there is none, `Unreadable` if the file is not JSON.
    """
    begin = stream.read(_FIRST_BYTES).removeprefix(BOM_UTF8).lstrip()
    stream.seek(0)
    if begin.startswith(b"["):
        if not begin[1:].lstrip().startswith((b"{", b"]")):
            raise PassedOver(NO_ARTICLE)
        yield from json_lines.split(stream)
    elif _is_object(begin.partition(b"\n")[0]) and begin.partition(b"\n")[2].strip():
        yield from json_lines.split(stream)
    else:
        yield from _of_object(stream.read(MAX_BYTES + 1))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(decoded(decode(line)[0]), dict)
    except (ValueError, Unreadable):
        return False


def _of_object(data: bytes) -> Iterator[bytes]:
    """The articles in one object."""
    if len(data) > MAX_BYTES or data.isspace() or not data:
        yield data
        return
    try:
        found = decoded(decode(data)[0])
    except ValueError as error:
        raise Unreadable(f"is not JSON ({error}): correct or remove the file") from None
    articles = _articles(found) if isinstance(found, dict) else []
    if articles:
        yield from (json.dumps(each).encode() for each in articles)
    elif isinstance(found, dict) and any(found.get(name) for name in NAMES["paragraphs"]):
        yield data
    else:
        raise PassedOver(NO_ARTICLE)


def _articles(found: dict[str, Any]) -> list[Any]:
    """The first list of objects under a usual name."""
    lists = (found.get(name) for name in _LISTS)
    return next(
        (each for each in lists if isinstance(each, list) and each and isinstance(each[0], dict)),
        [],
    )
