"""What a result format makes its text from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from search.model.facets import FacetTable
from search.model.part import WHOLE, Part
from search.model.request import SearchRequest
from search.model.results import FoundArticle, Hit, Results, Scan


@dataclass(frozen=True, slots=True)
class Answer:
    """A search, and the ways to its hits: a format calls one of them.

    `search` gives one page with counts, `scan` all hits of `part` in order, `articles` these with their
    whole articles, for a request that may ask for fewer passages. Errors are raised by these calls (see
    `search.engines.protocol`). `facets` are those that the archive offers. `address` makes a
    path of the site, such as /articles/a, absolute if the address of the site is known; `root` is the
    path that the site is mounted at (usually ""). `title` is the name of the site, `updated` when its
    index was published (ISO 8601, or ""). `has_bom`: a byte order mark is wanted where programs need one.
    """

    request: SearchRequest
    facets: FacetTable
    search: Callable[[], Results]
    scan: Callable[[], Scan[Hit]]
    articles: Callable[[SearchRequest], Scan[FoundArticle]]
    address: Callable[[str], str]
    part: Part = WHOLE
    title: str = ""
    updated: str = ""
    has_bom: bool = False
    root: str = ""
