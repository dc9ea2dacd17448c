"""The page of a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from search.engines.common.respelling import FEW
from search.model.params import Params
from search.model.request import (
    COPIES,
    COPIES_SHOWN,
    FACET_SIZE,
    MATCH,
    SIZE,
    SORT,
    SORTS,
    UNIT,
    UNITS,
    SearchRequest,
)
from search.model.results import Results
from web.language import N_, ngettext
from web.language import gettext as _
from web.links import Links
from web.preferences import PLAIN, View
from web.readings import without_near_words, worth_saying
from web.views import titles
from web.views.date_fields import DateFields, date_fields
from web.views.facets import FacetView, facet_view
from web.views.hits import HitLinks, HitView, Link, anchor, hit_links, hit_view
from web.views.modes import all_words, apart, some_words
from web.views.paging import Paging, paging
from web.views.timeline import TimelineView, timeline_view, zoom_out
from web.views.viewing import ViewForm, view_form
from web.wording import (
    COPIES_LABEL,
    SORT_LABEL,
    UNIT_LABEL,
    counted,
    date_range,
    said,
    value_name,
)

NOTICES = 3
"""Others open with a click: a pasted text may have a notice for each of its words."""
LONG = N_(
    "This search is long: tick values and apply them to narrow it. Articles open without their matches"
    " marked."
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
    page and the number of pages; `suggestion` and `wider`, a sentence, lead on if little was found.
    `apart` says how many hits have all words, and `all_words` leads to these alone; `some_words`, a
    sentence, leads to those with some, where few have all. `more_notices` open with a click."""

    request: SearchRequest
    title: str
    description: str
    heading: str
    canonical: str
    total: int
    found: str
    where: str
    understood: str
    notices: tuple[str, ...]
    more_notices: tuple[str, ...]
    is_partial: bool
    kept: Params
    dates: DateFields
    sorts: tuple[Choice, ...]
    units: tuple[Choice, ...]
    copies: tuple[Choice, ...]
    view: ViewForm
    is_compact: bool
    chips: tuple[Chip, ...]
    clear: str
    facets: tuple[FacetView, ...]
    timeline: TimelineView | None
    zoom_out: Link | None
    trends: str
    hits: tuple[HitView, ...]
    paging: Paging | None
    suggestion: Link | None
    wider: Markup
    apart: str
    all_words: Link | None
    some_words: Markup


def search_page(
    request: SearchRequest,
    results: Results,
    links: Links,
    wider: int = 0,
    view: View = PLAIN,
    dates: DateFields | None = None,
) -> SearchPage:
    """`wider` is the number of hits without filters, if there are none with them; `dates` has what was
    typed, where that is not all usable."""
    templates = links.with_values(request)
    shared = hit_links(_told(request), links, templates, not view.is_compact)
    noun = request.unit
    notices = tuple(_notices(request, results, links))
    return SearchPage(
        request=request,
        title=titles.title(request, results),
        description=titles.description(request, results),
        heading=titles.heading(request),
        canonical=links.search(request),
        total=results.total,
        found=counted(results.total, noun),
        where=titles.page_of(request, results),
        understood=_understood(request, results),
        notices=notices[:NOTICES],
        more_notices=notices[NOTICES:],
        is_partial=results.partial,
        kept=_kept(request, links.are_short(request)),
        dates=dates or date_fields(request),
        sorts=tuple(_sorts(request, links)),
        units=tuple(_units(request, links)),
        copies=tuple(_copies(request, results, links)),
        view=view_form(request, view, links),
        is_compact=view.is_compact,
        chips=tuple(_chips(request, links)),
        clear=links.search(request.without_filters()),
        facets=tuple(
            facet_view(each, request, links, templates) for each in results.facets if each.values
        ),
        timeline=timeline_view(results.timeline, request, links, noun),
        zoom_out=zoom_out(request, links),
        trends=links.trends(request.of_no_page().to_params()),
        hits=_hits(results, shared),
        paging=paging(request.page, results.pages, lambda number: links.page(request, number)),
        suggestion=_suggestion(request, results, wider, links),
        wider=_wider(request, wider, links),
        apart=apart(results),
        all_words=all_words(request, results, links),
        some_words=some_words(request, results, links),
    )


