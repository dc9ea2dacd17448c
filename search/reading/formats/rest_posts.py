"""Posts as the REST API of WordPress gives them: authors and terms are numbers, and their names stand in
`_embedded` if they were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from search.reading.raw_values import name_of

_NUMBERED = ("author", "categories", "tags")
_TAXONOMIES = {"category": "categories", "post_tag": "tags"}


def with_names(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object with the names of its authors and terms in place of their numbers; any other object as it
    is."""
    is_answer = "_links" in record or "_embedded" in record
    if not is_answer or not isinstance(record.get("content"), dict):
        return record
    named = {name: value for name, value in record.items() if name not in _NUMBERED}
    embedded = record.get("_embedded")
    if not isinstance(embedded, dict):
        return named
    authors = [name_of(each) for each in _objects(embedded.get("author"))]
    terms: dict[str, list[str]] = {}
    for group in embedded.get("wp:term") or ():
        for term in _objects(group):
            taxonomy = str(term.get("taxonomy"))
            terms.setdefault(_TAXONOMIES.get(taxonomy, taxonomy), []).append(name_of(term))
    return {**named, **terms, "authors": authors}


def _objects(values: Any) -> list[dict[str, Any]]:
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []
