"""Drafts of objects whose fields have the usual names, from JSON or from front matter.

Lists may be lists of strings or one string; the names of authors in one string are separated by
commas. Text is a string with one paragraph on each line, or a list of paragraphs. A source may be a
name, or an object with name, date and url.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import repeat
from typing import Any

from search.reading.draft import Draft
from search.reading.person_names import split_commas

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("title", "headline"),
    "authors": ("authors", "author", "byline"),
    "publisher": ("publisher",),
    "published": ("published", "date"),
    "source": ("source",),
    "regions": ("regions", "region", "places", "place"),
    "themes": ("themes", "theme", "topics", "topic", "tags", "categories", "category"),
    "reports": ("reports", "report", "series"),
    "summary": ("summary", "excerpt", "description"),
    "paragraphs": ("paragraphs", "content", "text", "body"),
    "language": ("language", "lang"),
    "address": ("address", "url"),
    "rights": ("rights", "copyright"),
}
"""The names that each field may have. The first one with a value is used."""


def draft_of(record: Mapping[str, Any]) -> Draft:
    """The draft of an object whose keys are names in `NAMES`; other keys are ignored."""
    given = {field: _first(record, names) for field, names in NAMES.items()}
    source = given["source"]
    parts = source if isinstance(source, dict) else {"name": source}
    paragraphs = _paragraphs(given["paragraphs"])
    strings = {name: _string(given[name]) for name in _STRINGS}
    return Draft(
        **strings,
        key=strings["address"] or "\n".join((strings["title"], strings["published"], *paragraphs)),
        authors=tuple(name for each in _strings(given["authors"]) for name in split_commas(each)),
        source=_string(parts.get("name")),
        source_published=_string(parts.get("date") or parts.get("published")),
        source_address=_string(parts.get("url") or parts.get("address")),
        regions=_strings(given["regions"]),
        themes=_strings(given["themes"]),
        reports=_strings(given["reports"]),
        paragraphs=tuple(zip(paragraphs, repeat("text"))),
        warnings=_warnings(given, strings),
    )


_STRINGS = ("id", "title", "publisher", "published", "summary", "language", "address", "rights")
_LISTS = ("authors", "regions", "themes", "reports", "paragraphs")


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        value = record.get(name)
        if value is not None and value not in ("", []):
            return value
    return None


def _string(value: Any) -> str:
    """A string, a number or a date as a string; "" for any other value."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    values = value if isinstance(value, list) else [value]
    return tuple(filter(None, map(_string, values)))


def _paragraphs(value: Any) -> list[str]:
    if isinstance(value, list):
        texts = [each.get("text") if isinstance(each, dict) else each for each in value]
        return [text for text in map(_string, texts) if text.strip()]
    return [line for line in _string(value).splitlines() if line.strip()]


def _warnings(given: Mapping[str, Any], strings: Mapping[str, str]) -> tuple[str, ...]:
    """A warning for each field whose value cannot be used."""
    odd = [name for name in _STRINGS if not strings[name] and given[name] is not None]
    odd += [name for name in _LISTS if not _is_usable(name, given[name])]
    return tuple(f"{name} holds something that is not text: it was left out" for name in odd)


def _is_usable(name: str, value: Any) -> bool:
    if value is None or isinstance(value, str):
        return True
    values = value if isinstance(value, list) else [value]
    usable = (str, int, float, date, dict) if name == "paragraphs" else (str, int, float, date)
    return all(isinstance(each, usable) for each in values if each is not None)
