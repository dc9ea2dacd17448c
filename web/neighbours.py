"""Where an article stands in the search that a reader came from: the hits before and after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.engines import Engine
from search.model.deadline import Deadline
from search.model.request import SearchRequest
from search.model.results import Hit, Results


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A hit, and the search with the page that it is on."""

    hit: Hit
    request: SearchRequest


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The place of an article among `total` hits, from 1, and what stands beside it."""

    place: int
    total: int
    previous: Neighbour | None
    next: Neighbour | None


def neighbours(
    engine: Engine, request: SearchRequest, id: str, deadline: Deadline
) -> Neighbours | None:
    """The neighbours of the article `id`; None if it is not on the page of `request` (any more).

    Hits that are paragraphs of one article count as one step.
    """
    results = _page(engine, request, request.page, deadline)
    places = [place for place, hit in enumerate(results.hits) if hit.id == id]
    if not places:
        return None
    first, last = places[0], places[-1]
    return Neighbours(
        place=(request.page - 1) * request.size + first + 1,
        total=results.total,
        previous=_before(engine, results, first, deadline),
        next=_after(engine, results, last, deadline),
    )


def _before(engine: Engine, results: Results, place: int, deadline: Deadline) -> Neighbour | None:
    request = results.request
    if place:
        return Neighbour(results.hits[place - 1], request)
    if request.page == 1:
        return None
    others = _page(engine, request, request.page - 1, deadline)
    return Neighbour(others.hits[-1], others.request) if others.hits else None


def _after(engine: Engine, results: Results, place: int, deadline: Deadline) -> Neighbour | None:
    request = results.request
    if place + 1 < len(results.hits):
        return Neighbour(results.hits[place + 1], request)
    if request.page >= results.pages:
        return None
    others = _page(engine, request, request.page + 1, deadline)
    return Neighbour(others.hits[0], others.request) if others.hits else None


def _page(engine: Engine, request: SearchRequest, page: int, deadline: Deadline) -> Results:
    """The hits of a page, without what a list of them shows besides."""
    is_whole = request.unit == "paragraph"
    bare = replace(request, page=page, facets=(), passages=int(is_whole), explain=False)
    return engine.search(bare, deadline)
