"""The shapes of answers, as JSON Schema."""

from __future__ import annotations

from typing import Any

from search.model.facets import SOURCE, FacetTable
from search.model.request import INTERVALS

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_TEXTS: Json = {"type": "array", "items": _TEXT}
_TRUTH: Json = {"type": "boolean"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_DATE: Json = {
    "type": ["string", "null"],
    "description": "2019-08-31; 2019-08 or 2019 where no more is known; null where there is none.",
}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(optional: Json | None = None, **properties: Json) -> Json:
    """An object of which all `properties` are always there."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": {**properties, **(optional or {})},
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def schemas(facets: FacetTable) -> Json:
    """All shapes by their names; hits and articles have the facets of the archive."""
    return {
        "Results": _results(),
        "Hit": _hit(facets),
        "Passage": _PASSAGE,
        "FacetValue": _FACET_VALUE,
        "Values": _values(),
        "Trends": _trends(),
        "Article": _article(facets),
        "Related": _related(facets),
        "Problem": _PROBLEM,
    }


def _results() -> Json:
    period = _object(period=_TEXT, count=_COUNT)
    return _object(
        query=_TEXT,
        total=_COUNT,
        page={"type": "integer", "minimum": 1},
        pages=_COUNT,
        took_ms={"type": "number"},
        partial={**_TRUTH, "description": "Whether the time limit cut the search short."},
        relaxed={**_TRUTH, "description": "Whether hits need not have all words."},
        matching_all=_COUNT,
        matching_some={"type": ["integer", "null"]},
        suggestion={"type": ["string", "null"], "description": "Another spelling."},
        understood={**_TEXT, "description": "How the query was read."},
        notices=_TEXTS,
        hits=_list(ref("Hit")),
        facets={"type": "object", "additionalProperties": _list(ref("FacetValue"))},
        timeline=_list(period),
    )


def _trends() -> Json:
    share = {"type": ["number", "null"], "description": "Of what the archive has, from 0 to 1."}
    series = _object(
        query=_TEXT,
        url=_TEXT,
        total=_COUNT,
        undated={**_COUNT, "description": "Hits that are in no period."},
        spread={**_COUNT, "description": "Hits that are in each of several periods."},
        partial=_TRUTH,
        timeline=_list(_object(period=_TEXT, count=_COUNT, share=share)),
    )
    values = _object(facet=_TEXT, values=_TEXTS)
    crossed = _object(rows=values, columns=values, counts=_list(_list(_COUNT)))
    return _object(
        interval={"type": "string", "enum": [each for each in INTERVALS if each != "auto"]},
        partial=_TRUTH,
        archive=series,
        series=_list(series),
        crosstab={**crossed, "type": ["object", "null"]},
    )


def _head(facets: FacetTable) -> Json:
    """What a hit, a related article and a copy have."""
    lists = {each.plural: _TEXTS for each in facets if each.name != SOURCE}
    source = {SOURCE: _TEXT} if SOURCE in facets else {}
    known = {"id": _TEXT, "title": _TEXT, "url": _TEXT, "publisher": _TEXT, "published": _DATE}
    return {**known, **lists, **source, "score": {"type": "number"}}


def _hit(facets: FacetTable) -> Json:
    return _object(
        {"explanation": {"type": "object"}}, **_head(facets), passages=_list(ref("Passage"))
    )


def _related(facets: FacetTable) -> Json:
    copy = _object(**_head(facets))
    near = _object(**_head(facets), shares=_TEXTS, copies=_list(copy), more_copies=_COUNT)
    return _object(id=_TEXT, url=_TEXT, partial=_TRUTH, related=_list(near))


def _article(facets: FacetTable) -> Json:
    lists = {each.plural: _TEXTS for each in facets if each.name != SOURCE}
    texts = ("id", "title", "url", "publisher", "source", "source_address", "address")
    return _object(
        **dict.fromkeys((*texts, "language", "rights", "summary"), _TEXT),
        published=_DATE,
        source_published=_DATE,
        **lists,
        paragraphs=_list(_object(anchor=_TEXT, kind=_TEXT, text=_TEXT)),
        captions=_list(_object(anchor=_TEXT, after=_COUNT, text=_TEXT)),
    )


def _values() -> Json:
    value = _object(value=_TEXT, count=_COUNT, selected=_TRUTH, excluded=_TRUTH, url=_TEXT)
    return _object(
        {"query": _TEXT, "hits": _COUNT, "partial": _TRUTH},
        facet=_TEXT,
        label=_TEXT,
        total={**_COUNT, "description": "How many values there are, found or not."},
        found=_COUNT,
        page={"type": "integer", "minimum": 1},
        pages=_COUNT,
        values=_list(value),
    )


_PASSAGE = _object(
    anchor={**_TEXT, "description": "The fragment of the paragraph in the article's address."},
    position=_COUNT,
    html={**_TEXT, "description": "Escaped text with the matches in <mark>."},
    text=_TEXT,
)
_FACET_VALUE = _object(value=_TEXT, count=_COUNT, selected=_TRUTH, excluded=_TRUTH)
_PROBLEM: Json = {
    **_object(
        {
            "parameter": {**_TEXT, "description": "The parameter that it is about."},
            "request_id": {**_TEXT, "description": "The number of the request in the log."},
        },
        type={**_TEXT, "format": "uri-reference", "description": "The kind of problem."},
        title={**_TEXT, "description": "The kind of problem in words."},
        status={"type": "integer"},
        detail={**_TEXT, "description": "What is wrong, and what to do."},
    ),
    "description": "Problem details (RFC 9457).",
}
