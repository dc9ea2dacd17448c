"""The arguments of tools: their JSON Schema, and the searches that they describe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from search.model.facets import FacetTable
from search.model.params import Params
from search.model.request import (
    EXCLUDING,
    MATCH,
    MATCHES,
    MAX_PAGE,
    PAGE,
    SINCE,
    SIZE,
    SORT,
    SORTS,
    TEXT,
    UNIT,
    UNTIL,
    SearchRequest,
)

Json = dict[str, Any]
Arguments = Mapping[str, Any]

QUERY, FILTERS, EXCLUDED = "query", "filters", "exclude"
MOST_ON_PAGE = 50
"""Hits of one answer: a model reads them all."""
_PARAMETERS = {
    QUERY: TEXT,
    SINCE: SINCE,
    UNTIL: UNTIL,
    SORT: SORT,
    MATCH: MATCH,
    PAGE: PAGE,
    SIZE: SIZE,
}


def shape(required: tuple[str, ...] = (), **properties: Json) -> Json:
    """The schema of arguments; others are refused, so that a misspelt one is not lost."""
    known = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**known, "required": list(required)} if required else known


def text(description: str) -> Json:
    return {"type": "string", "description": description}


def number(most: int, default: int, description: str) -> Json:
    known = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return {**known, "description": description}


def one_of(values: tuple[str, ...], description: str) -> Json:
    return {"type": "string", "enum": list(values), "description": description}


def of_searches(facets: FacetTable) -> Json:
    """What narrows a search."""
    values = {"type": "array", "items": {"type": "string"}}
    filters = {
        "type": "object",
        "properties": {each.name: {**values, "description": each.labels} for each in facets},
        "additionalProperties": False,
    }
    return {
        QUERY: text(
            'Words, all of which are looked for; "phrases", OR, NOT and author:name are understood.'
            " Endings, capitals and accents do not matter. Empty: all articles."
        ),
        FILTERS: {**filters, "description": "Any of these values, in each facet named."},
        EXCLUDED: {**filters, "description": "None of these values."},
        SINCE: text("The first day of publication: 2019, 2019-08 or 2019-08-31."),
        UNTIL: text("The last day, in the same forms."),
        MATCH: one_of(MATCHES, "Insist on all words, or be content with some."),
    }


def of_pages(size: int) -> Json:
    """What chooses among the hits of a search."""
    return {
        SORT: one_of(SORTS, "The order."),
        PAGE: number(MAX_PAGE, 1, "The page."),
        SIZE: number(MOST_ON_PAGE, size, "Hits on a page."),
    }


def request_of(
    arguments: Arguments, facets: FacetTable, unit: str = "article", size: int = 10
) -> SearchRequest:
    """The search that arguments describe; raises `BadParameter`."""
    params: Params = [(UNIT, unit), (SIZE, str(size))]
    params += [
        (parameter, str(arguments[name]))
        for name, parameter in _PARAMETERS.items()
        if name in arguments
    ]
    for argument, sign in ((FILTERS, ""), (EXCLUDED, EXCLUDING)):
        for facet, values in arguments.get(argument, {}).items():
            params += [(f"{sign}{facet}", value) for value in values]
    return SearchRequest.from_params(params, facets)
