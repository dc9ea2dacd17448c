"""Drafts of objects whose fields have the usual names, from JSON or from front matter.

Lists may be lists of strings or one string; the names of authors in one string are separated by
commas. Text is a string with one paragraph on each line, or a list of paragraphs. A source may be a
name, or an object with name, date and url.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import repeat
from typing import Any

from search.model.facets import AUTHOR, LANGUAGE, SOURCE, FacetName, FacetTable, plural
from search.reading.draft import Draft
from search.reading.person_names import split_commas

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("title", "headline"),
    "publisher": ("publisher",),
    "published": ("published", "date"),
    "summary": ("summary", "excerpt", "description"),
    "paragraphs": ("paragraphs", "content", "text", "body"),
    "address": ("address", "url"),
    "rights": ("rights", "copyright"),
}
"""The names that each field may have. The first one with a value is used. Facets have their own names
in the facet table."""


def draft_of(record: Mapping[str, Any], facets: FacetTable) -> Draft:
    """The draft of an object whose keys are names in `NAMES` or fields of facets. Other keys are
    ignored."""
    given = {name: _first(record, names) for name, names in NAMES.items()}
    given |= {facet.name: _first(record, facet.fields) for facet in facets}
    source = given.get(SOURCE)
    origin = source if isinstance(source, dict) else {"name": source}
    paragraphs = _paragraphs(given["paragraphs"])
    strings = {name: _string(given.get(name)) for name in _STRINGS}
    lists = [facet.name for facet in facets if facet.name not in (SOURCE, LANGUAGE)]
    return Draft(
        id=strings["id"],
        title=strings["title"],
        publisher=strings["publisher"],
        published=strings["published"],
        summary=strings["summary"],
        language=strings[LANGUAGE],
        address=strings["address"],
        rights=strings["rights"],
        key=strings["address"] or "\n".join((strings["title"], strings["published"], *paragraphs)),
        source=_string(origin.get("name")),
        source_published=_string(origin.get("date") or origin.get("published")),
        source_address=_string(origin.get("url") or origin.get("address")),
        facets={name: _values(name, given[name]) for name in lists},
        paragraphs=tuple(zip(paragraphs, repeat("text"))),
        warnings=_warnings(given, strings, lists),
    )


_STRINGS = ("id", "title", "publisher", "published", "summary", LANGUAGE, "address", "rights")


def _values(facet: FacetName, value: Any) -> tuple[str, ...]:
    """The values of a facet; the names of authors in one string are separated by commas."""
    values = _strings(value)
    if facet != AUTHOR:
        return values
    return tuple(name for each in values for name in split_commas(each))


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


def _warnings(
    given: Mapping[str, Any], strings: Mapping[str, str], lists: Iterable[FacetName]
) -> tuple[str, ...]:
    """A warning for each field whose value cannot be used."""
    odd = [name for name in _STRINGS if not strings[name] and given.get(name) is not None]
    odd += [plural(name) for name in lists if not _is_usable(name, given[name])]
    odd += [] if _is_usable("paragraphs", given["paragraphs"]) else ["paragraphs"]
    return tuple(f"{name} holds something that is not text: it was left out" for name in odd)


def _is_usable(name: str, value: Any) -> bool:
    if value is None or isinstance(value, str):
        return True
    values = value if isinstance(value, list) else [value]
    usable = (str, int, float, date, dict) if name == "paragraphs" else (str, int, float, date)
    return all(isinstance(each, usable) for each in values if each is not None)
