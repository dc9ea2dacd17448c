"""The facet values of the documents of a slab, laid out for counting and for filtering."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.arrays import Array, counted, spread, starts_of

_SPARSE = 8
"""Fewer entries than a value in so many are sorted; more are counted in an array of all values."""
_DENSE = 4
"""Of more than one document in so many, all are looked through; of fewer, each is looked up."""


class Tally(NamedTuple):
    """Values that have hits, by their places (rising), and how many each has (int64)."""

    places: Array
    counts: Array

    @classmethod
    def of(cls, counts: Array) -> Tally:
        """From the number of hits of every value."""
        places = np.flatnonzero(counts)
        return cls(places, counts[places])

    def count(self, place: int) -> int:
        at = int(self.places.searchsorted(place))
        is_there = at < len(self.places) and int(self.places[at]) == place
        return int(self.counts[at]) if is_there else 0


def total(tallies: Sequence[Tally]) -> Tally:
    """The sum of tallies of different documents."""
    if len(tallies) == 1:
        return tallies[0]
    size = max((int(each.places[-1]) + 1 for each in tallies if len(each.places)), default=0)
    counts = np.zeros(size, np.int64)
    for each in tallies:
        counts[each.places] += each.counts
    return Tally.of(counts)


class Documents:
    """Documents of a slab of `size`, rising, and how many hits each has; None for one each."""

    def __init__(self, numbers: Array, size: int, weights: Array | None = None) -> None:
        self.numbers = numbers
        self.size = size
        self.weights = weights

    def kept(self, mask: Array | None) -> Documents:
        """Those that a mask over the slab lets through."""
        if mask is None:
            return self
        chosen = mask[self.numbers]
        weights = None if self.weights is None else self.weights[chosen]
        return Documents(self.numbers[chosen], self.size, weights)

    @property
    def hits(self) -> int:
        return len(self.numbers) if self.weights is None else int(self.weights.sum())

    @property
    def are_many(self) -> bool:
        return len(self.numbers) * _DENSE > self.size

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


class Column:
    """The values of the documents of a slab, as places in the list of all `values` of the archive.

    `numbers` has one entry for each value of each document, one document's behind the other's;
    `starts` says where a document's begin, `documents` which document an entry belongs to (None:
    each document has exactly one value).
    """

    def __init__(self, numbers: Array, counts: Array, values: int) -> None:
        self.numbers = numbers
        self._values = values
        self._size = len(counts)
        self.documents: Array | None = None
        if not (counts == 1).all():
            self.documents = np.repeat(np.arange(self._size), counts)
            self.starts = starts_of(counts)

    def tally(self, found: Documents) -> Tally:
        """The number of hits of each value among documents."""
        if found.weights is None and 0 < self._values * self._words < len(found.numbers):
            shared = np.bitwise_count(self._bitsets & found.bits)
            return Tally.of(shared.sum(axis=1, dtype=np.int64))
        if self.documents is None:
            return self._tally(self.numbers[found.numbers], found.weights)
        if found.weights is None and found.are_many:
            return self._tally(self.numbers.compress(found.mask.take(self.documents)), None)
        counts = self.starts[found.numbers + 1] - self.starts[found.numbers]
        entries = self.numbers[spread(self.starts[found.numbers], counts)]
        weights = None if found.weights is None else np.repeat(found.weights, counts)
        return self._tally(entries, weights)

    def having(self, values: Sequence[int]) -> Array:
        """The documents that have one of the values (bool)."""
        mask = np.zeros(self._size, bool)
        for value in values:
            mask[self._by_value[self._value_starts[value] : self._value_starts[value + 1]]] = True
        return mask

    def _tally(self, entries: Array, weights: Array | None) -> Tally:
        if weights is None and len(entries) * _SPARSE < self._values:
            return Tally(*counted(np.sort(entries)))
        return Tally.of(np.bincount(entries, weights).astype(np.int64))

    @property
    def _words(self) -> int:
        """The 64-bit words of a bitset over all documents."""
        return -(-self._size // 64)

    @cached_property
    def _bitsets(self) -> Array:
        """For each value the documents that have it, as a bitset."""
        return np.stack([_bits(self.having([value])) for value in range(self._values)])

    @cached_property
    def _value_starts(self) -> Array:
        return starts_of(np.bincount(self.numbers, minlength=self._values))

    @cached_property
    def _by_value(self) -> Array:
        """The documents of each value, one value's behind the other's."""
        order = np.argsort(self.numbers, kind="stable")
        return order if self.documents is None else self.documents[order]


def _bits(mask: Array) -> Array:
    packed = np.packbits(mask)
    return np.pad(packed, (0, -len(packed) % 8)).view(np.uint64)
