"""Running a query tree over one segment: whole posting lists at a time, in NumPy.

A search runs in a space: the documents of the segment, or its paragraphs. Every node of the tree
becomes two arrays over the space, whether an item matches and its score; And and Or combine them.
Scores are BM25F as Whoosh computes it: the sum over fields of BM25 with k1 = 1.2 and b = 0.75
(Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), phrases scoring as the sum of
their words, prefixes 1 a field.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from whoosh import query

from search.engines.whoosh.arrays import Array, starts_of
from search.engines.whoosh.schema import BOOSTS
from search.engines.whoosh.segment import Postings
from search.engines.whoosh.spaces import Space
from search.engines.whoosh.statistics import Statistics, indexed_term

K1 = 1.2
B = 0.75
MAX_EXPANSIONS = 2_000


class OutOfTime(Exception):
    """The time that a search may take is over."""


@dataclass(frozen=True, slots=True)
class Matches:
    """For each item of a space whether it matches (bool) and its score (float32, 0 if not)."""

    mask: Array
    scores: Array


@dataclass(slots=True)
class Limits:
    """When a search must end (`time.monotonic` seconds), and the prefixes that were cut short."""

    deadline: float
    shortened: set[str] = field(default_factory=set)

    def check(self) -> None:
        if time.monotonic() > self.deadline:
            raise OutOfTime


def run(tree: query.Query, space: Space, statistics: Statistics, limits: Limits) -> Matches:
    """The matches of `tree` in a space; raises `OutOfTime`."""
    limits.check()
    if isinstance(tree, query.And):
        return reduce(_both, (run(child, space, statistics, limits) for child in tree.subqueries))
    if isinstance(tree, query.Or):
        return reduce(_either, (run(child, space, statistics, limits) for child in tree.subqueries))
    if isinstance(tree, query.Not):
        found = run(tree.query, space, statistics, limits)
        return Matches(~found.mask, np.zeros(space.size, np.float32))
    leaf = _LEAVES.get(type(tree))
    if leaf is None:
        return _nothing(space)
    fields = space.fields(tree.fieldname)
    return reduce(_either, (leaf(tree, name, space, statistics, limits) for name in fields))


def everything(space: Space) -> Matches:
    return Matches(np.ones(space.size, bool), np.zeros(space.size, np.float32))


def phrase_postings(parts: Sequence[Postings]) -> Postings:
    """Where words stand one behind the other: the positions of the first word of each occurrence."""
    keys = [_keys(part) for part in parts]
    found = reduce(np.intersect1d, (each - place for place, each in enumerate(keys)))
    documents, counts = np.unique(found >> 32, return_counts=True)
    return Postings(
        documents.astype(np.int32), starts_of(counts), (found & 0xFFFFFFFF).astype(np.uint32)
    )


def _term(
    leaf: query.Term, name: str, space: Space, statistics: Statistics, limits: Limits
) -> Matches:
    term = indexed_term(name, leaf.text)
    postings = space.segment.field(name).postings(term)
    return _scattered(space, *_scored(name, term, postings, space, statistics))


def _phrase(
    leaf: query.Phrase, name: str, space: Space, statistics: Statistics, limits: Limits
) -> Matches:
    terms = [indexed_term(name, word) for word in leaf.words]
    reader = space.segment.field(name)
    parts = [reader.postings(term) for term in terms]
    limits.check()
    items, _ = space.located(name, phrase_postings(parts))
    mask = np.zeros(space.size, bool)
    mask[items] = True
    scores = np.zeros(space.size, np.float32)
    for term, postings in zip(terms, parts, strict=True):
        where, values = _scored(name, term, postings, space, statistics)
        scores[where] += values
    return Matches(mask, np.where(mask, scores, np.float32(0)))


def _prefix(
    leaf: query.Prefix, name: str, space: Space, statistics: Statistics, limits: Limits
) -> Matches:
    reader = space.segment.field(name)
    places = reader.words.beginning_with(leaf.text.encode(errors="surrogatepass"))
    chosen: Sequence[int] = places
    if len(places) > MAX_EXPANSIONS:
        limits.shortened.add(leaf.text)
        most = np.argpartition(reader.word_counts(places), -MAX_EXPANSIONS)[-MAX_EXPANSIONS:]
        chosen = (most + places.start).tolist()
    mask = np.zeros(space.size, bool)
    for postings in reader.word_postings(chosen):
        limits.check()
        mask[space.located(name, postings)[0]] = True
    return Matches(mask, mask * np.float32(BOOSTS.get(name, 1.0)))


_LEAVES: dict[type, Callable[..., Matches]] = {
    query.Term: _term,
    query.Phrase: _phrase,
    query.Prefix: _prefix,
}


def _scored(
    name: str, term: str, postings: Postings, space: Space, statistics: Statistics
) -> tuple[Array, Array]:
    """The items in which a term stands, and its BM25 in each (float32)."""
    items, frequencies = space.located(name, postings)
    saturation = K1 * (1 - B + B * space.length_norm(name, items, statistics))
    weight = BOOSTS.get(name, 1.0) * statistics.idf(name, term) * (K1 + 1)
    return items, (weight * frequencies / (frequencies + saturation)).astype(np.float32)


def _scattered(space: Space, items: Array, values: Array) -> Matches:
    mask = np.zeros(space.size, bool)
    mask[items] = True
    scores = np.zeros(space.size, np.float32)
    scores[items] = values
    return Matches(mask, scores)


def _nothing(space: Space) -> Matches:
    return Matches(np.zeros(space.size, bool), np.zeros(space.size, np.float32))


def _both(left: Matches, right: Matches) -> Matches:
    mask = left.mask & right.mask
    return Matches(mask, np.where(mask, left.scores + right.scores, np.float32(0)))


def _either(left: Matches, right: Matches) -> Matches:
    return Matches(left.mask | right.mask, left.scores + right.scores)


def _keys(postings: Postings) -> Array:
    """Document and position of each occurrence in one int64, rising."""
    documents = np.repeat(postings.documents.astype(np.int64), postings.frequencies)
    return documents << 32 | postings.positions
