"""All values of a facet from A to Z."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.model.facets import FacetField, FacetName
from search.model.request import SearchRequest
from search.model.results import FacetValue
from web.language import gettext as _
from web.links import Links
from web.url_templates import quoted
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
from web.wording import listed, number, small, value_name, values_counted


@dataclass(frozen=True, slots=True)
class Entry:
    """A value by its name, and the search for it."""

    name: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    letter: str
    id: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """What browse.html shows: all groups, one letter of a long list, or the values that match a filter.

    In a short list the letters follow each other in common columns, else each letter has its own columns.
    `url` is the whole list, `canonical` the address of what is shown.
    """

    facet: FacetName
    label: str
    heading: str
    description: str
    total: int
    found: str
    is_short: bool
    filter: str
    url: str
    canonical: str
    letters: tuple[LetterLink, ...]
    groups: tuple[Group, ...]


def browse_page(
    facet: FacetName, values: Iterable[FacetValue], letter: str, typed: str, links: Links
) -> BrowsePage:
    """`letter` limits the list to one letter, `typed` to values with words that begin like its words.

    A long list shows one letter at a time. Raises `BadParameter` for a letter that no value begins with.
    """
    everything = tuple(values)
    field = links.facets[facet]
    found = [each for each in everything if is_found(each.value, field, typed)]
    grouped = by_letter(found, field)
    shown = chosen_letter(letter, list(grouped), len(found))
    labels = field.labels
    return BrowsePage(
        facet=facet,
        label=labels,
        heading=_heading(labels, shown, typed),
        description=_description(field, grouped, shown, typed),
        total=len(everything),
        found=_found(len(found), len(everything), typed, field),
        is_short=len(found) <= SHORT,
        filter=typed,
        url=links.browse(facet),
        canonical=links.browse(facet, letter and shown, typed),
        letters=letter_links(list(grouped), shown, lambda each: links.browse(facet, each, typed)),
        groups=_groups(facet, grouped, shown, links),
    )


def _found(count: int, total: int, typed: str, facet: FacetField) -> str:
    """ "341 authors", or "12 of 341 authors"."""
    if not typed:
        return values_counted(count, facet)
    values = {"num": number(count), "all": number(total), "labels": small(facet.labels)}
    return _("%(num)s of %(all)s %(labels)s", **values)


def _heading(labels: str, letter: str, typed: str) -> str:
    """What is listed: "Authors", "Authors with “ang”", "Authors: Z"."""
    named = _("%(labels)s with “%(typed)s”", labels=labels, typed=typed) if typed else labels
    return _("%(name)s: %(count)s", name=named, count=letter_name(letter)) if letter else named


def _description(
    facet: FacetField, grouped: Mapping[str, Sequence[FacetValue]], letter: str, typed: str
) -> str:
    labels = facet.labels
    shown = {letter: grouped[letter]} if letter else grouped
    values = [each for group in shown.values() for each in group]
    examples = sorted(values, key=lambda each: -each.count)[:3]
    named = listed([value_name(facet.name, each.value) for each in examples])
    which = values_counted(len(values), facet)
    if typed:
        which = _("%(labels)s with “%(typed)s”", labels=which, typed=typed)
    if letter:
        which = _("%(labels)s under %(letter)s", labels=which, letter=letter_name(letter))
    if not named:
        return _("No %(labels)s.", labels=small(labels))
    return _("%(labels)s, such as %(names)s.", labels=which, names=named)


def _groups(
    facet: FacetName, grouped: Mapping[str, Sequence[FacetValue]], letter: str, links: Links
) -> tuple[Group, ...]:
    search = links.with_values(SearchRequest()).including[facet]
    return tuple(
        Group(
            letter_name(under),
            letter_id(under),
            tuple(
                Entry(
                    value_name(facet, each.value),
                    number(each.count),
                    search.fill(quoted(each.value)),
                )
                for each in values
            ),
        )
        for under, values in grouped.items()
        if not letter or under == letter
    )
