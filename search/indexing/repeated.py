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
from typing import NamedTuple

import numpy as np

from search.indexing.furniture import Place, Tally
from search.indexing.held_paragraphs import Held
from search.storage.arrays import Array, starts_of
from search.text.paragraph_keys import DIGITS, NO_KEY

LEAST = 20
SHARE = 200
_NUMBERS = 4
"""A text has other numbers in at most one of so many articles."""
_BUCKETS = 1 << 20


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


def repeated(parts: Iterable[Held]) -> list[Repeated]:
    """The repeated paragraphs of an archive, by falling number of articles. The articles come in parts,
    which are gone through several times."""
    articles = sum(len(part.starts) - 1 for part in parts)
    least = max(LEAST, -(-articles // SHARE))
    keys, counts = _frequent(parts, least)
    tally = Tally(len(keys), least)
    for part in parts:
        tally.add(part, part.numbers_among(keys))
    found = [Repeated(int(keys[each]), int(counts[each]), at) for each, at in tally.furniture()]
    return sorted(found, key=lambda each: (-each.articles, each.key))


def marks(held: Held, keys: Array) -> Array:
    """Which passages are marked (bool), as their folded key is one of some (sorted). An article of which
    nothing would be left has no marks: what else it was made of is not known, and it must be found."""
    is_marked = held.numbers_among(keys) >= 0
    kept = starts_of(~is_marked)[held.starts]
    counts = np.diff(held.starts)
    return is_marked & np.repeat(np.diff(kept) > 0, counts)


def _frequent(parts: Iterable[Held], least: int) -> tuple[Array, Array]:
    """The folded keys (uint64, sorted) that at least so many articles have, and how many have each. Those
    whose numbers differ in too many of them are left out: they are data, and each text stands alone.

    Passages are first counted by the last bits of their keys; most that are rare are left out by that.
    """
    table = np.zeros(_BUCKETS, np.int64)
    for part in parts:
        table += np.bincount(_bucket(part.keys[part.keys != NO_KEY]), minlength=_BUCKETS)
    chosen = [_chosen(part, table >= least) for part in parts]
    keys, own = np.unique(_joined([each.folded for each in chosen]), return_inverse=True)
    counts = np.bincount(own, _joined([each.articles for each in chosen]), len(keys))
    texts = np.unique(_joined([each.texts for each in chosen])) >> DIGITS
    is_frequent = counts >= least
    is_frequent &= np.bincount(keys.searchsorted(texts), minlength=len(keys)) * _NUMBERS <= counts
    return keys[is_frequent], counts[is_frequent].astype(np.int64)


class _Chosen(NamedTuple):
    """The distinct folded keys in some articles, the number of articles with each, and the distinct
    keys."""

    folded: Array
    articles: Array
    texts: Array


def _chosen(held: Held, is_wanted: Array) -> _Chosen:
    """The passages in the buckets of a mask."""
    passages = np.flatnonzero((held.keys != NO_KEY) & is_wanted[_bucket(held.keys)])
    keys, articles = held.keys[passages], held.articles[passages]
    folded = keys >> DIGITS
    order = np.lexsort((articles, folded))
    folded, articles = folded[order], articles[order]
    is_first = np.ones(len(folded), bool)
    is_first[1:] = (folded[1:] != folded[:-1]) | (articles[1:] != articles[:-1])
    distinct, counts = np.unique(folded[is_first], return_counts=True)
    return _Chosen(distinct, counts, np.unique(keys))


def _joined(arrays: list[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.uint64)


def _bucket(keys: Array) -> Array:
    bucket: Array = (keys >> DIGITS & np.uint64(_BUCKETS - 1)).astype(np.int64)
    return bucket
