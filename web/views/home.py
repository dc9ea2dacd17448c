"""The front page."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.request import SearchRequest
from search.model.results import Facet, Results
from web.links import Links
from web.url_templates import ValueTemplates, quoted
from web.views.browse import Entry
from web.views.hits import HitView, hit_links, hit_view
from web.views.timeline import TimelineView, timeline_view
from web.wording import counted, number, value_name

NEWEST = 5
TOP = 8

REQUEST = SearchRequest(sort="newest", size=NEWEST, facet_size=TOP)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A facet with its most frequent values; `all` links to the list of all, if there are more."""

    label: str
    entries: tuple[Entry, ...]
    distinct: str
    all: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What home.html shows: the newest articles, a timeline, and the most frequent values of facets."""

    articles: str
    span: str
    lead: HitView | None
    others: tuple[HitView, ...]
    newest: str
    shelves: tuple[Shelf, ...]
    timeline: TimelineView | None


def home_page(results: Results, links: Links) -> HomePage:
    """`results` answers REQUEST."""
    templates = links.with_values(SearchRequest())
    shared = hit_links(SearchRequest(), links, templates)
    hits = tuple(hit_view(hit, shared) for hit in results.hits)
    return HomePage(
        articles=counted(results.total, "article"),
        span=span_of(results),
        lead=hits[0] if hits else None,
        others=hits[1:],
        newest=links.search(SearchRequest(sort="newest")),
        shelves=tuple(_shelf(each, links, templates) for each in results.facets if each.values),
        timeline=timeline_view(results.timeline, SearchRequest(), links, "article"),
    )


def span_of(results: Results) -> str:
    """The years from the first to the last article that has a date."""
    years = [each.period.split("-")[0] for each in results.timeline]
    if not years:
        return ""
    return years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def _shelf(facet: Facet, links: Links, templates: ValueTemplates) -> Shelf:
    search = templates.including[facet.name]
    return Shelf(
        label=links.facets[facet.name].labels,
        entries=tuple(
            Entry(
                value_name(facet.name, each.value),
                number(each.count),
                search.fill(quoted(each.value)),
            )
            for each in facet.values
        ),
        distinct=number(facet.distinct),
        all=links.browse(facet.name) if facet.distinct > len(facet.values) else "",
    )
