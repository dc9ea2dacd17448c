"""The values of a facet that are listed, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from search.errors import BadParameter
from search.model.crosstab import FacetValues
from search.model.facets import FacetName, FacetTable
from search.model.request import SearchRequest
from search.model.results import Facet, FacetValue
from search.text.folding import folded


def check_facets(request: SearchRequest, offered: FacetTable) -> None:
    """Raise `BadParameter` if a request names a facet that the archive does not offer."""
    for name in (*request.selections, *(request.facets or ())):
        if name not in offered:
            expected = f"this archive has the facets {', '.join(offered.names)}"
            raise BadParameter(name, ", ".join(chosen(request, name)), expected)


def check_crosstab(
    request: SearchRequest, rows: FacetValues, columns: FacetValues, offered: FacetTable
) -> None:
    """Raise `BadParameter` unless the facets are two that the archive offers."""
    check_facets(replace(request, facets=(rows.facet, columns.facet)), offered)
    if rows.facet == columns.facet:
        raise BadParameter("columns", columns.facet, "rows and columns are of two facets")


def counted(request: SearchRequest, offered: FacetTable) -> tuple[FacetName, ...]:
    """The facets to count, in the order of the archive's; raises as `check_facets`."""
    check_facets(request, offered)
    if request.facets is None:
        return offered.names
    return tuple(name for name in offered.names if name in request.facets)


def chosen(request: SearchRequest, name: FacetName) -> tuple[str, ...]:
    """The values of a facet that a request names: those it includes, then those it excludes."""
    selection = request.selection(name)
    return tuple(dict.fromkeys((*selection.included, *selection.excluded)))


def facet(
    request: SearchRequest,
    name: FacetName,
    count_of: Mapping[str, int],
    largest: Iterable[FacetValue],
    distinct: int,
) -> Facet:
    """The facet as listed: selected and excluded values first, then the most frequent.

    `count_of` has the count of each value in `chosen`; `largest` are the most frequent values, in the
    order of the list: `facet_size` and as many as are chosen, or all that have hits. `distinct` is the
    number of values that have hits.
    """
    selection = request.selection(name)
    leading = sorted(count_of, key=lambda value: (-count_of[value], *alphabetical(value)))
    listed = [
        FacetValue(value, count_of[value], value in selection.included, value in selection.excluded)
        for value in leading
    ]
    others = [each for each in largest if each.value not in count_of] if count_of else list(largest)
    room = max(0, request.facet_size - len(listed))
    return Facet(name, (*listed, *others[:room]), distinct)


def alphabetical(value: str) -> tuple[str, str]:
    """The sort key of values that have the same count: case and accents do not matter."""
    return folded(value), value
