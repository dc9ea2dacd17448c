"""The words of a query that a close look at an article is about, and the pairs that they stand in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from search.engines.common.similarity import MANY_WORDS
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.model.schema import ANY, TEXT
from search.query.misspelt import NearWords
from search.storage.arrays import Array
from search.text.analyzer import indexed_term
from search.text.stop_words import content_words


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The K distinct stems that are looked for: those of the words typed, and those of the words near to
    a misspelt one.

    `numbers` tells which word typed each stem stands for (intp, from 0), `idf` its idf (float64) times
    what it counts; `pairs` has for every two of them the idf of the pair, if they were typed one after
    the other, else 0 (K x K). `words_total` and `pairs_total` are the most that all words and all pairs
    can have, `words_least` and `pair_least` the least that all words, or the words of a pair, have
    (infinite without pairs). `stop_stems` are those of the stop words that stood beside them;
    `neighbours` are the numbers of all words typed one after the other, stop words numbered after the
    others (n x 2, intp).

    Words that `are_apart` need not stand in one place: they are several, and not just a phrase.
    """

    stems: tuple[str, ...]
    numbers: Array
    idf: Array
    pairs: Array
    words_total: float
    words_least: float
    pairs_total: float
    pair_least: float
    stop_stems: tuple[str, ...]
    neighbours: Array
    are_apart: bool

    @property
    def count(self) -> int:
        """How many different words were typed."""
        return len(set(self.every_number.tolist()))

    @property
    def content_count(self) -> int:
        """How many of these are no stop words."""
        return len(set(self.numbers.tolist()))

    @property
    def every_stem(self) -> tuple[str, ...]:
        """The stems, and after them those of stop words."""
        return (*self.stems, *self.stop_stems)

    @property
    def every_number(self) -> Array:
        """Which word typed each of `every_stem` stands for (intp)."""
        first = int(self.numbers.max(initial=-1)) + 1
        return np.concatenate([self.numbers, first + np.arange(len(self.stop_stems))])

    @property
    def are_many(self) -> bool:
        """Whether a place that holds all words tells much: they are MANY_WORDS or more."""
        return self.count >= MANY_WORDS


def query_words(
    typed: Sequence[str],
    searched: frozenset[str],
    near: NearWords,
    statistics: CollectionStatistics,
    is_phrase: bool,
) -> QueryWords:
    """The words of a query, given as they were typed, with those `near` to the misspelt ones. Stop words
    are left out, unless there are no others, and so are words that are not searched."""
    kept = content_words([word for word in typed if word in searched])
    read = _readings(dict.fromkeys(kept), near, statistics)
    idf = {stem: each for stems in read.values() for stem, each in stems.items()}
    order = {stem: number for number, stem in enumerate(idf)}
    pairs = np.zeros((len(idf), len(idf)))
    best: dict[tuple[str, str], float] = {}
    pair_least = math.inf
    for one, other in pairwise(typed):
        for first, second in product(read.get(one, ()), read.get(other, ())):
            worth = min(idf[first], idf[second])
            pairs[order[first], order[second]] = worth
            key = next(iter(read[one])), next(iter(read[other]))
            best[key] = max(best.get(key, 0.0), worth)
            pair_least = min(pair_least, sum(idf[stem] for stem in {first, second}))
    distinct = list({tuple(stems): stems for stems in read.values() if stems}.values())
    stems = {indexed_term(TEXT, word) for word in typed if word in searched and word not in read}
    stop_stems = tuple(sorted(stems - idf.keys()))
    number = {
        stem: n for n, each in enumerate([*distinct, *([s] for s in stop_stems)]) for stem in each
    }
    return QueryWords(
        stems=tuple(idf),
        numbers=np.array([n for n, each in enumerate(distinct) for _ in each], np.intp),
        idf=np.array(list(idf.values()), np.float64),
        pairs=pairs,
        words_total=sum(max(each.values()) for each in distinct),
        words_least=sum(min(each.values()) for each in distinct),
        pairs_total=sum(best.values()),
        pair_least=pair_least,
        stop_stems=stop_stems,
        neighbours=_neighbours(typed, read, number),
        are_apart=len(distinct) + len(stop_stems) > 1 and not is_phrase,
    )


def _neighbours(
    typed: Sequence[str], read: Mapping[str, Mapping[str, float]], number: Mapping[str, int]
) -> Array:
    """The numbers of the words typed one after the other (n x 2, distinct), given that of each stem."""
    numbers = [
        number.get(next(iter(read.get(word, (indexed_term(TEXT, word),))), "")) for word in typed
    ]
    found = {(one, other) for one, other in pairwise(numbers) if None not in (one, other)}
    return np.array(sorted(found), np.intp).reshape(-1, 2)


def _readings(
    words: Iterable[str], near: NearWords, statistics: CollectionStatistics
) -> dict[str, dict[str, float]]:
    """For each word the stems that it is found as, with the idf of each; a stem belongs to one word, or
    to all that have it. A misspelt word that occurs nowhere is found only as the words near to it, in
    the languages that these are searched in; two that it is side by side are no word."""
    found: dict[str, dict[str, float]] = {}
    taken: dict[str, dict[str, float]] = {}
    for word in words:
        is_read = any((ANY, each) in statistics.document_frequency for each in near.get(word, ()))
        if is_read and not statistics.document_frequency[ANY, word]:
            found[word] = {}
            continue
        stem = indexed_term(TEXT, word)
        found[word] = taken.setdefault(stem, {stem: statistics.idf(ANY, word)})
    for word, others in near.items():
        for other, weight in others.items():
            stem = indexed_term(TEXT, other)
            is_searched = (ANY, other) in statistics.document_frequency
            if word in found and stem not in taken and is_searched:
                taken[stem] = found[word]
                found[word][stem] = statistics.idf(ANY, other) * weight
    return found
