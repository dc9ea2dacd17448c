"""The description of the addresses for programs (OpenAPI 3.1), made from the tables that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search.model import part, request
from search.model.facets import FacetTable
from search.result_formats import RESULT_FORMATS, ResultFormat
from search.result_formats.article_formats import ARTICLE_FORMATS

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_DAY: Json = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?$"}


def _number(least: int, most: int, default: int) -> Json:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def _one_of(values: Iterable[str]) -> Json:
    names = list(values)
    return {"type": "string", "enum": names, "default": names[0]}


OF_SEARCHES: Mapping[str, tuple[Json, str]] = {
    request.TEXT: (_TEXT, "The words, in the query language."),
    request.SINCE: (_DAY, "First day: 2019, 2019-08 or 2019-08-31."),
    request.UNTIL: (_DAY, "Last day, in the same forms."),
    request.SORT: (_one_of(request.SORTS), "The order; feeds have the newest first by default."),
    request.UNIT: (_one_of(request.UNITS), "Whether hits are articles or paragraphs."),
    request.MATCH: (_one_of(request.MATCHES), "Whether all words must be found, or some."),
    request.COPIES: (_one_of(request.COPIES_SHOWN), "Whether articles with one text are one hit."),
}
"""What every search takes, beside facets."""
OF_PAGES: Mapping[str, tuple[Json, str]] = {
    request.PAGE: (_number(1, request.MAX_PAGE, 1), "The page."),
    request.SIZE: (_number(1, request.MAX_SIZE, 10), "Hits a page."),
    request.FACET_SIZE: (_number(1, request.MAX_FACET_SIZE, 50), "Values listed in a facet."),
    request.COUNTED: (_TEXT, "A facet to count, or none; repeatable."),
    request.PASSAGES: (_number(0, request.MAX_PASSAGES, request.MAX_PASSAGES), "Passages a hit."),
    request.EXPLAIN: (_number(0, 1, 0), "1 gives the parts of each score."),
}


def api_description(facets: FacetTable, title: str, address: str) -> Json:
    """`address` is that of the site."""
    paths = {f"/search.{each.name}": _search(each, facets) for each in RESULT_FORMATS}
    paths |= {
        f"/articles/{{id}}.{each.name}": _article(each.label, each.media_type)
        for each in ARTICLE_FORMATS
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": "1",
            "description": "Fields and parameters are added, never renamed or taken away.",
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {"schemas": {"Error": _ERROR}},
    }


_ERROR: Json = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "message": {"type": "string", "description": "What is wrong, and what to do."},
                "parameter": {"type": "string", "description": "The parameter that it is about."},
            },
        }
    },
}
_ERROR_SCHEMA = {"$ref": "#/components/schemas/Error"}


def _search(format: ResultFormat, facets: FacetTable) -> Json:
    is_page = not (format.is_feed or format.is_file)
    own = OF_PAGES if is_page else _of_parts(format)
    described = [_parameter(name, *each) for name, each in {**OF_SEARCHES, **own}.items()]
    answers = {
        "200": _answer(f"{'One page of' if is_page else 'All'} hits.", format.media_type, _TEXT),
        "304": {"description": "The client has the answer of this generation."},
        "400": _answer("A parameter cannot be used.", "application/json", _ERROR_SCHEMA),
        "503": _answer("It cannot be answered now; try again.", "application/json", _ERROR_SCHEMA),
    }
    if is_page:
        answers["200"] = _answer("One page of hits.", format.media_type, {"type": "object"})
        answers["404"] = _answer("There is no such page.", "application/json", _ERROR_SCHEMA)
    return {
        "get": {
            "summary": f"Search, as {format.label}",
            "operationId": f"search_{format.name.replace('.', '_')}",
            "parameters": [*described, *_of_facets(facets)],
            "responses": answers,
        }
    }


def _of_parts(format: ResultFormat) -> dict[str, tuple[Json, str]]:
    found = {
        part.LIMIT: (_number(1, format.most, format.usual), "Hits in the answer."),
        part.OFFSET: (_number(0, part.MAX_OFFSET, 0), "Hits to pass over."),
        request.PASSAGES: OF_PAGES[request.PASSAGES],
    }
    if format.name == "csv":
        found[part.BOM] = (_number(0, 1, 0), "1 begins with a byte order mark.")
    return found


def _of_facets(facets: FacetTable) -> list[Json]:
    several = {"type": "array", "items": _TEXT, "maxItems": request.MAX_VALUES}
    return [
        _parameter(f"{sign}{each.name}", several, f"{each.label}: {meaning}")
        for each in facets
        for sign, meaning in (("", "any of these."), (request.EXCLUDING, "none of these."))
    ]


def _article(label: str, media_type: str) -> Json:
    schema = {"type": "object"} if media_type == "application/json" else _TEXT
    return {
        "get": {
            "summary": f"An article, as {label}",
            "operationId": f"article_{label.replace('-', '_')}",
            "parameters": [
                {
                    "name": "id",
                    "in": "path",
                    "required": True,
                    "schema": _TEXT,
                    "description": "The id; slashes in it are not quoted.",
                }
            ],
            "responses": {
                "200": _answer("The article.", media_type, schema),
                "404": {"description": "There is no such article."},
            },
        }
    }


def _parameter(name: str, schema: Json, description: str) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _answer(description: str, media_type: str, schema: Json) -> Json:
    return {"description": description, "content": {media_type: {"schema": schema}}}
