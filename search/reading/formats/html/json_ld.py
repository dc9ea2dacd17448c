"""The article among the JSON-LD objects of a page (schema.org), and the usual forms of its values.

A value may be single or a list, and a person or an organisation may be a name or an object.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from search.reading.plain_values import plain_value

_TAG = re.compile(r"<script\b[^>]*type\s*=\s*[\"']?application/ld\+json[\"']?[^>]*>", re.IGNORECASE)
_MAX_BLOCKS = 20
_MAX_BLOCK = 500_000
_PAGE = re.compile(r"Page$|^(?:Recipe|PodcastEpisode)$")
"""Of a recipe only the date counts: its author is often the site, its name not all of the title."""
_MAX_OBJECTS = 20_000
_BEGINNING = re.compile(r"\s*(?://\s*)?(?:<!\[CDATA\[|<!--)?\s*")
"""What hides a script from readers of XML or of old HTML. What follows the object does not count."""
_NOTHING_AFTER = re.compile(r",(?=\s{0,200}[}\]])")
"""Commas after which there is nothing, as people write them by hand."""
_DECODER = json.JSONDecoder(strict=False)
_NAMED = ("author", "creator", "publisher")
_ABOUT = ("mainEntity", "mainEntityOfPage")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Opinion\w*)$")


def blocks_of(scripts: Iterable[str]) -> list[Any]:
    """The JSON-LD among the scripts of a page, parsed; blocks that cannot be parsed are left out."""
    tagged = ((script, _TAG.match(script)) for script in scripts)
    texts = [script[tag.end() :][:_MAX_BLOCK] for script, tag in tagged if tag]
    return [*_parsed(texts[:_MAX_BLOCKS])]


def _parsed(texts: Iterable[str]) -> Iterator[Any]:
    for text in texts:
        beginning = _BEGINNING.match(text)
        start = beginning.end() if beginning else 0
        with suppress(ValueError, RecursionError):
            try:
                yield _DECODER.raw_decode(text, start)[0]
            except ValueError:
                yield _DECODER.raw_decode(_NOTHING_AFTER.sub("", text), start)[0]


def article_object(blocks: Sequence[Any]) -> dict[str, Any]:
    """The JSON-LD object of the article, with what it refers to by `@id`; {} if there is none. One with a
    headline comes before others."""
    found = [each for block in blocks for each in _objects(block) if _is_a(_ARTICLE, each)]
    if not found:
        return {}
    known = {id: each for block in blocks for id, each in _identified(block)}
    article = next((each for each in found if string_of(each.get("headline"))), found[0])
    named = {name: _named_by_id(article.get(name), known) for name in _NAMED if name in article}
    return {name: _resolved(value, known) for name, value in (article | named).items()}


def page_date(blocks: Sequence[Any]) -> str:
    """The day on which the page itself was published, by JSON-LD; "" if it does not say so."""
    pages = (each for block in blocks for each in _objects(block) if _is_a(_PAGE, each))
    return next(filter(None, (string_of(each.get("datePublished")) for each in pages)), "")


def _is_a(wanted: re.Pattern[str], each: dict[str, Any]) -> bool:
    kinds = each.get("@type")
    return any(
        isinstance(kind, str) and wanted.search(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _identified(parsed: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects with an `@id` and more, at any depth, by that."""
    waiting = deque([parsed])
    for _ in range(_MAX_OBJECTS):
        if not waiting:
            return
        each = waiting.popleft()
        if isinstance(each, dict):
            id = each.get("@id")
            if isinstance(id, str) and len(each) > 1:
                yield id, each
            each = list(each.values())
        if isinstance(each, list):
            waiting += [value for value in each if isinstance(value, dict | list)]


def _named_by_id(value: Any, known: Mapping[str, dict[str, Any]]) -> Any:
    """Persons or organisations, where the `@id` of one may stand as a string."""
    values = value if isinstance(value, list) else [value]
    return [known.get(each, each) if isinstance(each, str) else each for each in values]


def _resolved(value: Any, known: Mapping[str, dict[str, Any]]) -> Any:
    """A value with the objects that it refers to."""
    if isinstance(value, list):
        return [_resolved(each, known) if isinstance(each, dict) else each for each in value]
    id = value.get("@id") if isinstance(value, dict) else None
    return {**known.get(id, {}), **value} if isinstance(id, str) else value


def object_of(value: Any) -> dict[str, Any]:
    """An object, or the first of a list of objects; {} for any other value."""
    if isinstance(value, list):
        value = value[0] if value else {}
    return value if isinstance(value, dict) else {}


def string_of(value: Any) -> str:
    """A string or a number, or the first of a list of them, as plain text; "" for any other value."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return plain_value(value) if isinstance(value, str) else ""


def name_of(value: Any) -> str:
    """The first name in `names_of(value)`; "" if there is none."""
    return next(iter(names_of(value)), "")


def names_of(value: Any) -> tuple[str, ...]:
    """The names of persons, places or organisations as plain text, given as strings or objects, one or a
    list."""
    values = value if isinstance(value, list) else [value]
    named = (_named(each) if isinstance(each, dict) else each for each in values)
    return tuple(plain_value(name) for each in named for name in _strings(each) if name.strip())


def _named(value: dict[str, Any]) -> Any:
    parts = (string_of(value.get(key)) for key in ("givenName", "familyName"))
    return value.get("name") or " ".join(filter(None, parts))


def _objects(parsed: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block: itself, the members of a list or of @graph, and what they are
    about."""
    for each in parsed[:100] if isinstance(parsed, list) else [parsed]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            members = graph if isinstance(graph, list) else [graph]
            yield from (member for member in members if isinstance(member, dict))
            yield from filter(None, (object_of(each.get(name)) for name in _ABOUT))


def _strings(value: Any) -> Iterable[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]
