"""The values of a facet as a JSON object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from search.model.facets import FacetField
from search.model.results import FacetValue

FIND = "find"
"""The parameter that looks for values by the beginnings of their words, where `q` is the search."""
ORDERS = ("name", "count")
USUAL, MOST = 100, 1_000
"""Values on a page."""


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """Page `number`, from 1, of all `values` of a facet that were asked for, `size` on each. `total` is
    how many the facet has, found or not."""

    facet: FacetField
    values: Sequence[FacetValue]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        return -(-len(self.values) // self.size)


def values_as_json(page: ValuesPage, url: Callable[[str], str]) -> dict[str, Any]:
    """`url` makes the address of the search with a value."""
    start = (page.number - 1) * page.size
    return {
        "facet": page.facet.name,
        "label": page.facet.labels,
        "total": page.total,
        "found": len(page.values),
        "page": page.number,
        "pages": page.pages,
        "values": [
            {
                "value": each.value,
                "count": each.count,
                "selected": each.selected,
                "excluded": each.excluded,
                "url": url(each.value),
            }
            for each in page.values[start : start + page.size]
        ],
    }
