"""The articles in an object of JSON: lists of objects under any name, at any usual depth, or objects by
their keys: `{"articles": […]}`, `{"hits": {"hits": […]}}`, `{"db": [{"data": {"posts": […]}}]}`,
`{"a1": {…}, "a2": {…}}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from search.reading.field_aliases import has_text, has_title

_NAMES = (
    "articles", "items", "posts", "entries", "stories", "documents", "docs", "results", "data", "hits",
    "nodes", "edges", "records", "rows", "news", "pages", "content", "list",
)  # fmt: skip
"""Names of lists of articles, for which a title is enough."""
_DEPTH = 6
_LOOKED_AT = 1 << 20
"""Bytes of a long object among which its list begins."""
_ASKED = 50
"""Items of a list that are asked whether they are articles."""
_MEMBER = re.compile(
    rb'"([^"\\]*+(?>(?:\\.[^"\\]*+)*))(?:"|\Z)(?:\s*:\s*(\[)\s*(?=\{))?', re.DOTALL
)


def articles_in(found: Mapping[str, Any]) -> list[Any]:
    """The items of the list that has most articles; of several alike the first."""
    best: list[Any] = []
    most = 0
    for name, items in _lists(found, _DEPTH):
        asked = [each for each in islice(items, _ASKED) if isinstance(each, dict)]
        are_named = name in _NAMES
        count = sum(has_text(each) or (are_named and has_title(each)) for each in asked)
        if count and len(items) * count // len(asked) > most:
            best, most = items, len(items) * count // len(asked)
    return best


def start_of_articles(head: bytes) -> int:
    """Where the first list of objects under a usual name begins, or under any; -1 if there is none among
    the first bytes."""
    start = -1
    for member in _MEMBER.finditer(head, 0, _LOOKED_AT):
        if member[2]:
            if member[1].decode(errors="replace") in _NAMES:
                return member.start(2)
            start = member.start(2) if start < 0 else start
    return start


def _lists(found: Any, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """The lists of objects in an object, with their names."""
    for name, value in found.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield name, value
            if depth and len(value) == 1:
                yield from _lists(value[0], depth - 1)
        elif isinstance(value, dict) and depth:
            yield from _lists(value, depth - 1)
    values = list(found.values())
    if len(values) > 1 and all(isinstance(each, dict) for each in values):
        yield "", values
