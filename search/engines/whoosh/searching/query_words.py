"""The words of a query that a close look at an article is about, and the pairs that they stand in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.engines.common.similarity import MANY_WORDS
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.model.schema import ANY, TEXT
from search.storage.arrays import Array
from search.text.analyzer import indexed_term
from search.text.stop_words import content_words


@dataclass(frozen=True, slots=True)
class QueryWords:
    """K distinct stems; the idf of each (float64); for every two of them the idf of the pair, if they
    were typed one after the other, else 0 (K x K); the sums over all words and all pairs; the
    least that the words of a pair have together (infinite without pairs); and the stems of the stop words
    that stood beside them.

    Words that `are_apart` need not stand in one place: they are several, and not just a phrase.
    """

    stems: tuple[str, ...]
    idf: Array
    pairs: Array
    words_total: float
    pairs_total: float
    least_pair: float
    stop_stems: tuple[str, ...]
    are_apart: bool

    @property
    def are_many(self) -> bool:
        """Whether a place that holds all words tells much: they are MANY_WORDS or more."""
        return len(self.stems) + len(self.stop_stems) >= MANY_WORDS


def query_words(
    typed: Sequence[str],
    searched: frozenset[str],
    statistics: CollectionStatistics,
    is_phrase: bool,
) -> QueryWords:
    """The words of a query, given as they were typed. Stop words are left out, unless there are no
    others, and so are words that are not searched."""
    kept = frozenset(content_words([word for word in typed if word in searched]))
    stems = {word: indexed_term(TEXT, word) for word in typed if word in searched}
    idf: dict[str, float] = {}
    for word, stem in stems.items():
        if word in kept:
            idf.setdefault(stem, statistics.idf(ANY, word))
    numbers = {stem: number for number, stem in enumerate(idf)}
    pairs = np.zeros((len(idf), len(idf)))
    least_pair = math.inf
    for one, other in pairwise(typed):
        if one in kept and other in kept:
            first, second = stems[one], stems[other]
            pairs[numbers[first], numbers[second]] = min(idf[first], idf[second])
            least_pair = min(least_pair, sum(idf[stem] for stem in {first, second}))
    values = np.array(list(idf.values()), np.float64)
    stop_stems = tuple(sorted(set(stems.values()) - idf.keys()))
    return QueryWords(
        tuple(idf),
        values,
        pairs,
        float(values.sum()),
        float(pairs.sum()),
        least_pair,
        stop_stems,
        len(idf) + len(stop_stems) > 1 and not is_phrase,
    )
