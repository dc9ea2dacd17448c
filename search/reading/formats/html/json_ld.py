"""The article among the JSON-LD objects of a page (schema.org), and the usual forms of its values.

A value may be single or a list, and a person or an organisation may be a name or an object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_JSON_LD = re.compile(
    r"<script\b[^>]*type\s*=\s*[\"']?application/ld\+json[\"']?[^>]*>(.*?)</script",
    re.DOTALL | re.I,
)
_MAX_BLOCKS = 20
_MAX_BLOCK = 500_000
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Opinion\w*)$")


def article_object(page: str) -> dict[str, Any]:
    """The JSON-LD object of the article; {} if there is none or it cannot be read."""
    for block in list(_JSON_LD.finditer(page))[:_MAX_BLOCKS]:
        try:
            parsed = json.loads(block[1][:_MAX_BLOCK].strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for each in _objects(parsed):
            if any(_ARTICLE.search(kind) for kind in _strings(each.get("@type"))):
                return each
    return {}


def object_of(value: Any) -> dict[str, Any]:
    """An object, or the first of a list of objects; {} for any other value."""
    if isinstance(value, list):
        value = value[0] if value else {}
    return value if isinstance(value, dict) else {}


def string_of(value: Any) -> str:
    """A string, or the first of a list of strings; "" for any other value."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def name_of(value: Any) -> str:
    """The first name in `names_of(value)`; "" if there is none."""
    return next(iter(names_of(value)), "")


def names_of(value: Any) -> tuple[str, ...]:
    """The names of persons, places or organisations, given as strings or objects, one or a list."""
    values = value if isinstance(value, list) else [value]
    named = (each.get("name") if isinstance(each, dict) else each for each in values)
    return tuple(name for each in named for name in _strings(each) if name.strip())


def _objects(parsed: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block: itself, the members of a list or of @graph."""
    if isinstance(parsed, list):
        for each in parsed[:100]:
            yield from (each,) if isinstance(each, dict) else ()
    elif isinstance(parsed, dict):
        yield parsed
        graph = parsed.get("@graph")
        yield from (
            each for each in (graph if isinstance(graph, list) else []) if isinstance(each, dict)
        )


def _strings(value: Any) -> Iterable[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]
