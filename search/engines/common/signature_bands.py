"""Bands of signatures: ROWS bytes at one place. Signatures that are near each other have one in common.

That is why only these are compared (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): all
that agree in three quarters of their bytes have a band in common, and 99 in 100 of those that agree in as
many as `duplicates.LEAST`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.storage.arrays import Array, distinct
from search.text.signatures import SIZE

ROWS = 4
BANDS = SIZE // ROWS
_LOW = np.uint32(0xFFFF)


def bands(signatures: Array) -> Iterator[Array]:
    """Each band of all signatures, as numbers (uint32)."""
    columns = np.ascontiguousarray(signatures).view(np.uint32)
    return (columns[:, band].copy() for band in range(BANDS))


def ordered(band: Array) -> tuple[Array, Array]:
    """The values of a band, rising, and the signature that each belongs to (int64), rising among equals.

    Sorting numbers is several times as fast as finding the order that sorts them.
    """
    numbers = np.arange(len(band), dtype=np.uint64)
    pairs = np.sort(band.astype(np.uint64) << np.uint64(32) | numbers)
    owners = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return (pairs >> np.uint64(32)).astype(np.uint32), owners


def share_a_band(signatures: Array) -> Array:
    """Which signatures have a band that another has (bool)."""
    shared = np.zeros(len(signatures), bool)
    for band in bands(signatures):
        values, owners = ordered(band)
        is_same = values[1:] == values[:-1]
        shared[owners[1:][is_same]] = shared[owners[:-1][is_same]] = True
    return shared


class KnownBands:
    """The bands of some signatures, at least one, which tell what others have one of them."""

    def __init__(self, signatures: Array) -> None:
        self._values = [distinct(band) for band in bands(signatures)]

    def shared_by(self, signatures: Array) -> Array:
        """Which of other signatures have a band of these (bool)."""
        shared = np.zeros(len(signatures), bool)
        for band, values in zip(bands(signatures), self._values, strict=True):
            # Few signatures pass the first test, which looks at half of the bits.
            is_known = np.zeros(int(_LOW) + 1, bool)
            is_known[values & _LOW] = True
            near = is_known.take(band & _LOW).nonzero()[0]
            own = band.take(near)
            found = values.take(values.searchsorted(own), mode="clip")
            shared[near.compress(found == own)] = True
        return shared
