"""What a result format makes its text from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.model.facets import FacetTable
from search.model.request import SearchRequest
from search.model.results import Hit, Results


@dataclass(frozen=True, slots=True)
class Answer:
    """A search, and the two ways to its hits: a format calls one of them.

    `search` gives one page with counts, `scan` all hits in order; errors are raised by these calls (see
    `search.engines.protocol`). `facets` are those that the archive offers. `address` makes a path of the
    site, such as /articles/a, absolute if the address of the site is known; `root` is the path that the
    site is mounted at (usually "").
    """

    request: SearchRequest
    facets: FacetTable
    search: Callable[[], Results]
    scan: Callable[[], Iterator[Hit]]
    address: Callable[[str], str]
    root: str = ""
