"""Which paragraphs are the furniture of a site, such as footers, appeals and newsletter boxes, and not
text of the articles that they stand in.

A paragraph is, if it stands in many articles (LEAST, and one of SHARE) that are not copies of each other,
and in a place that is one of furniture:

* Copies, as of a report that many papers print, share most of their paragraphs. So only articles count
  of whose paragraphs at least half are not frequent, and of those with the same paragraph of their own
  (the one with the least key: a MinHash of one row, Broder 1997) only one.
* Furniture stands before or after all that is an article's own, or a fixed number of paragraphs from an
  end. A quotation that many articles share, or a refrain, stands anywhere.
* What only one of several authors writes is a refrain or a farewell of theirs, or says who they are.
* Its numbers may vary, as years do, but not from article to article: those are data.

All this follows from the set of articles alone, so that an index is the same however it came about.
Memory grows with what is frequent, not with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import NamedTuple

import numpy as np

from search.indexing.furniture import Place, Tally
from search.indexing.held_paragraphs import (
    BUCKETS,
    Held,
    among,
    articles_of,
    bucket,
    of_articles,
)
from search.storage.arrays import Array, distinct
from search.text.paragraph_keys import DIGITS, NO_KEY

LEAST = 20
SHARE = 200
_NUMBERS = 4
"""A text has other numbers in at most one of so many articles."""


class Repeated(NamedTuple):
    """A repeated paragraph: its folded key, the articles that have it, and where most of them do."""

    key: int
    articles: int
    place: Place


class RepeatedParagraph(NamedTuple):
    """A repeated paragraph as an index lists it: its text, the articles that have it, of how many, where
    it stands in them, and the id of one."""

    text: str
    articles: int
    of_articles: int
    place: Place
    id: str

    @property
    def why(self) -> str:
        where = {"beginning": "at the beginning", "middle": "in the middle", "end": "at the end"}
        return (
            f"stands {where[self.place]} of {self.articles:,} of {self.of_articles:,} articles that"
            " have little else in common"
        )


def repeated(parts: Iterable[Held], articles: int) -> list[Repeated]:
    """The repeated paragraphs of an archive, by falling number of articles; it has `articles`. The
    articles come in parts, which are gone through several times."""
    least = max(LEAST, -(-articles // SHARE))
    keys, counts = _frequent(parts, _candidates(parts, Fraction(least, articles or 1)), least)
    if not len(keys):
        return []
    tally, authors = Tally(len(keys), least), np.zeros(0, np.uint64)
    for part in parts:
        having = of_articles(part, distinct(articles_of(part, among(part, keys).passages)))
        authors = distinct(np.concatenate([authors, having.authors]))[:2]
        tally.add(having, having.numbers_among(keys))
    furniture = tally.furniture(len(authors) > 1 or _are_of_many(parts))
    found = [Repeated(int(keys[each]), int(counts[each]), at) for each, at in furniture]
    return sorted(found, key=lambda each: (-each.articles, each.key))


def marks(held: Held, keys: Array) -> Array:
    """Which passages are marked (bool), as their folded key is one of some (sorted). An article of which
    nothing would be left has no marks: what else it was made of is not known, and it must be found."""
    is_marked = np.zeros(len(held.keys), bool)
    passages = among(held, keys).passages
    articles = articles_of(held, passages)
    counts = np.bincount(articles, minlength=len(held.starts) - 1)
    is_marked[passages] = (counts < np.diff(held.starts))[articles]
    return is_marked


def _are_of_many(parts: Iterable[Held]) -> bool:
    """Whether the articles have more than one author."""
    authors = np.zeros(0, np.uint64)
    for part in parts:
        own = part.authors_of(np.arange(len(part.starts) - 1))
        authors = distinct(np.concatenate([authors, own]))
    return len(authors) > 1


def _candidates(parts: Iterable[Held], share: Fraction) -> Array:
    """The folded keys (uint64, sorted) that a share of the articles of some part have. What this share of
    all articles have is among them, as not all parts can be below the mean.

    Passages are first counted by the last bits of their keys; most that are rare are left out by that.
    """
    found = [np.zeros(0, np.uint64)]
    for part in parts:
        least = ceil((len(part.starts) - 1) * share)
        own = bucket(part.keys >> DIGITS)
        passages = np.flatnonzero((np.bincount(own, minlength=BUCKETS) >= least).take(own))
        counted = _counted(part, passages[part.keys[passages] != NO_KEY])
        found.append(counted.folded[counted.articles >= least])
    return distinct(np.concatenate(found))


def _frequent(parts: Iterable[Held], candidates: Array, least: int) -> tuple[Array, Array]:
    """Those of `candidates` (sorted) that `least` articles or more have, and how many have each.
    Left out are those whose numbers differ in too many of them: they are data, each text stands alone."""
    counted = [_counted(part, among(part, candidates).passages) for part in parts]
    keys, own = np.unique(_joined([each.folded for each in counted]), return_inverse=True)
    counts = np.bincount(own, _joined([each.articles for each in counted]), len(keys))
    texts = distinct(_joined([each.texts for each in counted])) >> DIGITS
    is_frequent = counts >= least
    is_frequent &= np.bincount(keys.searchsorted(texts), minlength=len(keys)) * _NUMBERS <= counts
    return keys[is_frequent], counts[is_frequent].astype(np.int64)


class _Counted(NamedTuple):
    """The distinct folded keys of some passages, the number of articles with each, and the distinct
    keys."""

    folded: Array
    articles: Array
    texts: Array


def _counted(held: Held, passages: Array) -> _Counted:
    keys, articles = held.keys[passages], articles_of(held, passages)
    folded = keys >> DIGITS
    order = np.lexsort((articles, folded))
    folded, articles = folded[order], articles[order]
    is_first = np.ones(len(folded), bool)
    is_first[1:] = (folded[1:] != folded[:-1]) | (articles[1:] != articles[:-1])
    found, counts = np.unique(folded[is_first], return_counts=True)
    return _Counted(found, counts, distinct(keys))


def _joined(arrays: list[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.uint64)
