"""Where some terms occur in some documents of a segment group, in one pass over their postings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.searching.segment_group import SegmentGroup, joined
from search.engines.whoosh.segments.postings import Postings
from search.model.schema import TEXT
from search.storage.arrays import Array, spread

_NONE = np.zeros(0, np.int64)


class Occurrences(NamedTuple):
    """Occurrences as parallel arrays (int64): the number of the document among those asked for, the
    number of the term, and the position. Ordered by term, then document, then position."""

    documents: Array
    terms: Array
    positions: Array


class Paragraphs(NamedTuple):
    """The paragraphs of some documents, in order: the number of the document among those asked for,
    the position at which each begins, and its words (int64)."""

    documents: Array
    starts: Array
    lengths: Array


class Holders(NamedTuple):
    """The postings of several terms in some documents: the number of the document among those asked for,
    the number of the term, and the number of the posting, counted over all `lists`."""

    documents: Array
    terms: Array
    postings: Array
    lists: tuple[Postings, ...]


def holders(group: SegmentGroup, terms: Sequence[Sequence[Postings]], documents: Array) -> Holders:
    """Which of `documents` (rising) hold terms, given by their postings in each segment of the group."""
    found = [
        (number, first, each)
        for number, own in enumerate(terms)
        for first, each in zip(group.first_documents, own, strict=True)
        if len(each)
    ]
    if not found:
        return Holders(_NONE, _NONE, _NONE, ())
    numbers, firsts, lists = zip(*found, strict=True)
    sizes = [len(each) for each in lists]
    holding = np.concatenate([each.documents for each in lists], dtype=np.intp)
    holding += np.repeat(firsts, sizes)
    places = np.full(group.size, -1, np.int32)
    places[documents] = np.arange(len(documents))
    own = places.take(holding)
    postings = (own >= 0).nonzero()[0]
    return Holders(
        own.take(postings).astype(np.int64),
        np.repeat(numbers, sizes).take(postings),
        postings,
        lists,
    )


def occurrences(found: Holders) -> Occurrences:
    """The occurrences of terms in the documents that hold them."""
    if not len(found.postings):
        return Occurrences(_NONE, _NONE, _NONE)
    frequencies = np.concatenate([each.frequencies for each in found.lists])
    counts = frequencies.take(found.postings).astype(np.int64)
    starts = np.cumsum(frequencies, dtype=np.int64).take(found.postings) - counts
    positions = np.concatenate([each.positions() for each in found.lists])
    return Occurrences(
        found.documents.repeat(counts),
        found.terms.repeat(counts),
        positions.take(spread(starts, counts)).astype(np.int64),
    )


def paragraphs(group: SegmentGroup, documents: Array) -> Paragraphs:
    """The paragraphs of `documents` (rising)."""
    bounds = documents.searchsorted(group.starts)
    owners, starts, lengths = [], [], []
    for number, segment in enumerate(group.segments):
        first, end = int(bounds[number]), int(bounds[number + 1])
        if first == end:
            continue
        reader = segment.field(TEXT)
        own = documents[first:end] - group.first_documents[number]
        begin = reader.value_starts[own].astype(np.int64)
        counts = reader.value_starts[own + 1] - begin
        values = spread(begin, counts)
        addresses = reader.value_addresses
        begins = addresses.take(values).astype(np.int64)
        owners.append(np.arange(first, end).repeat(counts))
        starts.append(begins - reader.first_addresses.take(own).repeat(counts))
        lengths.append(addresses.take(values + 1) - begins - 1)
    if not owners:
        return Paragraphs(_NONE, _NONE, _NONE)
    return Paragraphs(joined(owners), joined(starts), joined(lengths))
