"""The numbered links to the pages of a search or list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.model.request import MAX_PAGE
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


def paging(current: int, pages: int, page_of: Callable[[int], str]) -> Paging | None:
    """The first, the last and the pages around the current one; None for a single page. `page_of` makes
    the address of a page."""
    last = min(pages, MAX_PAGE)
    if last <= 1:
        return None
    return Paging(
        links=tuple(_links(current, last, page_of)),
        previous=page_of(current - 1) if current > 1 else "",
        next=page_of(current + 1) if current < last else "",
    )


def _links(current: int, last: int, page_of: Callable[[int], str]) -> Iterator[PageLink]:
    around = range(max(1, current - AROUND), min(last, current + AROUND) + 1)
    before = 0
    for page in sorted({1, *around, last}):
        yield PageLink(number(page), page_of(page), page == current, page > before + 1)
        before = page
