"""The parameters of the addresses for programs, as JSON Schema, from the tables that parse them.

What the page about them says, too, is in the language of the request, which is English for programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from search.model import part, request, trends
from search.model.facets import FacetTable
from search.result_formats import ResultFormat, facet_values
from web.language import gettext as _
from web.views.api.examples import Examples

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
_MONTH, _DAY = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_DATE: Json = {"type": "string", "pattern": f"^(?!0000)[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?$"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query; an example is left out where none says more than the schema."""

    schema: Json
    description: str
    example: str | int | None = None

    def named(self, name: str) -> Json:
        """As OpenAPI has it."""
        shown = {} if self.example is None else {"example": self.example}
        known = {"name": name, "in": "query", "description": self.description}
        return {**known, "schema": self.schema, **shown}


Parameters = Mapping[str, Parameter]


def number(least: int, most: int, default: int) -> Json:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def one_of(values: Iterable[str]) -> Json:
    names = list(values)
    return {"type": "string", "enum": names, "default": names[0]}


def of_searches(examples: Examples) -> Parameters:
    """What every search takes, beside facets."""
    return {
        request.TEXT: Parameter(TEXT, _("The words, in the query language."), examples.word),
        request.SINCE: Parameter(_DATE, _("First day: 2019, 2019-08 or 2019-08-31.")),
        request.UNTIL: Parameter(_DATE, _("Last day, in the same forms.")),
        request.SORT: Parameter(
            one_of(request.SORTS), _("The order; feeds have the newest first by default.")
        ),
        request.UNIT: Parameter(
            one_of(request.UNITS), _("Whether hits are articles or paragraphs.")
        ),
        request.MATCH: Parameter(
            one_of(request.MATCHES), _("Whether all words must be found, or some.")
        ),
        request.COPIES: Parameter(
            one_of(request.COPIES_SHOWN), _("Whether articles with one text are one hit.")
        ),
    }


def of_pages(facets: FacetTable) -> Parameters:
    """What a page of hits with counts takes."""
    names = {"type": "string", "enum": [*facets.names, request.NONE]}
    return {
        request.PAGE: Parameter(number(1, request.MAX_PAGE, 1), "The page."),
        request.SIZE: Parameter(number(1, request.MAX_SIZE, 10), "Hits a page."),
        request.FACET_SIZE: Parameter(
            number(1, request.MAX_FACET_SIZE, 50), "Values listed in a facet."
        ),
        request.COUNTED: Parameter(
            {"type": "array", "items": names}, "The facets to count, or none; all if none is named."
        ),
        request.PASSAGES: _PASSAGES,
        request.EXPLAIN: Parameter(number(0, 1, 0), "1 gives the parts of each score."),
        request.INTERVAL: _INTERVAL,
    }


_INTERVAL = Parameter(one_of(request.INTERVALS), "Whether the timeline has years, months or days.")
_PASSAGES = Parameter(number(0, request.MAX_PASSAGES, request.MAX_PASSAGES), "Passages a hit.")


def of_parts(format: ResultFormat) -> Parameters:
    """What an answer with all hits takes."""
    found = {
        part.LIMIT: Parameter(number(1, format.most, format.usual), "Hits in the answer."),
        part.OFFSET: Parameter(number(0, part.MAX_OFFSET, 0), "Hits to pass over."),
        request.PASSAGES: _PASSAGES,
    }
    if format.name == "csv":
        found[part.BOM] = Parameter(number(0, 1, 0), "1 begins with a byte order mark.")
    return found


def of_trends(facets: FacetTable, examples: Examples) -> Parameters:
    """What the counts of searches over time take."""
    several = {"type": "array", "items": TEXT, "maxItems": trends.MOST_QUERIES}
    common = {
        name: each
        for name, each in of_searches(examples).items()
        if name not in (request.TEXT, request.SORT)
    }
    crossed = {"type": "string", "enum": [*facets.names]}
    return {
        request.TEXT: Parameter(several, "The words of a search; each is another search."),
        **common,
        request.INTERVAL: _INTERVAL,
        trends.ROWS: Parameter(crossed, "The facet of the rows of the table by two facets."),
        trends.COLUMNS: Parameter(crossed, "The facet of its columns."),
        **of_facets(facets),
    }


def of_values() -> Parameters:
    """What a list of values takes."""
    return {
        request.PAGE: Parameter(number(1, request.MAX_PAGE, 1), "The page."),
        request.SIZE: Parameter(
            number(1, facet_values.MOST, facet_values.USUAL), "Values on a page."
        ),
    }


def of_facets(facets: FacetTable) -> Parameters:
    """The values that are chosen, or excluded, in each facet."""
    several = {"type": "array", "items": TEXT, "maxItems": request.MAX_VALUES}
    chosen = {
        each.name: Parameter(several, _("%(label)s: any of these.", label=each.label))
        for each in facets
    }
    return chosen | {
        f"{request.EXCLUDING}{each.name}": Parameter(
            several, _("%(label)s: none of these.", label=each.label)
        )
        for each in facets
    }
