"""Phrases and proximity, from positions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.arrays import Array, counted, spread
from search.engines.whoosh.postings import NO_POSTINGS, FieldReader, Postings

_POSITION_BITS = 32


def phrase_postings(reader: FieldReader, parts: Sequence[Postings], slop: int) -> Postings:
    """Where words follow each other in the order of `parts`, each at most `slop` positions behind
    the one before it and in the same part: documents with the positions of the last words."""
    if not all(map(len, parts)):
        return NO_POSTINGS
    shared = _shared(parts, len(reader.lengths))
    if not shared.any():
        return NO_POSTINGS
    found = _keys(parts[0], shared)
    for part in parts[1:]:
        found = _following(reader, found, _keys(part, shared), slop)
    documents, counts = counted(found >> _POSITION_BITS)
    return Postings(documents, counts, lambda: found & 0xFFFFFFFF)


def _shared(parts: Sequence[Postings], size: int) -> Array:
    """Which of `size` documents hold all words (bool)."""
    held = np.zeros(size, np.uint8)
    for part in parts:
        held[part.documents] += 1
    is_shared: Array = held == len(parts)
    return is_shared


def _keys(postings: Postings, is_shared: Array) -> Array:
    """Document and position of each occurrence in some documents (bool) in one int64, rising."""
    chosen = is_shared[postings.documents]
    frequencies = postings.frequencies.astype(np.int64)
    starts = (np.cumsum(frequencies) - frequencies)[chosen]
    counts = frequencies[chosen]
    positions = postings.positions()[spread(starts, counts)]
    documents = np.repeat(postings.documents[chosen].astype(np.int64), counts)
    keys: Array = documents << _POSITION_BITS | positions
    return keys


def _following(reader: FieldReader, before: Array, keys: Array, slop: int) -> Array:
    """The keys that have one of `before` at most `slop` positions before them, in the same part."""
    if slop == 1:
        return _in_both(before + 1, keys)
    if not len(before):
        return before
    nearest = before.searchsorted(keys) - 1
    distances = keys - before[nearest]
    near = np.flatnonzero((nearest >= 0) & (distances <= slop))
    keys, distances = keys[near], distances[near]
    within = reader.are_within(keys >> _POSITION_BITS, keys & 0xFFFFFFFF, distances)
    followed: Array = keys[within]
    return followed


def _in_both(some: Array, others: Array) -> Array:
    """What is in both of two rising arrays; a stable sort of two runs only merges them."""
    merged = np.concatenate((some, others))
    merged.sort(kind="stable")
    both: Array = merged[1:][merged[1:] == merged[:-1]]
    return both
