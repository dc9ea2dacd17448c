"""JSON files: an array of articles, an object with such an array, one article, or JSON Lines.

Many files are JSON and hold no article, such as the settings of programs: they are passed over.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

from search.reading.decoding import decode
from search.reading.field_aliases import has_text, has_title
from search.reading.formats import json_lines
from search.reading.formats.json_feed import feed_items, is_feed
from search.reading.formats.json_items import array_items
from search.reading.formats.json_lines import consecutive, decoded, parse
from search.reading.formats.json_lists import articles_in, start_of_articles
from search.reading.records import MAX_BYTES, NO_ARTICLE, PassedOver, Unreadable

__all__ = ["parse", "split"]

_FIRST_BYTES = 1 << 16


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The articles of a file, one by one if it is an array, or a long object with one.

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
        data = stream.read(MAX_BYTES + 1)
        yield from _of_long_object(data, stream) if len(data) > MAX_BYTES else _of_object(data)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(decoded(decode(line)[0]), dict)
    except (ValueError, Unreadable):
        return False


def _of_long_object(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The articles in an object that is not read at once: the items of its first list."""
    start = start_of_articles(head)
    if start < 0:
        yield head
        return
    yield from array_items(chain([head[start:]], iter(lambda: stream.read(_FIRST_BYTES), b"")))


def _of_object(data: bytes) -> Iterator[bytes]:
    """The articles in one object."""
    if data.isspace() or not data:
        yield data
        return
    text = decode(data)[0]
    try:
        found = decoded(text)
    except ValueError as error:
        if not (several := consecutive(text)):
            raise Unreadable(f"is not JSON ({error}): correct or remove the file") from None
        yield from (json.dumps(each).encode() for each in several)
        return
    if not isinstance(found, dict):
        raise PassedOver(NO_ARTICLE)
    is_article = has_text(found) and has_title(found)
    articles = [] if is_article else _articles(found)
    if articles:
        yield from (json.dumps(each).encode() for each in articles)
    elif has_text(found):
        yield data
    else:
        raise PassedOver(NO_ARTICLE)


def _articles(found: Mapping[str, Any]) -> list[Any]:
    return feed_items(found) if is_feed(found) else articles_in(found)