def _notices(request: SearchRequest, results: Results, links: Links) -> Iterator[str]:
    """What readers must know first, then what is said of single words."""
    if not links.are_short(request):
        yield _(LONG)
    yield from map(said, sorted(results.notices, key=lambda each: "word" in each.values))


def _told(request: SearchRequest) -> SearchRequest:
    """The request as one that an address tells: that for everything has no parameters, but an order."""
    return request if request.to_params() else replace(request, sort="newest")


def _understood(request: SearchRequest, results: Results) -> str:
    return worth_saying(request.text, without_near_words(request.text, results.understood))


def _hits(results: Results, shared: HitLinks) -> tuple[HitView, ...]:
    """The hits; where those with all words end on this page, the next one begins the others."""
    return tuple(
        hit_view(hit, shared, number == results.some_from)
        for number, hit in enumerate(results.hits)
    )


def _kept(request: SearchRequest, keeps_excluded: bool) -> Params:
    """What the form sends besides what can be seen in it; excluded values can where links cannot hold
    the search."""
    ways = {SORT, UNIT, MATCH, COPIES, SIZE, FACET_SIZE}
    return [
        (name, value)
        for name, value in request.to_params()
        if name in ways or (keeps_excluded and name.startswith("-"))
    ]


def _sorts(request: SearchRequest, links: Links) -> Iterator[Choice]:
    """A search without words is sorted by date, since every hit matches equally well."""
    current = request.sort if request.text or request.sort != "relevance" else "newest"
    for sort in SORTS if request.text else SORTS[1:]:
        url = links.search(replace(request, sort=sort, page=1))
        yield Choice(_(SORT_LABEL[sort]), url, sort == current)


def _units(request: SearchRequest, links: Links) -> Iterator[Choice]:
    for unit in UNITS:
        url = links.search(replace(request, unit=unit, page=1))
        yield Choice(_(UNIT_LABEL[unit]), url, unit == request.unit)


def _copies(request: SearchRequest, results: Results, links: Links) -> Iterator[Choice]:
    """Whether articles with the same text are shown once or each, where some are."""
    if request.copies == "once" and not any(hit.copies.listed for hit in results.hits):
        return
    for copies in COPIES_SHOWN:
        url = links.search(replace(request, copies=copies, page=1))
        yield Choice(_(COPIES_LABEL[copies]), url, copies == request.copies)


def _chips(request: SearchRequest, links: Links) -> Iterator[Chip]:
    """The filters, without a link where the search is too long for so many."""
    without = links.search if links.are_short(request) else lambda _: ""
    for facet in links.facets:
        chosen = request.selection(facet.name)
        for values, is_excluding in ((chosen.included, False), (chosen.excluded, True)):
            for value in values:
                url = without(request.without_value(facet.name, value))
                yield Chip(facet.label, value_name(facet.name, value), is_excluding, url)
    if request.since or request.until:
        url = without(replace(request, since=None, until=None, page=1))
        yield Chip(_("Date"), date_range(request), False, url)


def _suggestion(request: SearchRequest, results: Results, wider: int, links: Links) -> Link | None:
    """Another spelling, unless it is the filters, and not the words, that find nothing."""
    are_right = wider >= FEW and not results.relaxed
    if not results.suggestion or are_right:
        return None
    meant = replace(request, text=results.suggestion, page=1)
    return Link(results.suggestion, links.search(meant))


def _wider(request: SearchRequest, total: int, links: Links) -> Markup:
    """How many hits there are without filters, with the search for them."""
    if not total:
        return Markup()
    link = anchor(Link(counted(total, request.unit), links.search(request.without_filters())))
    sentence = ngettext(
        "The filters leave nothing: without them there is %(articles)s.",
        "The filters leave nothing: without them there are %(articles)s.",
        total,
    )
    return Markup(sentence) % {"articles": link}
