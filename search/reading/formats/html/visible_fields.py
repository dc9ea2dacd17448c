"""The fields that a page shows where its head does not have them, or has less than the page shows.

Accounts, organisations and the publisher in the head give way to persons. So does the author element,
which many sites fill with their owner on every page: a byline beside the heading names the author.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from search.model.facets import AUTHOR
from search.reading.date_parsing import is_day
from search.reading.draft import Draft
from search.reading.formats.html.main_text import Body
from search.reading.formats.html.marked_authors import marked_authors
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.titles import HeadTitles, Title
from search.reading.formats.html.visible_authors import byline, visible_authors
from search.reading.formats.html.visible_dates import visible_date
from search.reading.formats.html.zones import Surroundings, surroundings
from search.reading.person_names import is_acronym, is_organisation, is_person
from search.reading.site_names import without_host, without_sites

FIRST_LINES = 3
"""Paragraphs that may begin with a date or say what the heading says."""
_SHOWN = "shown beside the text"
_AUTHOR_ELEMENT = "author"


def with_visible_fields(
    page: Draft, tree: PageTree, title: Title, body: Body, head: HeadTitles
) -> Draft:
    """The draft with the authors and the whole day that the page shows, if its head has none."""
    day = page.published
    given = _without_sections(page, page.facets.get(AUTHOR, ()))
    given = without_sites(without_host(given, head.host), head.sites)
    are_enough = _are_persons(given, head) and not _may_be_less(page, given)
    page = replace(page, facets={**page.facets, AUTHOR: given})
    if are_enough and is_day(day):
        return page
    around = surroundings(tree, title.heading, body)
    others = (title.text, *chain(*page.facets.values()))
    shown = () if are_enough else _shown_authors(page, tree, around, others, head)
    texts = (line.text for line in body.lines[:FIRST_LINES])
    shown_day = (
        "" if is_day(day) else visible_date(tree, around, title.beside, texts, page.language)
    )
    own = {} if given else {AUTHOR: ""}
    origins = {name: _SHOWN for name, value in ((AUTHOR, shown), ("published", shown_day)) if value}
    return replace(
        page,
        facets={**page.facets, AUTHOR: shown or given},
        published=shown_day or day,
        origins={**page.origins, **own, **origins},
    )


def _without_sections(page: Draft, names: Sequence[str]) -> tuple[str, ...]:
    """Names without a word that is also a theme: some sites say that a section is the author."""
    themes = {theme.casefold() for theme in page.facets.get("theme", ())}
    return tuple(
        name for name in names if " " in name or is_acronym(name) or name.casefold() not in themes
    )


def _are_persons(names: Sequence[str], head: HeadTitles) -> bool:
    """Whether one of the names in the head is that of a person."""
    known = {site.casefold() for site in head.sites}
    return any(
        is_person(name) and not is_organisation(name) and name.casefold() not in known
        for name in names
    )


def _may_be_less(page: Draft, names: Sequence[str]) -> bool:
    """Whether the page may say more about its author than its head: this is only a first name, or that
    of the owner of the site."""
    return _is_first_name(names) or page.origins.get(AUTHOR) == _AUTHOR_ELEMENT


def _is_first_name(names: Sequence[str]) -> bool:
    return len(names) == 1 and " " not in names[0]


def _shown_authors(
    page: Draft, tree: PageTree, around: Surroundings, others: Sequence[str], head: HeadTitles
) -> tuple[str, ...]:
    """The authors that the page shows, if the head has none or they are better; else ()."""
    given = page.facets[AUTHOR]
    if not _are_persons(given, head):
        shown = visible_authors(tree, around, others) or marked_authors(tree, around)
        return without_sites(shown, head.sites)
    if page.origins.get(AUTHOR) == _AUTHOR_ELEMENT:
        names = without_sites(byline(tree, around), head.sites)
        if names:
            return () if _folded(names) <= _folded(given) else names
    if not _is_first_name(given):
        return ()
    names = without_sites(visible_authors(tree, around, others), head.sites)
    return names if len(names) == 1 and _begins(names[0], given[0]) else ()


def _folded(names: Sequence[str]) -> set[str]:
    return {name.casefold() for name in names}


def _begins(name: str, first: str) -> bool:
    """Whether a name is a first name and more."""
    return name.casefold().startswith(f"{first.casefold()} ")
