"""The facet values of the documents of a slab, laid out for counting and for filtering."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array, counted, starts_of

_SPARSE = 8
"""Fewer entries than a value in so many are sorted; more are counted in an array of all values."""


class FacetCounts(NamedTuple):
    """Values that have hits, by their places (rising), and how many each has (int64)."""

    places: Array
    counts: Array

    @classmethod
    def of(cls, counts: Array) -> FacetCounts:
        """From the number of hits of every value."""
        places = counts.nonzero()[0]
        return cls(places, counts[places])

    def count(self, place: int) -> int:
        at = int(self.places.searchsorted(place))
        is_there = at < len(self.places) and int(self.places[at]) == place
        return int(self.counts[at]) if is_there else 0


def total(tallies: Sequence[FacetCounts]) -> FacetCounts:
    """The sum of tallies of different documents."""
    if len(tallies) == 1:
        return tallies[0]
    size = max((int(each.places[-1]) + 1 for each in tallies if len(each.places)), default=0)
    counts = np.zeros(size, np.int64)
    for each in tallies:
        counts[each.places] += each.counts
    return FacetCounts.of(counts)


class MatchingDocs:
    """Documents of a slab of `size`, rising, and how many hits each has; None for one each."""

    def __init__(self, numbers: Array, size: int, weights: Array | None = None) -> None:
        self.numbers = numbers
        self.size = size
        self.weights = weights

    def kept(self, mask: Array | None) -> MatchingDocs:
        """Those that a mask over the slab lets through."""
        if mask is None:
            return self
        chosen = mask.take(self.numbers)
        weights = None if self.weights is None else self.weights.compress(chosen)
        return MatchingDocs(self.numbers.compress(chosen), self.size, weights)

    @property
    def hits(self) -> int:
        return len(self.numbers) if self.weights is None else int(self.weights.sum())

    def weights_of(self, documents: Array) -> Array:
        """How many hits some of these documents have, in any order."""
        assert self.weights is not None
        weights: Array = self.weights[self.numbers.searchsorted(documents)]
        return weights

    @cached_property
    def mask(self) -> Array:
        """Which documents of the slab these are (bool)."""
        mask = np.zeros(self.size, bool)
        mask[self.numbers] = True
        return mask

    @cached_property
    def bits(self) -> Array:
        """The mask as a bitset (uint64)."""
        return _bits(self.mask)


class DocValues:
    """The values of the documents of a slab, as places in the list of all V values of the archive.

    `firsts` has the first value of each document, V if it has none; the other values are in `others`,
    the documents that they belong to, which rise, in `holders`.
    """

    def __init__(self, numbers: Array, counts: Array, values: int) -> None:
        """`numbers` has the values of each document, one document's behind the other's, and `counts`
        how many each has."""
        self._values = values
        has_some = counts > 0
        starts = starts_of(counts)[:-1][has_some]
        self.firsts = np.full(len(counts), values, np.min_scalar_type(values))
        self.firsts[has_some] = numbers[starts]
        self.others = np.delete(numbers, starts)
        self.holders = np.repeat(np.arange(len(counts)), np.maximum(counts, 1) - 1)

    def tally(self, found: MatchingDocs) -> FacetCounts:
        """The number of hits of each value among documents."""
        weights = found.weights
        if weights is None and 0 < self._values * self._words < len(found.numbers):
            shared = np.bitwise_count(self._bitsets & found.bits)
            return FacetCounts.of(shared.sum(axis=1, dtype=np.int64))
        entries = self.firsts.take(found.numbers)
        if len(self.others):
            chosen = found.mask.take(self.holders)
            entries = np.concatenate([entries, self.others.compress(chosen)])
            if weights is not None:
                more = found.weights_of(self.holders.compress(chosen))
                weights = np.concatenate([weights, more])
        return self._tally(entries, weights)

    def having(self, values: Sequence[int]) -> Array:
        """The documents that have one of the values (bool)."""
        mask = np.zeros(len(self.firsts), bool)
        for value in values:
            mask[self._by_value[self._value_starts[value] : self._value_starts[value + 1]]] = True
        return mask

    def _tally(self, entries: Array, weights: Array | None) -> FacetCounts:
        if weights is None and len(entries) * _SPARSE < self._values:
            places, counts = counted(np.sort(entries))
            end = int(places.searchsorted(self._values))
            return FacetCounts(places[:end], counts[:end])
        counts = np.bincount(entries, weights)[: self._values]
        return FacetCounts.of(counts if weights is None else counts.astype(np.int64))

    @property
    def _words(self) -> int:
        """The 64-bit words of a bitset over all documents."""
        return -(-len(self.firsts) // 64)

    @cached_property
    def _bitsets(self) -> Array:
        """For each value the documents that have it, as a bitset."""
        return np.stack([_bits(self.having([value])) for value in range(self._values)])

    @cached_property
    def _value_starts(self) -> Array:
        counts = np.bincount(self.firsts, minlength=self._values + 1)[: self._values]
        return starts_of(counts + np.bincount(self.others, minlength=self._values))

    @cached_property
    def _by_value(self) -> Array:
        """The documents of each value, one value's behind the other's."""
        numbers = np.concatenate([self.firsts, self.others])
        order = np.argsort(numbers, kind="stable")[: self._value_starts[-1]]
        return np.concatenate([np.arange(len(self.firsts)), self.holders])[order]


def _bits(mask: Array) -> Array:
    packed = np.packbits(mask)
    return np.pad(packed, (0, -len(packed) % 8)).view(np.uint64)
