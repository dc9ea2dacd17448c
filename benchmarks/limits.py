"""The physical limit: the bytes that a query must read, at the speed at which memory is read."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict

import numpy as np

from benchmarks.corpus import Record
from benchmarks.peers.protocol import FACETS, Query
from benchmarks.processes import PeerProcess
from benchmarks.queries import Asked

ARRAY = 512 * 1024 * 1024
"""Bytes of the array that is summed up: many times what caches hold."""
POSTING = 8
"""An article's number and the word's weight in it, 32 bits each."""
POSITION = 4
ORDINAL = 4
"""One facet value of an article."""


def bandwidth() -> float:
    """Bytes a second that one thread reads from memory, the best of some sums over an array."""
    array = np.ones(ARRAY // 8, dtype=np.int64)
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        array.sum()
        best = min(best, time.perf_counter() - began)
    return ARRAY / best


def frequencies(peer: PeerProcess, asked: Iterable[Asked]) -> dict[str, int]:
    """How many articles hold each word of the queries in any field: the totals of an open `peer`."""
    words = sorted({word for each in asked for word in each.query.words})
    return {word: _total(peer, Query((word,), "and", {})) for word in words}


def occurrences(sample: Iterable[Record], asked: Iterable[Asked]) -> float:
    """How often a word of the phrases stands in an article that holds it, on average."""
    words = {w for each in asked if each.query.operator == "phrase" for w in each.query.words}
    times = held = 0
    for record in sample:
        found = [
            w for w in re.findall(r"\w+", " ".join(record["paragraphs"]).lower()) if w in words
        ]
        times += len(found)
        held += len({*found})
    return times / held if held else 0.0


def bytes_touched(query: Query, total: int, frequency: Mapping[str, int], repeated: float) -> float:
    """An estimate of the bytes that no engine with flat arrays can do without reading.

    The postings of every word, the positions of a phrase's words (`repeated` in an article), the
    values of candidates in the facets selected, and those of the `total` matches in all counted.
    """
    postings = [frequency[word] for word in query.words]
    candidates = sum(postings) if query.operator in ("or", "some") else min(postings)
    positions = sum(postings) * repeated * POSITION if query.operator == "phrase" else 0.0
    ordinals = candidates * len(query.selected) + total * len(FACETS)
    return sum(postings) * POSTING + positions + ordinals * ORDINAL


def _total(peer: PeerProcess, query: Query) -> int:
    total: int = peer.ask("search", query=asdict(query))["answer"]["total"]
    return total
