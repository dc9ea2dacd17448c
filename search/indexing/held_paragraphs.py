"""The keys of the passages of articles, as columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array
from search.text.paragraph_keys import DIGITS, NO_KEY


class Held(NamedTuple):
    """The passages of D articles: their keys (uint64), where those of each article start (int64, D + 1),
    and a number for the (first) author of each article (uint64, D), 0 if there is none."""

    keys: Array
    starts: Array
    authors: Array

    @property
    def articles(self) -> Array:
        """The number of the article of each passage (int64)."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def numbers_among(self, folded: Array) -> Array:
        """For each passage the number of its folded key among some (uint64, sorted), as int64; -1 if it
        is none of them."""
        if not len(folded):
            return np.full(len(self.keys), -1)
        own = self.keys >> DIGITS
        numbers = np.minimum(folded.searchsorted(own), len(folded) - 1)
        is_among = (self.keys != NO_KEY) & (folded[numbers] == own)
        return np.where(is_among, numbers, -1)
