"""The numbered links to the pages of a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.model.request import MAX_PAGE, SearchRequest
from web.links import Links
from web.wording import number

AROUND = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page; `after_gap` says that pages before it are not listed."""

    number: str
    url: str
    is_current: bool
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Paging:
    links: tuple[PageLink, ...]
    previous: str
    next: str


def paging(request: SearchRequest, pages: int, links: Links) -> Paging | None:
    """The first, the last and the pages around the current one; None for a single page."""
    last = min(pages, MAX_PAGE)
    if last <= 1:
        return None
    return Paging(
        links=tuple(_links(request, last, links)),
        previous=links.page(request, request.page - 1) if request.page > 1 else "",
        next=links.page(request, request.page + 1) if request.page < last else "",
    )


def _links(request: SearchRequest, last: int, links: Links) -> Iterator[PageLink]:
    around = range(max(1, request.page - AROUND), min(last, request.page + AROUND) + 1)
    before = 0
    for page in sorted({1, *around, last}):
        url, is_current = links.page(request, page), page == request.page
        yield PageLink(number(page), url, is_current, page > before + 1)
        before = page
