"""The facet values of the documents of a segment group, laid out for counting and for filtering."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array, counted, spread, starts_of

_SPARSE = 8
"""With fewer ordinals than one for this many values, sorting them is faster than `bincount`."""


class FacetCounts(NamedTuple):
    """The values of a facet that have hits, as ordinals (rising), and the hits of each (int64)."""

    ordinals: Array
    counts: Array

    @classmethod
    def of(cls, counts: Array) -> FacetCounts:
        """From the hits of every value of the facet."""
        ordinals = counts.nonzero()[0]
        return cls(ordinals, counts[ordinals])

    def count(self, ordinal: int) -> int:
        """The hits of one value."""
        index = int(self.ordinals.searchsorted(ordinal))
        is_there = index < len(self.ordinals) and int(self.ordinals[index]) == ordinal
        return int(self.counts[index]) if is_there else 0


def total(counts: Sequence[FacetCounts]) -> FacetCounts:
    """The sum of the counts of several segment groups."""
    if len(counts) == 1:
        return counts[0]
    size = max((int(each.ordinals[-1]) + 1 for each in counts if len(each.ordinals)), default=0)
    sums = np.zeros(size, np.int64)
    for each in counts:
        sums[each.ordinals] += each.counts
    return FacetCounts.of(sums)


class MatchingDocs:
    """Matching documents of a segment group of `size` documents (rising), and the number of hits in
    each: one, or `weights` if hits are paragraphs."""

    def __init__(self, documents: Array, size: int, weights: Array | None = None) -> None:
        self.documents = documents
        self.size = size
        self.weights = weights

    def kept(self, mask: Array | None) -> MatchingDocs:
        """Those of a mask over the documents of the group (bool); all for None."""
        if mask is None:
            return self
        chosen = mask.take(self.documents)
        weights = None if self.weights is None else self.weights.compress(chosen)
        return MatchingDocs(self.documents.compress(chosen), self.size, weights)

    @property
    def hits(self) -> int:
        return len(self.documents) if self.weights is None else int(self.weights.sum())

    def weights_of(self, documents: Array) -> Array:
        """The number of hits in some of these documents, in any order."""
        assert self.weights is not None
        weights: Array = self.weights[self.documents.searchsorted(documents)]
        return weights

    @cached_property
    def mask(self) -> Array:
        """The documents as a mask over the group (bool)."""
        mask = np.zeros(self.size, bool)
        mask[self.documents] = True
        return mask

    @cached_property
    def bits(self) -> Array:
        """The mask as a bitset (uint64)."""
        return bitset(self.mask)


class DocValues:
    """The values of one facet in the D documents of a segment group, as ordinals among the V values
    of the facet in the whole archive.

    Most documents have one value or none. So `firsts` has the first value of each document (V if it
    has none), which a plain `take` reads; only the other values, in `others`, need the documents that
    they belong to, in `holders` (rising).
    """

    def __init__(self, ordinals: Array, counts: Array, values: int) -> None:
        """`ordinals` has the values of all documents, concatenated; `counts` the number of values of
        each document (D); `values` is V."""
        self._values = values
        has_some = counts > 0
        starts = starts_of(counts)[:-1][has_some]
        self.firsts = np.full(len(counts), values, np.min_scalar_type(values))
        self.firsts[has_some] = ordinals[starts]
        self.others = np.delete(ordinals, starts)
        self.holders = np.repeat(np.arange(len(counts)), np.maximum(counts, 1) - 1)

    def count(self, found: MatchingDocs) -> FacetCounts:
        """The number of hits that have each value.

        There are three ways, and each is the fastest somewhere:

        * `counts_by_bitsets` reads V * D / 64 words of 64 bits, however many documents match: best if
          many documents match and the facet has few values (regions, themes).
        * `counts_by_sorting` sorts the ordinals of the matching documents: best if these are few and
          the facet has many values (authors), as it does not touch V counters.
        * `counts_by_bins` reads each ordinal once and V counters: best for all between, and the
          only way that weighs documents.
        """
        if found.weights is None and 0 < self._values * self._words < len(found.documents):
            return counts_by_bitsets(self._bitsets, found.bits)
        ordinals, weights = self._entries(found)
        if weights is None and len(ordinals) * _SPARSE < self._values:
            return counts_by_sorting(ordinals, self._values)
        return counts_by_bins(ordinals, weights, self._values)

    def entries_of(self, documents: Array) -> tuple[Array, Array]:
        """The values of some documents (rising): which of these each belongs to, and its ordinal."""
        first = self.firsts.take(documents)
        has_some = np.flatnonzero(first < self._values)
        starts = self.holders.searchsorted(documents)
        counts = self.holders.searchsorted(documents, "right") - starts
        more = self.others[spread(starts, counts)]
        owners = np.repeat(np.arange(len(documents)), counts)
        return np.concatenate([has_some, owners]), np.concatenate([first[has_some], more])

    def having(self, ordinals: Sequence[int]) -> Array:
        """The documents that have one of some values, as a mask (bool, D). All values are compared, which
        takes up to half a millisecond each in a million documents; a list of the documents of each value
        would take 5 MB, and 65 ms to make."""
        mask = np.zeros(len(self.firsts), bool)
        for value in ordinals:
            mask |= self.firsts == value
            mask[self.holders.compress(self.others == value)] = True
        return mask

    def _entries(self, found: MatchingDocs) -> tuple[Array, Array | None]:
        """The ordinals of the values of matching documents (V for those without one), and the hits
        that each stands for; None for one each."""
        weights = found.weights
        ordinals = self.firsts.take(found.documents)
        if len(self.others):
            chosen = found.mask.take(self.holders)
            ordinals = np.concatenate([ordinals, self.others.compress(chosen)])
            if weights is not None:
                more = found.weights_of(self.holders.compress(chosen))
                weights = np.concatenate([weights, more])
        return ordinals, weights

    @property
    def _words(self) -> int:
        """The 64-bit words of a bitset over all documents."""
        return -(-len(self.firsts) // 64)

    @cached_property
    def _bitsets(self) -> Array:
        """For each value the documents that have it, as a bitset (uint64, V rows)."""
        return np.stack([bitset(self.having([value])) for value in range(self._values)])


def counts_by_bitsets(bitsets: Array, bits: Array) -> FacetCounts:
    """From the documents of each value (`bitsets`, a row per value) and those that match (`bits`)."""
    shared = np.bitwise_count(bitsets & bits)
    return FacetCounts.of(shared.sum(axis=1, dtype=np.int64))


def counts_by_sorting(ordinals: Array, values: int) -> FacetCounts:
    """From the ordinals of matching documents; ordinal `values` is no value."""
    distinct, counts = counted(np.sort(ordinals))
    end = int(distinct.searchsorted(values))
    return FacetCounts(distinct[:end], counts[:end])


def counts_by_bins(ordinals: Array, weights: Array | None, values: int) -> FacetCounts:
    """As `counts_by_sorting`; `weights` has the hits that each ordinal stands for."""
    counts = np.bincount(ordinals, weights)[:values]
    return FacetCounts.of(counts if weights is None else counts.astype(np.int64))


def bitset(mask: Array) -> Array:
    """A mask (bool) with 64 entries to a word (uint64); the order of the bits does not matter for
    counting."""
    packed = np.packbits(mask)
    return np.pad(packed, (0, -len(packed) % 8)).view(np.uint64)
