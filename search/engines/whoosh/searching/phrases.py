"""Phrases and proximity, from positions, in all segments of a group at once.

Every occurrence of a word gets a key: its document in the group, shifted left by the bits of a
position, and its position. Keys of a word rise, as its postings do, so that a phrase is an
intersection of sorted arrays: the keys of the first word plus one, and the keys of the second.

A slot is empty after each value, and a position has room for the slot after the last word of a
document. So a key plus one is never the key of a word in another value or another document, and a
phrase stays within one value without a look at where values start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.searching.doc_sets import mask_of
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.postings import NO_POSTINGS, Postings
from search.query.tree import Phrase, Quoted
from search.storage.arrays import Array, counted, spread, starts_of
from search.text.analyzer import indexed_term


def side_by_side(
    group: SegmentGroup, field: str, leaf: Phrase | Quoted, check: Callable[[], None]
) -> list[Postings]:
    """The postings of the words of a leaf in an indexed field, in each segment of the group."""
    readers = [segment.field(field) for segment in group.segments]
    if isinstance(leaf, Phrase):
        terms = [indexed_term(field, word) for word in leaf.words]
        words = [[each.postings(term) for each in readers] for term in terms]
        return phrase_postings(group, field, words, 1, check)
    words = [[each.written_postings(word) for each in readers] for word in leaf.words]
    if len(words) == 1:
        return [each.as_written() for each in words[0]]
    return phrase_postings(group, field, words, leaf.slop, check)


def phrase_postings(
    group: SegmentGroup,
    field: str,
    words: Sequence[Sequence[Postings]],
    slop: int,
    check: Callable[[], None],
) -> list[Postings]:
    """The postings of a phrase in each segment of the group, with the positions of its last word.

    Its words occur in order and in one value, each at most `slop` positions after the word before
    it (1: adjacent), and as written where their postings tell that. `words` has the postings of each
    word in each segment of the group; `check` is called for each word, and what it raises ends the
    search.
    """
    held = [number for number, own in enumerate(zip(*words, strict=True)) if all(map(len, own))]
    if not held:
        return [NO_POSTINGS] * len(group.segments)
    documents = [_documents(group, postings, held) for postings in words]
    # Only documents with all words can match; few positions are read if one of the words is rare.
    is_shared = reduce(np.logical_and, [mask_of(each, group.size) for each in documents])
    bits = group.position_bits(field)
    occurrences = []
    for postings, own in zip(words, documents, strict=True):
        check()
        occurrences.append(_of_word([postings[number] for number in held], own, bits, is_shared))
    found = (
        _adjacent(occurrences)
        if slop == 1
        else reduce(
            lambda before, keys: _within_values(group, field, *_near(before, keys, slop)),
            [each.written_keys() for each in occurrences],
        )
    )
    return _by_segment(group, found, bits)


def _documents(group: SegmentGroup, postings: Sequence[Postings], held: Sequence[int]) -> Array:
    """The documents of the group in the postings of a word in the segments `held`."""
    own = [postings[number].documents for number in held]
    documents = np.concatenate(own, dtype=np.intp)
    documents += np.repeat([group.first_documents[number] for number in held], [*map(len, own)])
    return documents


class _Occurrences(NamedTuple):
    """The occurrences of a word in chosen documents of a group: their keys (rising), and their numbers
    among all of its `postings` (int64, rising; None if all are chosen)."""

    postings: Sequence[Postings]
    keys: Array
    numbers: Array | None

    def are_written(self, keys: Array) -> Array:
        """Which of some of the keys (rising) are of the word as it is written (bool)."""
        if not any(each.is_written for each in self.postings):
            return np.ones(len(keys), bool)
        numbers = self.keys.searchsorted(keys)
        return _are_written(
            self.postings, numbers if self.numbers is None else self.numbers.take(numbers)
        )

    def written_keys(self) -> Array:
        return self.keys.compress(self.are_written(self.keys))


def _of_word(
    postings: Sequence[Postings], documents: Array, bits: int, is_shared: Array
) -> _Occurrences:
    """The occurrences of a word in the documents of a mask (bool), with keys that are uint32 if they
    fit, as these sort twice as fast, or int64; `bits` are those of a position."""
    frequencies = np.concatenate([each.frequencies for each in postings], dtype=np.intp)
    positions = np.concatenate([each.positions() for each in postings])
    chosen = is_shared.take(documents)
    numbers: Array | None = None
    if not chosen.all():
        starts = np.cumsum(frequencies) - frequencies
        documents, frequencies = documents.compress(chosen), frequencies.compress(chosen)
        numbers = spread(starts.compress(chosen), frequencies)
        positions = positions.take(numbers)
    kind = np.uint32 if len(is_shared) << bits <= 1 << 32 else np.int64
    keys: Array = (documents << bits).astype(kind).repeat(frequencies)
    keys |= positions
    return _Occurrences(postings, keys, numbers)


def _adjacent(words: Sequence[_Occurrences]) -> Array:
    """The keys of the last of adjacent words. Only of those that are adjacent it is asked which are as
    written, as variants have to be unpacked."""
    found = reduce(lambda before, keys: _in_both(before + 1, keys), [each.keys for each in words])
    for after, each in enumerate(reversed(words)):
        found = found.compress(each.are_written(found - after))
    return found


def _are_written(postings: Sequence[Postings], indices: Array) -> Array:
    """Which occurrences, given by rising numbers among all of some segments, are the word as written
    (bool)."""
    found = np.ones(len(indices), bool)
    starts = starts_of(np.array([each.frequencies.sum(dtype=np.int64) for each in postings]))
    bounds = pairwise(indices.searchsorted(starts).tolist())
    for each, start, (first, end) in zip(postings, starts.tolist(), bounds, strict=False):
        if each.is_written and first < end:
            found[first:end] = each.is_written(indices[first:end] - start)
    return found


def _near(before: Array, keys: Array, slop: int) -> tuple[Array, Array]:
    """The keys that come at most `slop` after one of `before`, and the distance to the nearest of
    these (at least 1)."""
    if not len(before):
        return before, before
    nearest = before.searchsorted(keys) - 1
    distances = keys - before.take(nearest)
    near = (nearest >= 0) & (distances <= slop)
    return keys.compress(near), distances.compress(near)


def _within_values(group: SegmentGroup, field: str, keys: Array, distances: Array) -> Array:
    """The keys whose value starts at least `distances` before them: one empty slot stops a phrase of
    adjacent words, but not words at a distance."""
    documents, positions = np.divmod(keys.astype(np.int64), 1 << group.position_bits(field))
    bounds = documents.searchsorted(group.starts)
    starts = [
        segment.field(field).value_positions(documents[own] - first, positions[own])
        for segment, first, own in zip(
            group.segments, group.first_documents, map(slice, bounds, bounds[1:]), strict=False
        )
    ]
    return keys.compress(positions - distances >= np.concatenate(starts))


def _in_both(some: Array, others: Array) -> Array:
    """The numbers in both of two rising arrays without duplicates; a stable sort finds the two runs
    and only merges them."""
    merged = np.concatenate((some, others))
    merged.sort(kind="stable")
    both: Array = merged[1:].compress(merged[1:] == merged[:-1])
    return both


def _by_segment(group: SegmentGroup, keys: Array, bits: int) -> list[Postings]:
    documents, counts = counted((keys >> bits).astype(np.intp))
    bounds = documents.searchsorted(group.starts).tolist()
    ends = np.concatenate([[0], np.cumsum(counts)])
    found = []
    for first, start, end in zip(group.first_documents, bounds[:-1], bounds[1:], strict=True):
        own = keys[ends[start] : ends[end]]
        found.append(_postings(documents[start:end] - first, counts[start:end], own, bits))
    return found


def _postings(documents: Array, counts: Array, keys: Array, bits: int) -> Postings:
    return Postings(documents, counts, lambda: keys & ((1 << bits) - 1))
