"""JSON Feed (https://jsonfeed.org/version/1.1): items with what their feed says of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from search.reading.formats.record_ids import id_of
from search.reading.raw_values import string_of

_VERSION = "https://jsonfeed.org/version/"


def is_feed(found: Mapping[str, Any]) -> bool:
    return string_of(found.get("version")).startswith(_VERSION)


def feed_items(feed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The items of a feed, with its title, authors and language where they have none."""
    items = feed.get("items")
    authors = feed.get("authors") or ([feed["author"]] if feed.get("author") else [])
    common = {
        "publisher": string_of(feed.get("title")),
        "language": string_of(feed.get("language")),
        "authors": authors,
    }
    return [
        {**{name: value for name, value in common.items() if value}, **_with_id(item)}
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
    ]


def _with_id(item: Mapping[str, Any]) -> dict[str, Any]:
    identifier = string_of(item.get("id")) or string_of(item.get("url"))
    own = {"authors": [item["author"]]} if item.get("author") and not item.get("authors") else {}
    return {**item, **own, "id": id_of(identifier)}
