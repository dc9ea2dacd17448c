"""The keys of the passages of articles, as columns."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np

from search.storage.arrays import Array, spread, starts_of
from search.text.paragraph_keys import DIGITS, NO_KEY

BUCKETS = 1 << 18


class Held(Protocol):
    """The passages of D articles: their keys (uint64), and where those of each article start (int64,
    D + 1)."""

    @property
    def keys(self) -> Array: ...
    @property
    def starts(self) -> Array: ...

    def authors_of(self, articles: Array) -> Array:
        """A number for the (first) author of each of some articles (uint64), 0 if there is none."""


class HeldColumns(NamedTuple):
    """The same of some articles, and the numbers of their authors (uint64, D)."""

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
        numbers = np.full(len(self.keys), -1)
        found = among(self, folded)
        numbers[found.passages] = found.numbers
        return numbers


class Among(NamedTuple):
    """Passages, and the numbers of their folded keys among some (both int64)."""

    passages: Array
    numbers: Array


def among(held: Held | HeldColumns, folded: Array) -> Among:
    """The passages whose folded keys are among some (uint64, sorted). Nearly all others are passed over
    by the last bits of their keys, so that few are looked up."""
    if not len(folded):
        return Among(np.zeros(0, np.int64), np.zeros(0, np.int64))
    is_wanted = np.zeros(BUCKETS, bool)
    is_wanted[bucket(folded)] = True
    own = held.keys >> DIGITS
    passages = np.flatnonzero(is_wanted.take(bucket(own)))
    own = own[passages]
    numbers = np.minimum(folded.searchsorted(own), len(folded) - 1)
    is_among = (folded[numbers] == own) & (held.keys[passages] != NO_KEY)
    return Among(passages[is_among], numbers[is_among])


def bucket(folded: Array) -> Array:
    """The last bits of folded keys (int64)."""
    last: Array = (folded & np.uint64(BUCKETS - 1)).view(np.int64)
    return last


def articles_of(held: Held, passages: Array) -> Array:
    """The number of the article of each of some passages (int64)."""
    return held.starts.searchsorted(passages, "right") - 1


def of_articles(held: Held, articles: Array) -> HeldColumns:
    """The passages of some articles (rising)."""
    counts = np.diff(held.starts)[articles]
    passages = spread(held.starts[articles], counts)
    return HeldColumns(held.keys[passages], starts_of(counts), held.authors_of(articles))
