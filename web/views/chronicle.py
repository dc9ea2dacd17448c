"""All articles, or those of a year, by date: a list that crawlers may follow, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search.errors import NoSuchPage
from search.model.dates import span
from search.model.request import MAX_PASSAGES, SearchRequest
from search.model.results import Hit, Period
from web.directions import direction
from web.language import gettext as _
from web.links import Links
from web.views.hits import Day, day
from web.views.paging import Paging, paging
from web.wording import UNTITLED, counted, number

SIZE = 100
"""Articles on a page."""
YEARS = SearchRequest(size=1, passages=0, facets=(), copies="all")
"""Its timeline has the years in which there are articles."""


@dataclass(frozen=True, slots=True)
class DatedArticle:
    title: str
    url: str
    direction: str
    published: Day | None


@dataclass(frozen=True, slots=True)
class YearLink:
    year: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ChroniclePage:
    """What chronicle.html shows. `search` is the same list as a search, to narrow it."""

    heading: str
    description: str
    found: str
    canonical: str
    search: str
    years: tuple[YearLink, ...]
    articles: tuple[DatedArticle, ...]
    paging: Paging | None


def request_of(year: str) -> SearchRequest:
    """The articles of a year, or all for "", the newest first; those without a date are last."""
    days = span(year) if year else None
    since, until = (days.first, days.last) if days else (None, None)
    return SearchRequest(sort="newest", since=since, until=until, passages=0, copies="all")


def years_of(timeline: Iterable[Period]) -> tuple[str, ...]:
    """The years of a timeline, which may have months, the newest first."""
    return tuple(sorted({each.period[:4] for each in timeline}, reverse=True))


def chronicle_page(
    hits: Iterable[Hit], total: int, year: str, page: int, years: Iterable[str], links: Links
) -> ChroniclePage:
    """Page `page` of `total` articles; raises `NoSuchPage` if it comes after the last."""
    pages = -(-total // SIZE)
    if page > max(pages, 1):
        raise NoSuchPage(page, pages)
    heading = _("Articles of %(year)s", year=year) if year else _("All articles by date")
    if page > 1:
        heading = _("%(heading)s, page %(num)s", heading=heading, num=number(page))
    found = counted(total, "article")
    return ChroniclePage(
        heading=heading,
        description=_("%(found)s of %(year)s", found=found, year=year) if year else found,
        found=found,
        canonical=links.chronicle(year, page),
        search=links.search(replace(request_of(year), passages=MAX_PASSAGES)),
        years=tuple(YearLink(each, links.chronicle(each), each == year) for each in years),
        articles=tuple(_dated(each, links) for each in hits),
        paging=paging(page, pages, lambda other: links.chronicle(year, other)),
    )


def _dated(hit: Hit, links: Links) -> DatedArticle:
    title = hit.title or _(UNTITLED)
    return DatedArticle(title, links.article(hit.id), direction(hit.title), day(hit.published))
