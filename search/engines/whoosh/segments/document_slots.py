"""Where the values of documents begin, from how long they are.

Only lengths are stored, in half the bytes that slots would take; what is asked for is added up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array, spread, starts_of


class DocumentSlots(NamedTuple):
    """Where the values of some documents begin.

    `values` are the numbers of the values in the segment (int64); `begins` the first slot of each, and
    the end of the last, counted through these documents (int64); `firsts` the first value of each
    document, and the number of values (int64).
    """

    values: Array
    begins: Array
    firsts: Array

    @property
    def positions(self) -> Array:
        """The position in its document at which each value begins (int64)."""
        of_documents = self.begins.take(self.firsts[:-1])
        return self.begins[:-1] - of_documents.repeat(np.diff(self.firsts))

    def holding(self, positions: Array, counts: Array) -> Array:
        """Which of the values hold words (int64), given by their positions; `counts` has the number of
        these words in each document."""
        of_documents = self.begins.take(self.firsts[:-1]).repeat(counts)
        return self.begins.searchsorted(of_documents + positions, "right") - 1


def slots_of(
    value_starts: Array, value_lengths: Callable[[Array], Array], documents: Array
) -> DocumentSlots:
    """Where the values of some documents (int64, rising) of a field begin; `value_starts` are those of
    the field, and `value_lengths` gives the lengths of some of its values."""
    starts = value_starts.take(documents).astype(np.int64)
    counts = value_starts.take(documents + 1) - starts
    values = spread(starts, counts)
    slots = value_lengths(values) + np.int64(1)  # one is empty
    return DocumentSlots(values, starts_of(slots), starts_of(counts))
