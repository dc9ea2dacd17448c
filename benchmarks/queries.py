"""The query mix: six kinds, each with 0 to 3 facets selected, drawn from the archive itself.

Every query is made from one article, so that something matches it: its words, and for each facet
selected one of its values and another one that is frequent. A vocabulary of stems taken from a sample
of the articles says which words are frequent (among the FREQUENT that are in most articles) and
which are rare (in at most RARE of them).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import Stemmer

from benchmarks.corpus import Record
from benchmarks.peers.protocol import Query
from search.text.stop_words import STOP_WORDS

KINDS = (
    "one frequent word",
    "two frequent words",
    "one rare word",
    "phrase",
    "OR of four words",
    "question of eight words",
)
SELECTED = ("source", "theme", "author")
"""The facets that one, two or three selections are made in, in this order."""
SAMPLE = 5_000
FREQUENT = 200
RARE = 0.001
POPULAR = 20
LEAST_PAIRS = 5

_WORD = re.compile(r"(?<![\w'’])[a-z]{4,}(?![\w'’])")
_PAIR = re.compile(r"(?<![\w'’])(?=([a-z]{4,}) ([a-z]{4,})(?![\w'’]))")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of the mix, and the kind and number of selections that it stands for."""

    kind: str
    selections: int
    query: Query


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words as they are written, by stem where it matters; pairs that stand side by side."""

    frequent: frozenset[str]
    rare: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    popular: dict[str, list[str]]


def mix(articles: list[Record], each: int, seed: int = 1) -> list[Asked]:
    """`each` queries of every kind and number of selections, in an order that alternates."""
    chance = random.Random(seed)
    sample = articles[:: max(1, len(articles) // SAMPLE)]
    known = vocabulary(sample)
    return [
        _drawn(kind, selections, sample, known, chance)
        for _ in range(each)
        for selections in range(len(SELECTED) + 1)
        for kind in KINDS
    ]


def vocabulary(sample: list[Record]) -> Vocabulary:
    """The frequent and rare words of a sample, its frequent pairs and its popular facet values."""
    stemmer = Stemmer.Stemmer("english")
    held, paired = Counter[str](), Counter[tuple[str, str]]()
    written: dict[str, set[str]] = {}
    for record in sample:
        words = set(_WORD.findall(_text(record)))
        stems = dict(zip(words, stemmer.stemWords(list(words)), strict=True))
        held.update(set(stems.values()))
        paired.update(set(_PAIR.findall(_text(record))))
        for word, stem in stems.items():
            written.setdefault(stem, set()).add(word)
    most = max(2, RARE * len(sample))
    return Vocabulary(
        frequent=frozenset(w for stem, _ in held.most_common(FREQUENT) for w in written[stem]),
        rare=frozenset(w for stem, n in held.items() if n <= most for w in written[stem]),
        pairs=frozenset(pair for pair, n in paired.items() if n >= LEAST_PAIRS),
        popular={facet: _popular(sample, facet) for facet in SELECTED},
    )


def _drawn(
    kind: str, selections: int, sample: list[Record], known: Vocabulary, chance: random.Random
) -> Asked:
    while True:
        record = chance.choice(sample)
        words = _DRAW[kind](record, known, chance)
        facets = SELECTED[:selections]
        if words and all(_values(record, facet) for facet in facets):
            operator = _OPERATORS.get(kind, "and")
            chosen = {facet: _chosen(record, facet, known, chance) for facet in facets}
            return Asked(kind, selections, Query(words, operator, chosen))


def _chosen(record: Record, facet: str, known: Vocabulary, chance: random.Random) -> list[str]:
    others = (chance.choice(_values(record, facet)), chance.choice(known.popular[facet]))
    return list(dict.fromkeys(others))


def _some(pool: str, count: int) -> Callable[[Record, Vocabulary, random.Random], Words]:
    def drawn(record: Record, known: Vocabulary, chance: random.Random) -> Words:
        words = sorted({*_WORD.findall(_text(record))} & getattr(known, pool))
        return tuple(chance.sample(words, count)) if len(words) >= count else ()

    return drawn


def _pair(record: Record, known: Vocabulary, chance: random.Random) -> Words:
    pairs = sorted({*_PAIR.findall(_text(record))} & known.pairs)
    return chance.choice(pairs) if pairs else ()


def _telling(record: Record, known: Vocabulary, chance: random.Random) -> Words:
    words = sorted({*_WORD.findall(_text(record))} - STOP_WORDS)
    return tuple(chance.sample(words, 8)) if len(words) >= 8 else ()


_OPERATORS = {"phrase": "phrase", "OR of four words": "or", "question of eight words": "some"}
_DRAW: dict[str, Callable[[Record, Vocabulary, random.Random], Words]] = {
    "one frequent word": _some("frequent", 1),
    "two frequent words": _some("frequent", 2),
    "one rare word": _some("rare", 1),
    "phrase": _pair,
    "OR of four words": _some("frequent", 4),
    "question of eight words": _telling,
}


def _values(record: Record, facet: str) -> list[str]:
    if facet == "source":
        return [record["source"]] if record["source"] else []
    return record["authors"] if facet == "author" else record["themes"]


def _popular(sample: list[Record], facet: str) -> list[str]:
    counts = Counter(value for record in sample for value in _values(record, facet))
    return [value for value, _ in sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:POPULAR]]


def _text(record: Record) -> str:
    return "\n".join(_lines(record))


def _lines(record: Record) -> Iterator[str]:
    yield record["title"].lower()
    yield from (text.lower() for text in record["paragraphs"])
