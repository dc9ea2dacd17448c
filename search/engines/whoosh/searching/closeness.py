"""The parts of a score that need a close look at an article: see `search.engines.common.similarity`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.common.similarity import (
    PAIRS,
    STRETCH,
    STRETCH_K,
    STRETCH_WORDS,
    TITLE,
)
from search.engines.whoosh.searching.occurrences import (
    Holders,
    Occurrences,
    Paragraphs,
    holders,
    occurrences,
    paragraphs,
)
from search.engines.whoosh.searching.query_words import QueryWords
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.engines.whoosh.segments.postings import Postings
from search.model.schema import TEXT
from search.model.schema import TITLE as TITLE_FIELD
from search.storage.arrays import Array, counted, starts_of

_STEP = STRETCH_WORDS // 2
"""Stretches of a long paragraph overlap by half, so that a group of words is not cut in all of them."""


class Closeness(NamedTuple):
    """What documents get on top of the scores of their words, as parallel arrays (float64), and
    whether one of their paragraphs holds all words, of at least MANY_WORDS (bool)."""

    title: Array
    stretch: Array
    pairs: Array
    is_together: Array

    @property
    def total(self) -> Array:
        total: Array = self.title + self.stretch + self.pairs
        return total


def closeness(
    group: SegmentGroup, statistics: CollectionStatistics, words: QueryWords, documents: Array
) -> Closeness:
    """A close look at `documents` (rising) of a group."""
    size, nothing = len(documents), np.zeros(len(documents))
    titles = holders(group, _postings(group, statistics, TITLE_FIELD, words.stems), documents)
    title = _title(titles, words, size)
    if not words.are_apart:
        return Closeness(title, nothing, nothing, nothing.astype(bool))
    texts = holders(group, _postings(group, statistics, TEXT, words.stems), documents)
    in_title, in_text = occurrences(titles), occurrences(texts)
    return Closeness(
        title,
        _stretch(in_text, paragraphs(group, documents), words, size),
        _pairs(in_title, in_text, words, size) if words.pairs_total else nothing,
        _together(group, statistics, words, documents, in_title, in_text),
    )


def _postings(
    group: SegmentGroup, statistics: CollectionStatistics, field: str, stems: Sequence[str]
) -> list[Sequence[Postings]]:
    own = slice(group.first, group.first + len(group.segments))
    return [statistics.postings[field, stem][own] for stem in stems]


def _title(found: Holders, words: QueryWords, size: int) -> Array:
    worth = np.bincount(found.documents, words.idf.take(found.terms), size)
    title: Array = TITLE * worth * (worth / words.words_total) ** 2
    return title


def _homes(found: Occurrences, layout: Paragraphs) -> Array:
    """The number of the paragraph in the layout that each occurrence is in."""
    starts = (layout.documents << 32) + layout.starts
    return starts.searchsorted((found.documents << 32) + found.positions, "right") - 1


def _stretch(found: Occurrences, layout: Paragraphs, words: QueryWords, size: int) -> Array:
    """The worth of the best stretch of each document."""
    homes = _homes(found, layout)
    count = len(words.stems)
    stretches = np.maximum(-(-layout.lengths // _STEP) - 1, 1)
    firsts = starts_of(stretches)
    step = (found.positions - layout.starts.take(homes)) // _STEP
    last = firsts.take(homes + 1) - 1
    one = np.minimum(firsts.take(homes) + step, last)
    other = np.maximum(firsts.take(homes) + step - 1, firsts.take(homes))
    again = one != other
    keys = np.concatenate([one * count + found.terms, (other * count + found.terms)[again]])
    keys.sort()
    keys, frequencies = counted(keys)
    places, terms = np.divmod(keys, count)
    worth = words.idf.take(terms) * frequencies * (STRETCH_K + 1) / (frequencies + STRETCH_K)
    first = np.flatnonzero(np.diff(places, prepend=-1))
    best = np.zeros(size)
    if len(first):
        sums = np.add.reduceat(worth, first)
        owners = layout.documents.take(firsts.searchsorted(places[first], "right") - 1)
        np.maximum.at(best, owners, sums)
    stretch: Array = STRETCH * best * np.minimum(1, best / words.words_total) ** 2
    return stretch


def _together(
    group: SegmentGroup,
    statistics: CollectionStatistics,
    words: QueryWords,
    documents: Array,
    in_title: Occurrences,
    in_text: Occurrences,
) -> Array:
    """Which documents have all words, if these are many, in one paragraph or in the title. Stop words,
    which are everywhere, are only looked for where all others are."""
    together = np.zeros(len(documents), bool)
    if not words.are_many:
        return together
    stems = (*words.stems, *words.stop_stems)
    count = len(words.stems)
    likely = _holding_all(in_title.documents, in_title.terms, count)
    likely = np.union1d(likely, _paragraphs_holding_all(group, documents, in_text, count))
    if words.stop_stems and len(likely):
        few = documents.take(likely)
        in_few = holders(group, _postings(group, statistics, TITLE_FIELD, stems), few)
        titles = _holding_all(in_few.documents, in_few.terms, len(stems))
        texts = occurrences(holders(group, _postings(group, statistics, TEXT, stems), few))
        likely_texts = _paragraphs_holding_all(group, few, texts, len(stems))
        likely = likely.take(np.union1d(titles, likely_texts))
    together[likely] = True
    return together


def _paragraphs_holding_all(
    group: SegmentGroup, documents: Array, found: Occurrences, count: int
) -> Array:
    """The numbers of the documents in which `count` terms are together in a paragraph."""
    layout = paragraphs(group, documents)
    return layout.documents.take(_holding_all(_homes(found, layout), found.terms, count))


def _holding_all(places: Array, terms: Array, count: int) -> Array:
    """The places that hold all of `count` terms, given the place of each term found (rising)."""
    distinct, _ = counted(np.sort(places * count + terms))
    holders, held = counted(distinct // count)
    return holders.compress(held == count)


def _pairs(in_title: Occurrences, in_text: Occurrences, words: QueryWords, size: int) -> Array:
    weights = words.pairs.ravel()
    held = np.maximum(
        _standing_together(in_text, words, size), 0.5 * _standing_together(in_title, words, size)
    )
    worth = held @ weights[weights > 0]
    pairs: Array = PAIRS * worth * worth / words.pairs_total
    return pairs


def _standing_together(found: Occurrences, words: QueryWords, size: int) -> Array:
    """Which pairs stand side by side in each document (bool, size x pairs)."""
    count = len(words.stems)
    is_pair = words.pairs.ravel() > 0
    numbers = np.cumsum(is_pair) - 1
    keys = np.sort(((found.documents << 32) + found.positions) * count + found.terms)
    places, terms = np.divmod(keys, count)
    after = np.flatnonzero(places[1:] == places[:-1] + 1)
    kinds = terms[after] * count + terms[after + 1]
    wanted = is_pair.take(kinds)
    held = np.zeros((size, int(numbers[-1]) + 1), bool)
    held[places[after[wanted]] >> 32, numbers.take(kinds[wanted])] = True
    return held
