"""Feeds: RSS, Atom and other XML of items. The full content of an entry goes before its excerpt.

Each record is an object of JSON with all that its entry needs of the feed, so that entries are compared
and read one by one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.editions import EDITION, edition_of
from search.reading.field_aliases import draft_of
from search.reading.formats.feed_entries import feed_of, record_of
from search.reading.formats.utf8_pieces import utf8_pieces
from search.reading.formats.xml_elements import (
    Element,
    declared_encoding,
    head_element,
    item_element,
    namespaces_of,
)
from search.reading.formats.xml_items import xml_parts
from search.reading.records import MAX_BYTES, NO_ITEMS, PassedOver, Unreadable

_WARNING = "\0warning"
"""A name that no element has."""
ToRecord = Callable[[Element], dict[str, Any]]
"""Makes an object with the usual names of the element of an item."""


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The entries of a feed; raises `PassedOver` if there is none."""
    return split_items(stream, _with_feed)


def _with_feed(root: Element | None) -> ToRecord:
    feed = feed_of(root)
    return lambda item: record_of(item, feed)


def split_items(stream: BinaryIO, reader: Callable[[Element | None], ToRecord]) -> Iterator[bytes]:
    """The items of a document as objects; `reader` gives for its root what makes them. An item that
    cannot be parsed is given as it is."""
    begin = stream.read(200)
    stream.seek(0)
    parts = xml_parts(utf8_pieces(stream, declared_encoding(begin)))
    head = next(parts)
    namespaces = namespaces_of(head)
    to_record = reader(head_element(head))
    has_any = False
    for part in parts:
        has_any = True
        yield part if len(part) > MAX_BYTES else _object(part, namespaces, to_record)
    if not has_any:
        raise PassedOver(NO_ITEMS)


def _object(part: bytes, namespaces: dict[str, str], to_record: ToRecord) -> bytes:
    item, odd = item_element(part, namespaces)
    if item is None:
        return part
    record = to_record(item)
    return json.dumps({**record, _WARNING: odd} if odd else record).encode()


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of one entry; raises `Unreadable` if it is none."""
    return draft_of_item(object_of(data), config, "feed")


def object_of(data: bytes) -> dict[str, Any]:
    """An object that `split_items` gave; raises `Unreadable` for anything else."""
    try:
        record = json.loads(data)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise Unreadable("is not well-formed XML: export the file again")
    return record


def draft_of_item(record: dict[str, Any], config: ArchiveConfig, where: str) -> Draft:
    """The draft of such an object, which comes from `where`."""
    odd, changed = record.pop(_WARNING, ""), record.pop(EDITION, None)
    draft = draft_of(record, config.facets, where, config.dropped_selectors)
    draft = replace(draft, edition=edition_of(changed)) if changed else draft
    return replace(draft, warnings=(*draft.warnings, odd)) if odd else draft
