"""How much of a query of many words a paragraph quotes: see `search.engines.common.similarity`."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.searching.occurrences import (
    ROW_BITS,
    Occurrences,
    occurrences,
    paragraph_addresses,
)
from search.engines.whoosh.searching.query_words import QueryWords
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.model.schema import TEXT, TITLE
from search.storage.arrays import Array, counted, distinct


def homes_with_half(homes: Array, words: Array, wanted: Array) -> Array:
    """The homes (rising) that hold at least half of the `wanted` words; see `_held`."""
    holders, held = _held(homes, words, wanted)
    return holders.compress(2 * held >= len(distinct(wanted)))


def quotations(
    group: SegmentGroup, statistics: CollectionStatistics, words: QueryWords, documents: Array
) -> tuple[Array, Array]:
    """The share of the neighbouring words of a query that one paragraph of each document (rising) quotes
    (float64, 0 below half), and which hold all words in one paragraph or in the title (bool)."""
    numbers = words.every_number
    texts = occurrences(group, statistics, words.every_stem, (TEXT, documents))
    texts = texts._replace(terms=numbers.take(texts.terms))
    paragraphs = paragraph_addresses(group, documents)
    homes = paragraphs.searchsorted(texts.addresses, "right") - 1
    held = np.zeros(len(documents), bool)
    held[paragraphs.take(_with_all(homes, texts.terms, numbers)) >> ROW_BITS] = True
    titles = occurrences(group, statistics, words.every_stem, (TITLE, documents))
    held[_with_all(titles.addresses >> ROW_BITS, numbers.take(titles.terms), numbers)] = True
    share = np.zeros(len(documents))
    if len(words.neighbours):
        is_content = texts.terms <= words.numbers.max(initial=-1)
        half = homes_with_half(
            homes.compress(is_content), texts.terms.compress(is_content), words.numbers
        )
        quoting, found = _neighbours(texts, homes, words)
        found = found * np.isin(quoting, half) / len(words.neighbours)
        np.maximum.at(share, paragraphs.take(quoting) >> ROW_BITS, found)
    share[2 * share < 1] = 0
    return share, held


def _neighbours(texts: Occurrences, homes: Array, words: QueryWords) -> tuple[Array, Array]:
    """The homes in which neighbours stand side by side (rising), and how many different ones in each."""
    step = int(words.neighbours.max()) + 1
    wanted = words.neighbours @ np.array([step, 1])
    is_beside = (texts.addresses[1:] == texts.addresses[:-1] + 1) & (homes[1:] == homes[:-1])
    after = is_beside.nonzero()[0]
    first, second = texts.terms.take(after), texts.terms.take(after + 1)
    is_known = (first < step) & (second < step)
    keys = np.where(is_known, first * step + second, -1)
    is_wanted = np.isin(keys, wanted)
    return _held(homes.take(after.compress(is_wanted)), keys.compress(is_wanted), wanted)


def _with_all(homes: Array, words: Array, wanted: Array) -> Array:
    holders, held = _held(homes, words, wanted)
    return holders.compress(held == len(distinct(wanted)))


def _held(homes: Array, words: Array, wanted: Array) -> tuple[Array, Array]:
    """The homes (rising) of some of the `wanted` words, and how many different ones each holds, given the
    home of each word found; words are numbers."""
    step = int(wanted.max()) + 1
    distinct, _ = counted(np.sort(homes * step + words))
    return counted(distinct // step)
