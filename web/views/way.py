"""The way from an article back to its results, and on to those beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.model.request import SearchRequest
from web.language import gettext as _
from web.links import Links, with_anchor
from web.neighbours import Neighbour, Neighbours
from web.url_templates import query
from web.views.hits import Link
from web.wording import UNTITLED, number


@dataclass(frozen=True, slots=True)
class Way:
    """`place` says where the article stands ("Result 3 of 312"), if it does; so do its neighbours."""

    back: str
    place: str = ""
    previous: Link | None = None
    next: Link | None = None


def way(request: SearchRequest, found: Neighbours | None, links: Links) -> Way | None:
    """None for an article that no search led to."""
    if request == SearchRequest():
        return None
    back = links.search(request)
    if not found:
        return Way(back)
    return Way(
        back,
        _("Result %(place)s of %(total)s", place=number(found.place), total=number(found.total)),
        _link(found.previous, request, links),
        _link(found.next, request, links),
    )


def _link(neighbour: Neighbour | None, request: SearchRequest, links: Links) -> Link | None:
    """The article of a hit; in a search for paragraphs, at the one that was found."""
    if not neighbour:
        return None
    hit, page = neighbour.hit, neighbour.request.page
    url = links.article(hit.id, query(replace(request, page=page).to_params()))
    if request.unit == "paragraph" and hit.passages:
        url = with_anchor(url, hit.passages[0].anchor)
    return Link(hit.title or _(UNTITLED), url)
