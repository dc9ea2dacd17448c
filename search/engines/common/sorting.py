"""The order of hits."""

from __future__ import annotations

from search.model.request import SearchRequest, Sort
from search.query.tree import Every, Query


def sort_of(request: SearchRequest, tree: Query) -> Sort:
    """The order of the hits of a request with this tree.

    Where everything matches nothing is more relevant than the rest: those hits come newest first.
    """
    is_unranked = request.sort == "relevance" and isinstance(tree, Every)
    return "newest" if is_unranked else request.sort
