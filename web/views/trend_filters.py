"""Values to tick that narrow all searches of the page over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.model.facets import FacetName
from search.model.params import Params
from search.model.request import SearchRequest
from search.model.results import Facet, Results
from web.language import gettext as _
from web.links import Links
from web.views.facets import value_id
from web.views.hits import Link
from web.wording import number, small, value_name


@dataclass(frozen=True, slots=True)
class TickView:
    """A value, the name that it is shown by, and how many hits of the first search have it."""

    id: str
    value: str
    name: str
    count: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterView:
    """A facet: its most frequent values, after those that are chosen, and where there are others the list
    of all."""

    name: FacetName
    label: str
    ticks: tuple[TickView, ...]
    all: Link | None


def filter_views(first: Results, links: Links) -> Iterator[FilterView]:
    """The facets of which the first search has values. Values that are left out have no box: a chip takes
    them back."""
    for facet in first.facets:
        field = links.facets[facet.name]
        ticks = tuple(
            TickView(
                value_id(facet.name, each.value),
                each.value,
                value_name(facet.name, each.value),
                number(each.count),
                each.selected,
            )
            for each in facet.values
            if not each.excluded
        )
        has_others = facet.distinct > len(facet.values)
        every = _all(facet, field.labels, first.request, links) if has_others else None
        if ticks:
            yield FilterView(facet.name, field.label, ticks, every)


def _all(facet: Facet, labels: str, counted: SearchRequest, links: Links) -> Link:
    within = replace(counted.of_no_page(), interval="auto")
    text = _("All %(num)s %(labels)s, A–Z", num=number(facet.distinct), labels=small(labels))
    return Link(text, links.browse(facet.name, within=within))


def without_ticks(params: Params, filters: Sequence[FilterView]) -> Params:
    """The parameters that no box gives."""
    ticked = {(each.name, tick.value) for each in filters for tick in each.ticks}
    return [each for each in params if each not in ticked]
