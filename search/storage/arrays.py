"""Operations on flat arrays that NumPy lacks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def starts_of(lengths: Array) -> Array:
    """Where each of consecutive runs starts, and, last, where the last one ends (int64)."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def narrowed(values: Array) -> Array:
    """The same numbers, none negative, in the narrowest unsigned type that holds them all."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def spread(starts: Array, counts: Array) -> Array:
    """The indices start, start + 1, … of consecutive runs, one run behind the other (int64)."""
    ends = np.cumsum(counts)
    if not len(ends):
        return np.zeros(0, np.int64)
    indices: Array = np.arange(ends[-1]) + np.repeat(starts - (ends - counts), counts)
    return indices


def counted(rising: Array) -> tuple[Array, Array]:
    """The distinct numbers of a rising array, and how often each stands in it (int64)."""
    is_first = np.ones(len(rising), bool)
    np.not_equal(rising[1:], rising[:-1], out=is_first[1:])
    firsts = np.flatnonzero(is_first)
    counts = np.empty(len(firsts), np.int64)
    np.subtract(firsts[1:], firsts[:-1], out=counts[:-1])
    counts[-1:] = len(rising) - firsts[-1:]
    return rising[firsts], counts
