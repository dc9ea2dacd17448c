"""The facets of a search as lists to tick, include and exclude."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zlib import crc32

from search.model.facets import FacetField, FacetName
from search.model.periods import interval_of
from search.model.request import SearchRequest
from search.model.results import Facet, FacetValue
from web.language import gettext as _
from web.links import Links, search_of
from web.preferences import PLAIN, View
from web.url_templates import ValueTemplates, quoted
from web.views.alphabet import alphabetical
from web.wording import number, small, value_name, values_counted

LISTED = 20
VISIBLE = 7
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ValueView:
    """A facet value: `toggle` links to the search with it or, if it is selected, without it; `exclude` to
    the one that excludes it. Both are empty where the search is too long for links. `name` is how the
    value is shown.

    `id` depends on the value, not on its rank, so that scripts can keep the focus on it.
    """

    id: str
    value: str
    name: str
    count: str
    state: str
    toggle: str
    exclude: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet: `first` is always visible, `more` names what opens `rest`. Where there are still others,
    `find` is the address that looks for some among all, in the hits of the search `within`; `browse` is
    the list of all."""

    name: FacetName
    label: str
    labels: str
    first: tuple[ValueView, ...]
    rest: tuple[ValueView, ...]
    more: str
    distinct: str
    find: str
    within: str
    browse: str


def listing(request: SearchRequest, view: View = PLAIN) -> SearchRequest:
    """The request for what a page lists of a search: fewer facet values than JSON has, the reasons of
    each place, no passages in a compact list of articles, and the days of near dates."""
    default = SearchRequest().facet_size
    size = LISTED if request.facet_size == default else min(request.facet_size, MOST_LISTED)
    has_passages = not view.is_compact or request.unit == "paragraph"
    passages = request.passages if has_passages else 0
    return replace(
        request,
        facet_size=size,
        passages=passages,
        explain=has_passages,
        interval=interval_of(request),
    )


def facet_view(
    facet: Facet, request: SearchRequest, links: Links, templates: ValueTemplates
) -> FacetView:
    """`templates` are those of `request`."""
    field = links.facets[facet.name]
    values = value_views(_sorted(facet, field), request, links, templates)
    chosen = sum(1 for each in facet.values if each.selected or each.excluded)
    cut = chosen if field.is_collapsed else max(VISIBLE, chosen)
    if len(values) == cut + 1 and cut:
        cut += 1
    is_cut = facet.distinct > len(values)
    return FacetView(
        name=facet.name,
        label=field.label,
        labels=small(field.labels),
        first=values[:cut],
        rest=values[cut:],
        more=_more(field) if cut else values_counted(facet.distinct, field),
        distinct=number(facet.distinct),
        find=links.browse(facet.name) if is_cut else "",
        within=search_of(request),
        browse=links.browse(facet.name, within=request) if is_cut else "",
    )


def _more(field: FacetField) -> str:
    return _("More %(labels)s", labels=small(field.labels))


def value_views(
    facet: Facet, request: SearchRequest, links: Links, templates: ValueTemplates
) -> tuple[ValueView, ...]:
    """The values of a facet to tick, in its order; `templates` are those of `request`."""
    name = facet.name
    including, excluding = templates.including[name], templates.excluding[name]
    are_short = links.are_short(request)

    def view(each: FacetValue) -> ValueView:
        id, shown = value_id(name, each.value), value_name(name, each.value)
        count = number(each.count)
        if each.selected or each.excluded:
            state = "excluded" if each.excluded else "selected"
            if not are_short:
                return ValueView(id, each.value, shown, count, state, "", "")
            back = links.search(request.without_value(name, each.value))
            other = links.search(request.excluding_value(name, each.value))
            return ValueView(id, each.value, shown, count, state, back, other)
        if not are_short:
            return ValueView(id, each.value, shown, count, "", "", "")
        value = quoted(each.value)
        toggle, exclude = including.fill(value), excluding.fill(value)
        return ValueView(id, each.value, shown, count, "", toggle, exclude)

    return tuple(map(view, facet.values))


def value_id(facet: FacetName, value: str) -> str:
    """The id of the box of a value."""
    return f"{facet}-{crc32(value.encode(errors='replace')):x}"


def _sorted(facet: Facet, field: FacetField) -> Facet:
    """Selected and excluded values first, then the others by count, as they are, or by name."""
    if field.sort == "count":
        return facet

    def by_name(each: FacetValue) -> tuple[bool, tuple[int, str, str]]:
        name = value_name(facet.name, each.value)
        return not (each.selected or each.excluded), alphabetical(name, field)

    return replace(facet, values=tuple(sorted(facet.values, key=by_name)))
