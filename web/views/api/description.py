"""The description of the addresses for programs (OpenAPI 3.1), made from the tables that answer them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search.model.facets import FacetField, FacetTable
from search.model.request import SORT, TEXT
from search.result_formats import RESULT_FORMATS, ResultFormat, facet_values
from search.result_formats.article_formats import ARTICLE_FORMATS, ArticleFormat
from web.problem_details import MEDIA_TYPE
from web.views.api import parameters
from web.views.api.examples import Examples
from web.views.api.parameters import Parameter, Parameters
from web.views.api.schemas import ref, schemas

Json = dict[str, Any]

VERSION = "1"
PROMISE = (
    "Addresses, parameters, fields and kinds of errors are added, never renamed or taken away; unknown"
    " parameters are ignored, and clients should ignore fields that they do not know. Errors are problem"
    " details (RFC 9457)."
)
_TEXT: Json = {"type": "string"}
_JSON = "application/json"


def api_description(facets: FacetTable, title: str, address: str, examples: Examples) -> Json:
    """`address` is that of the site."""
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION, "description": PROMISE},
        "servers": [{"url": address}],
        "paths": dict(_paths(facets, examples)),
        "components": {"schemas": schemas(facets), "responses": _RESPONSES},
    }


def _paths(facets: FacetTable, examples: Examples) -> Iterator[tuple[str, Json]]:
    for format in RESULT_FORMATS:
        yield f"/search.{format.name}", _search(format, facets, examples)
    for form in ARTICLE_FORMATS:
        yield f"/articles/{{id}}.{form.name}", _article(form, examples)
    yield "/articles/{id}/related.json", _related(examples)
    for facet in facets:
        yield f"/{facet.plural}.json", _values(facet)
    yield "/facets/{name}.json", _values_of_search(facets, examples)
    for media_type, name in ((_JSON, "json"), ("text/csv", "csv")):
        yield f"/trends.{name}", _trends(name, media_type, facets, examples)
    yield "/suggest", _suggest(facets, examples)


def _search(format: ResultFormat, facets: FacetTable, examples: Examples) -> Json:
    is_page = not (format.is_feed or format.is_file)
    own = parameters.of_pages(facets) if is_page else parameters.of_parts(format)
    taken = {**_of_search(facets, examples), **own}
    what = "One page of hits, with counts." if is_page else "All hits, in the order of the search."
    schema = ref("Results") if is_page else _schema(format.media_type)
    responses = {
        "200": _answer(what, format.media_type, schema),
        "304": {"description": "The client has the answer of this generation."},
        **_errors("400", "503", *(["404"] if is_page else [])),
    }
    name = f"search_{format.name.replace('.', '_')}"
    return _get(f"Search, as {format.label}", name, _named(taken), responses)


def _article(form: ArticleFormat, examples: Examples) -> Json:
    schema = ref("Article") if form.media_type == _JSON else _schema(form.media_type)
    responses = {"200": _answer("The article.", form.media_type, schema), **_errors("404", "503")}
    name = f"article_{form.name.replace('.', '_')}"
    return _get(f"An article, as {form.label}", name, [_id(examples)], responses)


def _related(examples: Examples) -> Json:
    responses = {
        "200": _answer("Up to five articles.", _JSON, ref("Related")),
        **_errors("404", "503"),
    }
    return _get("The articles nearest to an article", "related", [_id(examples)], responses)


def _values(facet: FacetField) -> Json:
    taken = {
        TEXT: Parameter(_TEXT, "The beginnings of words that values must have."),
        SORT: Parameter(parameters.one_of(facet_values.ORDERS), "The order."),
        **parameters.of_values(),
    }
    responses = {
        "200": _answer("A page of values.", _JSON, ref("Values")),
        **_errors("400", "404", "503"),
    }
    summary = f"{facet.labels} of the archive"
    return _get(summary, f"values_{facet.name}", _named(taken), responses)


def _values_of_search(facets: FacetTable, examples: Examples) -> Json:
    found = Parameter(_TEXT, "The beginnings of words that values must have.")
    taken = {
        **_of_search(facets, examples),
        facet_values.FIND: found,
        **parameters.of_values(),
    }
    name = {"name": "name", "in": "path", "required": True}
    facet = {**name, "schema": {"type": "string", "enum": list(facets.names)}}
    responses = {
        "200": _answer("A page of values.", _JSON, ref("Values")),
        **_errors("400", "404", "503"),
    }
    summary = "The values of a facet in the hits of a search"
    return _get(summary, "values_of_search", [facet, *_named(taken)], responses)


def _trends(name: str, media_type: str, facets: FacetTable, examples: Examples) -> Json:
    schema = ref("Trends") if media_type == _JSON else _TEXT
    responses = {
        "200": _answer("The counts of each period.", media_type, schema),
        **_errors("400", "503"),
    }
    taken = _named(parameters.of_trends(facets, examples))
    return _get(f"Searches over time, as {name.upper()}", f"trends_{name}", taken, responses)


def _suggest(facets: FacetTable, examples: Examples) -> Json:
    taken = {
        TEXT: Parameter(_TEXT, "What is typed.", examples.word[:4]),
        **parameters.of_facets(facets),
    }
    shape = {"type": "array", "items": {"type": ["string", "array"]}, "minItems": 4, "maxItems": 4}
    what = "The query, completions, what they are, and their addresses."
    responses = {
        "200": _answer(what, "application/x-suggestions+json", shape),
        **_errors("503"),
    }
    return _get("Completions of a query", "suggest", _named(taken), responses)


def _of_search(facets: FacetTable, examples: Examples) -> Parameters:
    return {**parameters.of_searches(examples), **parameters.of_facets(facets)}


def _id(examples: Examples) -> Json:
    shown = {"example": examples.article} if examples.article else {}
    known = {"name": "id", "in": "path", "required": True, "schema": {**_TEXT, "minLength": 1}}
    return {**known, "description": "The id; slashes in it need not be quoted.", **shown}


def _named(taken: Parameters) -> list[Json]:
    return [each.named(name) for name, each in taken.items()]


def _get(summary: str, name: str, taken: list[Json], responses: Json) -> Json:
    return {
        "get": {
            "summary": summary,
            "operationId": name,
            "parameters": taken,
            "responses": responses,
        }
    }


def _schema(media_type: str) -> Json:
    """Of what has no schema of its own here."""
    return {"type": "array", "items": {"type": "object"}} if media_type.endswith("+json") else _TEXT


def _answer(description: str, media_type: str, schema: Json) -> Json:
    return {"description": description, "content": {media_type: {"schema": schema}}}


_PROBLEM = {
    "400": "A parameter cannot be used.",
    "404": "There is no such article, page or facet.",
    "503": "It cannot be answered now; try again after as many seconds as Retry-After says.",
    "default": "Any other error, such as 405 for another method, or 500.",
}
_RESPONSES = {
    f"Problem{status}": _answer(meaning, MEDIA_TYPE, ref("Problem"))
    for status, meaning in _PROBLEM.items()
}


def _errors(*statuses: str) -> Json:
    return {
        status: {"$ref": f"#/components/responses/Problem{status}"}
        for status in (*statuses, "default")
    }
