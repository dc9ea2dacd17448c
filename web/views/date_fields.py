"""The fields of a search's dates, which keep what was typed and say what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.errors import BadParameter
from search.model.dates import span
from search.model.facets import FacetTable
from search.model.params import Params
from search.model.request import SINCE, UNTIL, SearchRequest
from web.views.bad_values import date_in_words

_FIELDS = {SINCE: "since", UNTIL: "until"}


@dataclass(frozen=True, slots=True)
class DateField:
    """What a field holds, and what is wrong with it, "" if nothing is."""

    value: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class DateFields:
    since: DateField
    until: DateField


def read_search(params: Params, facets: FacetTable) -> tuple[SearchRequest, DateFields]:
    """The search that parameters describe, without dates that cannot be used: neither of them if the
    first is later than the last.

    Raises `BadParameter` for any other value that cannot be used.
    """
    try:
        request = SearchRequest.from_params(params, facets)
    except BadParameter as error:
        if error.name not in (SINCE, UNTIL):
            raise
        unusable = (SINCE, UNTIL) if span(error.value) else (error.name,)
        request, fields = read_search([each for each in params if each[0] not in unusable], facets)
        typed = {name: DateField(value.strip()) for name, value in params if name in unusable}
        typed[error.name] = replace(typed[error.name], wrong=date_in_words(error))
        return request, replace(fields, **{_FIELDS[name]: each for name, each in typed.items()})
    return request, date_fields(request)


def date_fields(request: SearchRequest) -> DateFields:
    """The fields of a search with dates that can be used."""
    since, until = (each.isoformat() if each else "" for each in (request.since, request.until))
    return DateFields(DateField(since), DateField(until))
