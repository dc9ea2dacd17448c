"""Addresses of a search with one thing changed, for the hundreds of links of a page.

A search is turned into parameters and quoted once; each link then costs one join.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import quote_plus

from search.model.facets import FacetName
from search.model.request import EXCLUDING, SINCE, UNTIL, SearchRequest, Selection

_GAP = "\ud800"  # half a character: no parameter can hold it

_REMEMBERED = 1_024


@dataclass(frozen=True, slots=True)
class UrlTemplate:
    """An address with a gap for one value."""

    before: str
    after: str

    def fill(self, value: str) -> str:
        """The address with `value` in the gap, which must be quoted already: see `quoted`."""
        return f"{self.before}{value}{self.after}"


@dataclass(frozen=True, slots=True)
class DateTemplate:
    """An address with a gap for a range of dates."""

    before: str
    after: str

    def fill(self, since: date, until: date) -> str:
        return f"{self.before}{SINCE}={since.isoformat()}&{UNTIL}={until.isoformat()}{self.after}"


@dataclass(frozen=True, slots=True)
class ValueTemplates:
    """Addresses of a search with one more value of a facet included or excluded."""

    including: Mapping[FacetName, UrlTemplate]
    excluding: Mapping[FacetName, UrlTemplate]


@lru_cache(_REMEMBERED)
def quoted(value: str) -> str:
    """A value as it is written in the query of an address; the same facet values occur on many pages."""
    return quote_plus(value)


def query(params: Iterable[tuple[str, str]]) -> str:
    """Parameters as the query of an address, without the question mark."""
    return "&".join([f"{name}={quoted(value)}" for name, value in params])


def value_templates(
    path: str, request: SearchRequest, facets: Sequence[FacetName]
) -> ValueTemplates:
    """Templates of `request.with_value(facet, value)` and `.excluding_value(facet, value)` for
    values that are not selected yet; `path` comes before the query."""
    params = replace(request, page=1, selections=_with_gaps(request, facets)).to_params()
    known = ["" if value == _GAP else query([(name, value)]) for name, value in params]
    found: dict[str, UrlTemplate] = {}
    for index, (name, _) in enumerate(params):
        if not known[index]:
            before = [each for each in known[:index] if each]
            after = [f"&{each}" for each in known[index + 1 :] if each]
            found[name] = UrlTemplate(f"{path}?{'&'.join([*before, f'{name}='])}", "".join(after))
    return ValueTemplates(
        including={facet: found[facet] for facet in facets},
        excluding={facet: found[f"{EXCLUDING}{facet}"] for facet in facets},
    )


def date_template(path: str, request: SearchRequest) -> DateTemplate:
    """Template of `request` with other dates, on its first page."""
    params = replace(request, page=1, since=date.min, until=date.max).to_params()
    index = [name for name, _ in params].index(SINCE)
    before, after = query(params[:index]), query(params[index + 2 :])
    return DateTemplate(f"{path}?{before}&" if before else f"{path}?", f"&{after}" if after else "")


def _with_gaps(request: SearchRequest, facets: Sequence[FacetName]) -> dict[FacetName, Selection]:
    """What is selected in every facet, and a gap after it."""
    selections = ((facet, request.selection(facet)) for facet in facets)
    return {
        facet: Selection((*selection.included, _GAP), (*selection.excluded, _GAP))
        for facet, selection in selections
    }
