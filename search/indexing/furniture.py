"""Whether frequent paragraphs stand where furniture does, in articles that are not mere copies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from search.indexing.held_paragraphs import HeldColumns
from search.storage.arrays import Array
from search.text.paragraph_keys import DIGITS, NO_KEY

Place = Literal["beginning", "middle", "end"]

_AT_EDGES = 0.9
"""Share of the articles in which the paragraph stands before or after all that is the article's own."""
AT_ONE_PLACE = 0.8
"""Or so many passages from the same end."""
_ONCE = 1.05
"""There it stands mostly once in an article, which a refrain does not."""
_SIGNATURE = 40
"""Bits of a signature that are compared."""


class _Own(NamedTuple):
    """What each article has of its own: the least key of such a passage (uint64, 0 if none has a key),
    the first and the last of them, and whether at least half of its passages are not frequent."""

    signatures: Array
    first: Array
    last: Array
    is_most: Array


class _Occurrences(NamedTuple):
    """Occurrences of frequent paragraphs, one for each article that has the paragraph: the number of the
    paragraph, of the article, and of the passage; whether it stands before or after all that is the
    article's own."""

    numbers: Array
    articles: Array
    passages: Array
    is_before: Array
    is_after: Array


class Tally:
    """Counts for `size` frequent paragraphs what tells furniture: it stands in at least `least`
    articles. Articles come in parts; those without a frequent paragraph may be left out."""

    def __init__(self, size: int, least: int) -> None:
        self._least = least
        self._articles, self._occurrences = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self._before, self._after = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self._signatures, self._authors = _Pairs(size), _Pairs(size)
        self._from_start, self._from_end = _Pairs(size), _Pairs(size)

    def add(self, held: HeldColumns, numbers: Array) -> None:
        """Count the passages of some articles; `numbers` has that of each passage, -1 if it is not
        frequent."""
        own = _own(held, numbers)
        size = len(self._articles)
        counted = np.flatnonzero((numbers >= 0) & own.is_most[held.articles])
        self._occurrences += np.bincount(numbers[counted], minlength=size)
        each = _occurrences(held, numbers, own, counted)
        self._articles += np.bincount(each.numbers, minlength=size)
        self._before += np.bincount(each.numbers[each.is_before], minlength=size)
        self._after += np.bincount(each.numbers[each.is_after], minlength=size)
        self._signatures.add(each.numbers, own.signatures[each.articles])
        self._authors.add(each.numbers, held.authors[each.articles])
        self._from_start.add(each.numbers, each.passages - held.starts[each.articles])
        self._from_end.add(each.numbers, held.starts[each.articles + 1] - each.passages)

    def furniture(self, is_of_many: bool) -> Iterator[tuple[int, Place]]:
        """The numbers of the paragraphs that are furniture, and where they mostly stand; `is_of_many`
        tells whether the archive has more than one author."""
        articles = self._articles
        at_one_place = np.maximum(self._from_start.most(), self._from_end.most())
        at_edges = self._before + self._after
        is_placed = (at_edges >= _AT_EDGES * articles) | (
            (at_one_place >= AT_ONE_PLACE * articles) & (self._occurrences <= _ONCE * articles)
        )
        is_furniture = (self._signatures.distinct() >= self._least) & is_placed
        if is_of_many:
            is_furniture &= self._authors.distinct() > 1
        for number in np.flatnonzero(is_furniture).tolist():
            if at_edges[number] < _AT_EDGES * articles[number]:
                yield number, "middle"
            else:
                yield number, "end" if self._after[number] >= self._before[number] else "beginning"


class _Pairs:
    """Counts pairs of a number below `size` and another value, of which the last bits count."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._pairs, self._counts = np.zeros(0, np.uint64), np.zeros(0, np.int64)

    def add(self, numbers: Array, values: Array) -> None:
        low = values.astype(np.uint64) & np.uint64((1 << _SIGNATURE) - 1)
        found, counts = np.unique(
            numbers.astype(np.uint64) << np.uint64(_SIGNATURE) | low, return_counts=True
        )
        pairs = np.concatenate([self._pairs, found])
        self._pairs, own = np.unique(pairs, return_inverse=True)
        both = np.concatenate([self._counts, counts])
        self._counts = np.bincount(own, both, len(self._pairs)).astype(np.int64)

    def distinct(self) -> Array:
        """How many values each number has."""
        return np.bincount(self._numbers(), minlength=self._size)

    def most(self) -> Array:
        """How often each number has the value that it has most often."""
        most = np.zeros(self._size, np.int64)
        np.maximum.at(most, self._numbers(), self._counts)
        return most

    def _numbers(self) -> Array:
        return (self._pairs >> np.uint64(_SIGNATURE)).astype(np.int64)


def _own(held: HeldColumns, numbers: Array) -> _Own:
    size = len(held.starts) - 1
    all_articles = held.articles
    is_own = np.flatnonzero((held.keys != NO_KEY) & (numbers < 0))
    articles = all_articles[is_own]
    firsts = np.flatnonzero(np.diff(articles, prepend=-1))
    lasts = np.flatnonzero(np.diff(articles, append=size))
    having = articles[firsts]
    signatures = np.zeros(size, np.uint64)
    first, last = held.starts[1:].copy(), held.starts[:-1] - 1
    if len(firsts):
        signatures[having] = np.minimum.reduceat(held.keys[is_own] >> DIGITS, firsts)
        first[having], last[having] = is_own[firsts], is_own[lasts]
    frequent = np.bincount(all_articles[numbers >= 0], minlength=size)
    return _Own(signatures, first, last, 2 * frequent <= np.diff(held.starts))


def _occurrences(held: HeldColumns, numbers: Array, own: _Own, passages: Array) -> _Occurrences:
    """One of the `passages` for each article and paragraph: one at an edge, if there is any."""
    articles = held.articles[passages]
    is_after, is_before = passages > own.last[articles], passages < own.first[articles]
    order = np.lexsort((~(is_after | is_before), articles, numbers[passages]))
    sorted_numbers, sorted_articles = numbers[passages][order], articles[order]
    is_first = np.ones(len(order), bool)
    is_first[1:] = (np.diff(sorted_numbers) != 0) | (np.diff(sorted_articles) != 0)
    kept = order[is_first]
    before = is_before[kept] & ~is_after[kept]
    return _Occurrences(
        numbers[passages[kept]], articles[kept], passages[kept], before, is_after[kept]
    )
