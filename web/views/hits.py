"""A hit in a list: its title, credit and facet values, and the passages that show why it was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from search.model.dates import AnyDate
from search.model.facets import AUTHOR, LANGUAGE, SOURCE, FacetName
from search.model.request import SearchRequest
from search.model.results import Hit
from web.directions import direction
from web.language import gettext as _
from web.language import marked
from web.links import Links, with_anchor
from web.url_templates import UrlTemplate, ValueTemplates, query, quoted
from web.views.copies import CopiesView, copies_view
from web.views.why import why
from web.wording import UNTITLED, isolated, isolated_names, long_date

_COPIES = 3
"""Copies that are named beside a hit; the page of the article has more."""
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


def anchor(link: Link) -> Markup:
    """A link as it stands in a sentence."""
    return Markup('<a href="{}">{}</a>').format(link.url, link.text)


@dataclass(frozen=True, slots=True)
class Day:
    """A date for people and, as `iso`, for machines."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class PassageView:
    html: Markup
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit; `papers` is its publisher, and the paper it first appeared in if that is another one; `why`
    are sentences on its place; `is_first_of_some` where those end that have all words."""

    title: Markup
    url: str
    direction: str
    language: str
    byline: Markup
    papers: Markup
    published: Day | None
    topics: tuple[Link, ...]
    passages: tuple[PassageView, ...]
    copies: CopiesView
    why: tuple[str, ...]
    is_first_of_some: bool


@dataclass(frozen=True, slots=True)
class HitLinks:
    """What all hits of a page share: the search that their articles lead back to, as the query of an
    address, and the templates of links to facet values; none where the search is too long for links."""

    search: str
    links: Links
    topics: Mapping[FacetName, UrlTemplate]


def hit_links(
    request: SearchRequest, links: Links, templates: ValueTemplates, has_topics: bool = True
) -> HitLinks:
    """Links to the values of all facets, except those in the credit of a hit."""
    if not links.are_short(request):
        return HitLinks("", links, {})
    topics = {
        facet: template
        for facet, template in templates.including.items()
        if has_topics and facet not in (AUTHOR, SOURCE, LANGUAGE)
    }
    return HitLinks(query(request.to_params()), links, topics)


def hit_view(hit: Hit, shared: HitLinks, is_first_of_some: bool = False) -> HitView:
    url = shared.links.article(hit.id, shared.search)
    return HitView(
        title=Markup(hit.title_html) or Markup(_(UNTITLED)),
        url=url,
        direction=direction(hit.title),
        language=language_tag(next(iter(hit.values(LANGUAGE)), "")),
        byline=isolated_names(hit.authors),
        papers=papers(hit),
        published=day(hit.published),
        topics=tuple(
            Link(value, template.fill(quoted(value)))
            for facet, template in shared.topics.items()
            for value in hit.values(facet)
        ),
        passages=tuple(
            PassageView(Markup(each.html), with_anchor(url, each.anchor), direction(each.text))
            for each in hit.passages
        ),
        copies=copies_view(hit.copies, shared.links, _COPIES),
        why=why(hit.explanation),
        is_first_of_some=is_first_of_some,
    )


def language_tag(language: str) -> str:
    """A language as `lang` says it; "" for what is no tag of a language."""
    return language if _LANGUAGE_TAG.fullmatch(language) else ""


def papers(hit: Hit) -> Markup:
    """The publisher of a hit, and the paper it first appeared in if that is another one."""
    if hit.publisher and hit.source not in ("", hit.publisher):
        publisher, source = isolated(hit.publisher), isolated(hit.source)
        return marked("%(publisher)s, from %(source)s", publisher=publisher, source=source)
    name = hit.publisher or hit.source
    return isolated(name) if name else Markup()


def day(published: AnyDate | None) -> Day | None:
    return Day(published.isoformat(), long_date(published)) if published else None
