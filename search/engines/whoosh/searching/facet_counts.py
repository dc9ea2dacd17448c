"""Counts over facet values: exact, from the values of all matching documents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import repeat

import numpy as np

from search.engines.common import facet_listing
from search.engines.whoosh.searching.doc_values import DocValues, FacetCounts
from search.engines.whoosh.searching.segment_group import SegmentGroup, joined
from search.engines.whoosh.segments.segment import Segment
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.model.results import Facet, FacetValue
from search.storage.arrays import Array

_HISTOGRAM = 4_096
"""Counts above this are one bar of the histogram in which a threshold is found."""


class FacetDictionary:
    """The values of one facet in the whole archive, sorted as UTF-8; an ordinal is an index in
    `values`. Ordinals of a segment are mapped to these once, in the doc values of each group."""

    def __init__(self, name: FacetName, segments: Sequence[Segment]) -> None:
        self.name = name
        own = {segment.name: segment.facet_dictionary(name).all() for segment in segments}
        self._encoded = sorted(set().union(*own.values()))
        ordinals = {value: ordinal for ordinal, value in enumerate(self._encoded)}
        kind = np.min_scalar_type(len(self._encoded))
        self._global_ordinals = {
            each: np.array([ordinals[value] for value in values], kind)
            for each, values in own.items()
        }
        self.values = [value.decode(errors="surrogatepass") for value in self._encoded]
        self._doc_values: dict[int, DocValues] = {}

    @cached_property
    def ranks(self) -> Array:
        """By ordinal, the rank of each value in the order in which equal counts are listed (int64)."""
        keys = list(map(facet_listing.alphabetical, self.values))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    def ordinal(self, value: str) -> int:
        """The ordinal of a value; `len(values)` if no article has it."""
        wanted = value.encode(errors="surrogatepass")
        ordinal = bisect_left(self._encoded, wanted)
        is_there = ordinal < len(self._encoded) and self._encoded[ordinal] == wanted
        return ordinal if is_there else len(self._encoded)

    def doc_values(self, group: SegmentGroup) -> DocValues:
        """The values of the documents of a segment group, which are kept for the next search."""
        found = self._doc_values.get(group.first)
        if found is None:
            found = self._doc_values[group.first] = self._made(group)
        return found

    def _made(self, group: SegmentGroup) -> DocValues:
        columns = [segment.facet(self.name) for segment in group.segments]
        ordinals = [
            self._global_ordinals[segment.name][column.ordinals]
            for segment, column in zip(group.segments, columns, strict=True)
        ]
        counts = joined([np.diff(column.starts) for column in columns])
        return DocValues(joined(ordinals), counts, len(self.values))


def facet(
    dictionary: FacetDictionary, name: FacetName, counts: FacetCounts, request: SearchRequest
) -> Facet:
    """The facet as listed: selected and excluded values first, then the most frequent."""
    named = facet_listing.chosen(request, name)
    count_of = {value: counts.count(dictionary.ordinal(value)) for value in named}
    largest = _largest(dictionary, counts, request.facet_size + len(named))
    values = [dictionary.values[ordinal] for ordinal in largest.ordinals.tolist()]
    columns = zip(values, largest.counts.tolist(), repeat(False), repeat(False), strict=False)
    found = map(FacetValue._make, columns)
    return facet_listing.facet(request, name, count_of, found, len(counts.ordinals))


def _largest(dictionary: FacetDictionary, found: FacetCounts, limit: int) -> FacetCounts:
    """The `limit` values with the most hits, the largest first (so the ordinals do not rise)."""
    ordinals, counts = found
    if len(ordinals) > limit:
        enough = counts >= _threshold(counts, limit)
        ordinals, counts = ordinals.compress(enough), counts.compress(enough)
    order = np.lexsort((dictionary.ranks.take(ordinals), -counts))[:limit]
    return FacetCounts(ordinals.take(order), counts.take(order))


def _threshold(counts: Array, limit: int) -> int:
    """A count that at least `limit` of `counts` reach, and not many more: found in a histogram,
    which takes a third of the time of a partition."""
    histogram = np.bincount(np.minimum(counts, _HISTOGRAM))
    at_least = histogram[::-1].cumsum()
    return len(histogram) - 1 - int(at_least.searchsorted(limit))
