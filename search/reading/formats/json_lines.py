"""JSON Lines: one article on each line, its fields under the names in `search.reading.field_aliases`.

A file that is one array of articles is read too, whatever its lines.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, BinaryIO

from search.config.archive import ArchiveConfig
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.field_aliases import draft_of
from search.reading.formats.json_items import array_items
from search.reading.formats.rest_posts import with_names
from search.reading.records import MAX_BYTES, Unreadable

_PIECE = 1 << 16
_SIGN = re.compile(r"\S")
_MAX_WITHOUT = 10_000
"""Lines in a row that hold no object, until it is clear that a file is something else."""


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The lines, each cut after MAX_BYTES + 1 bytes, so that memory stays bounded. If the file begins
    with an array, its items, and then the lines after it."""
    first = stream.readline(_PIECE)
    for _ in range(_MAX_WITHOUT):
        if not first.isspace():
            break
        yield first
        first = stream.readline(_PIECE)
    if first.removeprefix(BOM_UTF8).lstrip().startswith(b"["):
        yield from array_items(chain([first], iter(lambda: stream.readline(_PIECE), b"")))
        first = b""
    yield from _lines(first, stream)


def _lines(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The lines of which the first one begins with the bytes `first`."""
    line = first if first.endswith(b"\n") else first + stream.readline(MAX_BYTES + 1 - len(first))
    without = 0
    while line:
        yield line
        without = 0 if line.lstrip().startswith(b"{") else without + 1
        if without == _MAX_WITHOUT:
            raise Unreadable(f"has {_MAX_WITHOUT:,} lines without an object: the rest was not read")
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)
        line = stream.readline(MAX_BYTES + 1)


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of one line; raises `Unreadable` if it is no JSON object."""
    text, odd = decode(data)
    try:
        record = decoded(text)
    except ValueError as error:
        raise Unreadable(f"is not JSON ({error}): write one JSON object on each line") from None
    if not isinstance(record, dict):
        raise Unreadable("is not a JSON object: write one JSON object on each line")
    draft = draft_of(with_names(record), config.facets, dropped=config.dropped_selectors)
    return replace(draft, warnings=(*draft.warnings, odd)) if odd else draft


def decoded(text: str) -> Any:
    """JSON as Python objects, but numbers as the text that they are written as: 1.10 is not 1.1, and no
    number is too long. Raises `ValueError` with the reason."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(error.msg) from None


def consecutive(text: str) -> list[Any]:
    """The objects of a text in which they follow each other, as `jq` writes them; [] if it is no such
    text."""
    found: list[Any] = []
    at = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    while at < len(text):
        try:
            each, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return []
        if not isinstance(each, dict):
            return []
        found.append(each)
        next_one = _SIGN.search(text, end)
        at = next_one.start() if next_one else len(text)
    return found


def _no_number(text: str) -> None:
    """NaN and the infinities are no values."""


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_no_number)
