"""The parts of a score that need a close look at an article: see `search.engines.common.similarity`."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search.engines.common.similarity import (
    PAIRS,
    QUOTED,
    QUOTING,
    STRETCH,
    STRETCH_K,
    STRETCH_WORDS,
    TITLE,
)
from search.engines.whoosh.searching.occurrences import (
    ROW_BITS,
    Occurrences,
    occurrences,
    paragraph_addresses,
)
from search.engines.whoosh.searching.position_spans import documents_of
from search.engines.whoosh.searching.query_words import QueryWords
from search.engines.whoosh.searching.quotations import homes_with_half, quotations
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.model.schema import TEXT
from search.model.schema import TITLE as TITLE_FIELD
from search.storage.arrays import Array, distinct

_STEP = STRETCH_WORDS // 2
"""Stretches of a long paragraph overlap by half, so that a group of words is not cut in all of them."""
_STEP_BITS = 20
"""More than the steps of any paragraph: its number and that of a step make one number."""
_LEAST = 1e-3
"""How much sums of float32 are off, at most."""


class Closeness(NamedTuple):
    """What documents get on top of the scores of their words and titles, as parallel arrays (float64):
    for the share of the title that they ask for, for their best stretch, for pairs and quotations; and
    whether one of their paragraphs holds all words, of at least MANY_WORDS, or quotes them (bool)."""

    titled: Array
    stretch: Array
    pairs: Array
    is_together: Array
    is_quoting: Array


def closeness(
    group: SegmentGroup,
    statistics: CollectionStatistics,
    words: QueryWords,
    documents: Array,
    titles: Array,
) -> Closeness:
    """A close look at `documents` (rising) of a group; `titles` are those of `title_idf`."""
    size = len(documents)
    titled = (titles >= words.pair_least - _LEAST).nonzero()[0]
    asked = (TEXT, documents), (TITLE_FIELD, documents.take(titled))
    everything = occurrences(group, statistics, words.stems, *asked)
    found = everything.until(size)
    paragraphs = paragraph_addresses(group, documents)
    homes = paragraphs.searchsorted(found.addresses, "right") - 1
    stretch = _stretch(found, homes, paragraphs, words, size)
    pairs, share, together = np.zeros(size), np.zeros(size), np.zeros(size, bool)
    if words.pairs_total:
        held = _standing_together(everything, words, size + len(titled))
        held[titled] = np.maximum(held[titled], 0.5 * held[size:])
        worth = held[:size] @ words.pairs[words.pairs > 0]
        pairs = PAIRS * worth * worth / words.pairs_total
    if words.are_many:
        half = homes_with_half(homes, words.numbers.take(found.terms), words.numbers)
        in_text = paragraphs.take(half) >> ROW_BITS
        in_title = (titles >= words.words_least - _LEAST).nonzero()[0]
        likely = distinct(np.concatenate([in_text, in_title]))
        if len(likely):
            own = quotations(group, statistics, words, documents.take(likely))
            share[likely], together[likely] = own
    pairs += QUOTED * words.words_total * share**3
    titled = _title_share(group, statistics, words, documents, titles) * title_worth(titles, words)
    return Closeness(titled, stretch, pairs, together, share >= QUOTING)


def title_idf(group: SegmentGroup, statistics: CollectionStatistics, words: QueryWords) -> Array:
    """The idf of the words that the title of each document of a group holds (float32)."""
    held = np.zeros(group.size, np.float32)
    for stem, idf in zip(words.stems, words.idf.astype(np.float32), strict=True):
        held[documents_of(group, statistics, TITLE_FIELD, stem)] += idf
    return held


def title_worth(titles: Array, words: QueryWords) -> Array:
    """What documents get for the words in their titles; `titles` are those of `title_idf`."""
    worth: Array = titles * titles * titles
    worth *= np.float32(TITLE / words.words_total**2)
    return worth


def _title_share(
    group: SegmentGroup,
    statistics: CollectionStatistics,
    words: QueryWords,
    documents: Array,
    titles: Array,
) -> Array:
    """The share of the words of each title that the query has, stop words and all (float64, 0 to 1)."""
    share = np.zeros(len(documents))
    held = titles.nonzero()[0]
    asked = documents.take(held)
    found = occurrences(group, statistics, words.every_stem, (TITLE_FIELD, asked))
    counts = np.bincount(found.addresses >> ROW_BITS, minlength=len(held))
    share[held] = np.minimum(1, counts / group.lengths(TITLE_FIELD).take(asked))
    return share


def _stretch(
    found: Occurrences, homes: Array, paragraphs: Array, words: QueryWords, size: int
) -> Array:
    """The worth of the best stretch of each document.

    The steps in which words occur are counted; a stretch is a step and the next one of its paragraph.
    A step alone is never worth more than the stretch that it is in.
    """
    best = np.zeros(size)
    if not len(homes):
        return best
    count = len(words.stems)
    steps = (homes << _STEP_BITS) + (found.addresses - paragraphs.take(homes)) // _STEP
    firsts, cells = _runs(steps)
    frequencies = np.bincount(cells * count + found.terms, minlength=len(firsts) * count)
    stretches = frequencies.reshape(-1, count).astype(np.float64)
    steps = steps.take(firsts)
    follows = steps[1:] == steps[:-1] + 1
    stretches[:-1] += stretches[1:] * follows[:, np.newaxis]
    worth = (stretches / (stretches + STRETCH_K)) @ (words.idf * (STRETCH_K + 1))
    rows = found.addresses.take(firsts) >> ROW_BITS
    of_rows, _ = _runs(rows)
    best[rows.take(of_rows)] = np.maximum.reduceat(worth, of_rows)
    stretch: Array = STRETCH * best * np.minimum(1, best / words.words_total) ** 2
    return stretch


def _runs(values: Array) -> tuple[Array, Array]:
    """Where each run of equal values begins, and the number of the run that each value is in."""
    is_first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=is_first[1:])
    return is_first.nonzero()[0], is_first.cumsum() - 1


def _standing_together(found: Occurrences, words: QueryWords, size: int) -> Array:
    """Which pairs stand side by side in each document (float64, 1 or 0; size x pairs)."""
    count = len(words.stems)
    is_pair = words.pairs.ravel() > 0
    numbers = is_pair.cumsum() - 1
    after = (found.addresses[1:] == found.addresses[:-1] + 1).nonzero()[0]
    kinds = found.terms.take(after) * count + found.terms.take(after + 1)
    wanted = is_pair.take(kinds)
    held = np.zeros((size, int(numbers[-1]) + 1))
    rows = found.addresses.take(after.compress(wanted)) >> ROW_BITS
    held[rows, numbers.take(kinds.compress(wanted))] = 1
    return held
