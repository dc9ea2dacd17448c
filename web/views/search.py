"""The page of a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.model.request import (
    FACET_SIZE,
    SIZE,
    SORT,
    SORTS,
    UNIT,
    UNITS,
    Params,
    SearchRequest,
)
from search.model.results import Results
from web.links import Links
from web.views.facets import FacetView, facet_view
from web.views.hits import HitView, Link, hit_links, hit_view
from web.views.paging import Paging, paging
from web.views.timeline import TimelineView, timeline_view
from web.wording import (
    SORT_LABEL,
    UNIT_LABEL,
    counted,
    date_range,
    number,
    worth_saying,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to show a search."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is in force, and the search without it."""

    label: str
    value: str
    is_excluding: bool
    url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What search.html shows. `kept` are parameters in hidden fields of the form; `where` is the
    page and the number of pages; `suggestion` and `wider` are links that help if little was found."""

    request: SearchRequest
    heading: str
    canonical: str
    total: int
    found: str
    where: str
    understood: str
    notices: tuple[str, ...]
    is_partial: bool
    kept: Params
    since: str
    until: str
    sorts: tuple[Choice, ...]
    units: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    clear: str
    facets: tuple[FacetView, ...]
    timeline: TimelineView | None
    hits: tuple[HitView, ...]
    paging: Paging | None
    suggestion: Link | None
    wider: Link | None


def search_page(
    request: SearchRequest, results: Results, links: Links, wider: int = 0
) -> SearchPage:
    """`wider` is the number of hits without filters, if there are none with them."""
    templates = links.with_values(request)
    shared = hit_links(request.text, links, templates)
    noun = request.unit
    return SearchPage(
        request=request,
        heading=request.text or f"All {noun}s",
        canonical=links.search(request),
        total=results.total,
        found=counted(results.total, noun),
        where=f"page {number(request.page)} of {number(results.pages)}" if request.page > 1 else "",
        understood=worth_saying(request.text, results.understood),
        notices=results.notices,
        is_partial=results.partial,
        kept=_kept(request),
        since=request.since.isoformat() if request.since else "",
        until=request.until.isoformat() if request.until else "",
        sorts=tuple(_sorts(request, links)),
        units=tuple(_units(request, links)),
        chips=tuple(_chips(request, links)),
        clear=links.search(request.without_filters()),
        facets=tuple(
            facet_view(each, request, links, templates) for each in results.facets if each.values
        ),
        timeline=timeline_view(results.timeline, request, links, noun),
        hits=tuple(hit_view(hit, shared) for hit in results.hits),
        paging=paging(request, results.pages, links),
        suggestion=_suggestion(request, results, links),
        wider=_wider(request, wider, links),
    )


def _kept(request: SearchRequest) -> Params:
    ways = {SORT, UNIT, SIZE, FACET_SIZE}
    return [
        (name, value) for name, value in request.to_params() if name.startswith("-") or name in ways
    ]


def _sorts(request: SearchRequest, links: Links) -> Iterator[Choice]:
    """A search without words is sorted by date, since every hit matches equally well."""
    current = request.sort if request.text or request.sort != "relevance" else "newest"
    for sort in SORTS if request.text else SORTS[1:]:
        url = links.search(replace(request, sort=sort, page=1))
        yield Choice(SORT_LABEL[sort], url, sort == current)


def _units(request: SearchRequest, links: Links) -> Iterator[Choice]:
    for unit in UNITS:
        url = links.search(replace(request, unit=unit, page=1))
        yield Choice(UNIT_LABEL[unit], url, unit == request.unit)


def _chips(request: SearchRequest, links: Links) -> Iterator[Chip]:
    for facet in links.facets:
        chosen = request.selection(facet.name)
        for values, is_excluding in ((chosen.included, False), (chosen.excluded, True)):
            for value in values:
                url = links.search(request.without_value(facet.name, value))
                yield Chip(facet.label, value, is_excluding, url)
    if request.since or request.until:
        url = links.search(replace(request, since=None, until=None, page=1))
        yield Chip("Date", date_range(request), False, url)


def _suggestion(request: SearchRequest, results: Results, links: Links) -> Link | None:
    if not results.suggestion:
        return None
    meant = replace(request, text=results.suggestion, page=1)
    return Link(results.suggestion, links.search(meant))


def _wider(request: SearchRequest, total: int, links: Links) -> Link | None:
    if not total:
        return None
    return Link(counted(total, request.unit), links.search(request.without_filters()))
