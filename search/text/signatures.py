"""Signatures of texts: SIZE bytes each, of which texts that are nearly the same have most in common.

A signature is a MinHash (Broder, On the resemblance and containment of documents, 1997) of the runs of
RUN words in a text: of two signatures as large a part is the same as two texts have runs in common, of
all runs in either. Each run is hashed once: its first bits choose one of SIZE bins, and the least hash in
a bin stands for it (Li, Owen and Zhang, One permutation hashing, 2012). A bin without runs takes the byte
of another one (Shrivastava, Optimal densification, 2017).

One word is a large part of a text with few. So texts with fewer than LEAST words are the same only if
title and text are: their signature is a plain hash of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import shake_128

import numpy as np

from search.model.articles import Article
from search.storage.arrays import Array, starts_of
from search.text.hashed_words import HashedWords

SIZE = 128
RUN = 5
LEAST = 40
"""Words."""
_BIN_BITS = SIZE.bit_length() - 1
_NO_RUN = np.uint64(0xFFFFFFFFFFFFFFFF)
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)


def signatures(words: HashedWords, counts: Array, articles: Sequence[Article]) -> Array:
    """The signatures (uint8, a row of SIZE each) of articles.

    `words` are those of their passages, `counts` how many passages each has.
    """
    sizes = np.diff(words.starts[starts_of(counts)])
    signed = _signed(_runs(words.hashes), sizes)
    for index in np.flatnonzero(sizes < LEAST).tolist():
        signed[index] = _plain_hash(articles[index])
    return signed


def agreements(one: Array, other: Array) -> Array:
    """How many bytes signatures have in common with others, row by row."""
    counts: Array = np.count_nonzero(one == other, axis=1)
    return counts


def _runs(hashes: Array) -> Array:
    """The hash of the run of words from each word on, as if all texts were one."""
    count = max(len(hashes) - RUN + 1, 0)
    runs: Array = hashes[:count].copy()
    for offset in range(1, RUN):
        runs *= _BASE
        runs += hashes[offset : offset + count]
    runs ^= runs >> np.uint64(29)
    runs *= _MIXER
    runs ^= runs >> np.uint64(32)
    return runs


def _signed(runs: Array, sizes: Array) -> Array:
    """The MinHash of each text, whose words are so many; `runs` are overwritten."""
    ends = starts_of(sizes)
    bins = np.repeat(np.arange(0, len(sizes) * SIZE, SIZE), sizes)[: len(runs)]
    bins += (runs >> np.uint64(64 - _BIN_BITS)).astype(np.int64)
    for offset in range(1, RUN):  # those that would run into the next text are of none
        crossing = ends[1:-1] - offset
        runs[crossing[(crossing >= 0) & (crossing < len(runs))]] = _NO_RUN
    least = np.full(len(sizes) * SIZE, _NO_RUN, np.uint64)
    np.minimum.at(least, bins, runs)
    return _filled(least.reshape(-1, SIZE))


def _filled(least: Array) -> Array:
    """The last byte of the least hash of each bin; if it has none, of the first bin that has on a way
    through all of them, another way for each."""
    own = (least & np.uint64(0xFF)).astype(np.uint8)
    is_empty = least == _NO_RUN
    has_some = ~is_empty.all(axis=1)
    texts, bins = np.nonzero(is_empty & has_some[:, None])
    filled, at = own.copy(), _FIRST
    while len(texts):
        sources = at[bins]
        is_there = ~is_empty[texts, sources]
        filled[texts[is_there], bins[is_there]] = own[texts[is_there], sources[is_there]]
        texts, bins = texts[~is_there], bins[~is_there]
        at = (at + _STEPS) % SIZE
    return filled


def _plain_hash(article: Article) -> Array:
    """A hash of title and text; of the id if there is no text, as these are not the same."""
    texts = [each.text for each in article.passages]
    text = " ".join([article.title, *texts]).casefold() if texts else f"\0{article.id}"
    data = text.encode(errors="surrogatepass")
    return np.frombuffer(shake_128(data).digest(SIZE), np.uint8)


_WAYS = np.frombuffer(shake_128(b"ways").digest(2 * SIZE), np.uint8)
_FIRST = (_WAYS[:SIZE] % SIZE).astype(np.int64)
_STEPS = (_WAYS[SIZE:] % (SIZE // 2) * 2 + 1).astype(np.int64)
"""Odd, so that each way comes through all bins."""
