"""The values of a facet in the hits of a search, to tick: all that a name finds, or all there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search.model.facets import FacetField, FacetName
from search.model.params import Params
from search.model.request import EXCLUDING, MOST_COUNTED, PAGE, TEXT, SearchRequest
from search.model.results import Facet, FacetValue, Results
from web.language import gettext as _
from web.links import Links, search_of
from web.views.alphabet import (
    SHORT,
    LetterLink,
    by_letter,
    chosen_letter,
    is_found,
    letter_id,
    letter_links,
    letter_name,
)
from web.views.facets import ValueView, value_views
from web.views.hits import Link
from web.wording import counted, number, small, values_counted


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """Values under a letter; `letter` is empty for those that are chosen, and for the most frequent."""

    letter: str
    id: str
    values: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True)
class NarrowPage:
    """What narrow.html shows. `found` says how many values there are; `back` is the search, and `kept`
    what its form sends besides what is ticked. `all` lists all values, where a name was looked for."""

    facet: FacetName
    heading: str
    labels: str
    text: str
    typed: str
    found: str
    find: str
    within: str
    all: Link | None
    back: Link
    kept: Params
    is_short: bool
    letters: tuple[LetterLink, ...]
    groups: tuple[ValueGroup, ...]


def counting(request: SearchRequest, facet: FacetName) -> SearchRequest:
    """The search that counts all values of `facet` in the hits of `request`."""
    return replace(
        request, page=1, size=1, passages=0, facets=(facet,), facet_size=MOST_COUNTED, explain=False
    )


def narrow_page(
    results: Results, request: SearchRequest, letter: str, typed: str, most: int, links: Links
) -> NarrowPage:
    """`results` answer `counting`. The values that `typed` finds are listed from A to Z, or the `most`
    frequent of them if that is not 0; those that are chosen come first.

    Raises `BadParameter` for a letter that no value begins with.
    """
    (facet,) = results.facets
    field = links.facets[facet.name]
    labels = small(field.labels)
    found = [
        each for each in facet.values if not _is_chosen(each) and is_found(each.value, field, typed)
    ]
    grouped = {"": found[:most]} if most else by_letter(found, field)
    shown = "" if most else chosen_letter(letter, list(grouped), len(found))
    return NarrowPage(
        facet=facet.name,
        heading=_("Narrow by %(label)s", label=small(field.label)),
        labels=labels,
        text=request.text,
        typed=typed,
        found=_found(len(found), facet.distinct, typed, most, field),
        find=links.browse(facet.name),
        within=search_of(request),
        all=_all(facet.name, labels, request, links) if typed else None,
        back=Link(counted(results.total, request.unit), links.search(replace(request, page=1))),
        kept=_kept(request, facet.name, links),
        is_short=len(found) <= SHORT,
        letters=letter_links(
            list(grouped), shown, lambda each: links.browse(facet.name, each, typed, request)
        ),
        groups=tuple(_groups(facet, grouped, shown, request, links)),
    )


def _all(facet: FacetName, labels: str, request: SearchRequest, links: Links) -> Link:
    return Link(_("All %(labels)s", labels=labels), links.browse(facet, within=request))


def _is_chosen(each: FacetValue) -> bool:
    return each.selected or each.excluded


def _found(count: int, distinct: int, typed: str, most: int, field: FacetField) -> str:
    """ "341 authors", "12 of 341 authors", or "The 20 most frequent of 57 authors found" where not all of
    these are listed."""
    labels = small(field.labels)
    if most and count > most:
        return _(
            "The %(most)s most frequent of %(num)s %(labels)s found",
            most=number(most),
            num=number(count),
            labels=labels,
        )
    if not typed:
        return values_counted(distinct, field)
    return _(
        "%(num)s of %(all)s %(labels)s", num=number(count), all=number(distinct), labels=labels
    )


def _groups(
    facet: Facet,
    grouped: Mapping[str, Sequence[FacetValue]],
    shown: str,
    request: SearchRequest,
    links: Links,
) -> Iterator[ValueGroup]:
    """The chosen values, then those of each letter that is shown."""
    templates = links.with_values(request)

    def group(letter: str, id: str, values: Sequence[FacetValue]) -> ValueGroup:
        listed = replace(facet, values=tuple(values))
        return ValueGroup(letter, id, value_views(listed, request, links, templates))

    if chosen := [each for each in facet.values if _is_chosen(each)]:
        yield group("", "chosen", chosen)
    for letter, values in grouped.items():
        if values and (not shown or letter == shown):
            yield group(letter_name(letter), letter_id(letter), values)


def _kept(request: SearchRequest, facet: FacetName, links: Links) -> Params:
    """The parameters that no field of the page has; excluded values have one where links cannot hold
    the search."""
    ticked = {TEXT, PAGE, facet} | (set() if links.are_short(request) else {f"{EXCLUDING}{facet}"})
    return [(name, value) for name, value in request.to_params() if name not in ticked]
