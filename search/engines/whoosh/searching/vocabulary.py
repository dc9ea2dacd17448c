"""The words of an open generation: how often one occurs, and which others are spelt nearly like it.

Comparing a word with all others of the archive takes too long. So each word has a bitset of its letters:
an edit adds at most one letter and removes at most one, so most words are ruled out by two operations
over an array.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from search.engines.common.spelling import NearWord, is_near_to, most_edits, nearest
from search.engines.whoosh.segments.postings import FieldReader
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import BOOSTS, TEXT
from search.storage.arrays import Array
from search.text.analyzer import indexed_term
from search.text.stemming import in_each

_NEAREST = 16
_CACHED = 256
_COUNTED = 4_096
"""Words whose frequencies are kept."""
_LETTERS = 36
_CONTINUES = 0b10
"""The two highest bits of a byte that is not the first of its character."""

_BITS = np.array([1 << unit % 64 if unit < 128 else 0 for unit in range(256)], np.uint64)
"""The bit of each byte."""


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Of each word of a field: its letters as bits (uint64), and how many characters it has."""

    letters: Array
    lengths: Array


class Vocabulary:
    """The words in the fields that are searched without naming one, in all segments."""

    def __init__(self, segments: Sequence[Segment], languages: Sequence[str]) -> None:
        self._segments = segments
        self._languages = languages
        self._shapes: dict[tuple[str, str], _Shapes] = {}
        self.near = lru_cache(maxsize=_CACHED)(self._near)
        self.frequency = lru_cache(maxsize=_COUNTED)(self._frequency)

    def close(self) -> None:
        """Give back all memory; the vocabulary must not be used afterwards."""
        vars(self).clear()  # the words that it keeps refer to it

    def _frequency(self, word: str) -> int:
        """The articles that hold a folded word in any form, summed over fields."""
        return sum(
            segment.count(segment.field(name).postings(term))
            for segment in self._segments
            for name in BOOSTS
            for term in {indexed_term(name, each) for each in in_each(word, self._languages)}
        )

    def nearest(self, words: Sequence[str]) -> list[Sequence[NearWord]]:
        """The words that may have been meant by each of some."""
        return list(map(self.near, words))

    @cached_property
    def alphabet(self) -> str:
        """The letters and signs that most words of the largest segment consist of."""
        largest = max(self._segments, key=lambda segment: segment.size)
        units, _ = largest.field(TEXT).words.concatenated()
        text = units.tobytes().decode(errors="replace")
        counts = np.bincount(np.frombuffer(text.encode("utf-32-le"), np.uint32))
        most = np.argsort(-counts, kind="stable")[:_LETTERS]
        return "".join(map(chr, most[counts[most] > 0].tolist()))

    def _near(self, word: str) -> tuple[NearWord, ...]:
        """The words that may have been meant by a folded word, nearest first, without the word itself;
        their frequency is the number of their occurrences."""
        edits = most_edits(word)
        if not edits:
            return ()
        found: Counter[str] = Counter()
        other_words: set[bytes] = set()
        units = np.frombuffer(word.encode(errors="surrogatepass"), np.uint8)
        (letters,) = _letters(units, np.zeros(1, np.int64))
        for segment, name, reader in self._fields():
            shapes = self._shapes_of(segment, name, reader)
            longer = np.abs(shapes.lengths - len(word))  # so many edits change one bit, not two
            differing = np.bitwise_count(shapes.letters ^ letters) + longer
            ordinals = np.flatnonzero((longer <= edits) & (differing <= 2 * edits))
            for ordinal, unit in zip(ordinals.tolist(), reader.words.at(ordinals), strict=True):
                if unit in other_words:  # most are in every segment
                    continue
                other = unit.decode(errors="surrogatepass")
                if is_near_to(word, other):
                    found[other] += int(reader.word_counts(range(ordinal, ordinal + 1))[0])
                else:
                    other_words.add(unit)
        return tuple(nearest(word, found.items(), _NEAREST))

    def _fields(self) -> Iterator[tuple[Segment, str, FieldReader]]:
        for segment in self._segments:
            for name in BOOSTS:
                if name in segment.fields:
                    yield segment, name, segment.field(name)

    def _shapes_of(self, segment: Segment, name: str, reader: FieldReader) -> _Shapes:
        key = segment.name, name
        found = self._shapes.get(key)
        if found is None:
            found = self._shapes[key] = _shapes(*reader.words.concatenated())
        return found


def _shapes(units: Array, starts: Array) -> _Shapes:
    if not len(starts):
        return _Shapes(np.zeros(0, np.uint64), np.zeros(0, np.int16))
    lengths = np.add.reduceat(units >> 6 != _CONTINUES, starts, dtype=np.int16)
    return _Shapes(_letters(units, starts), lengths)


def _letters(units: Array, starts: Array) -> Array:
    """The letters of each word as bits: one for each ASCII letter or digit; all others have none, as a
    character may have several bytes."""
    found: Array = np.bitwise_or.reduceat(_BITS.take(units), starts)
    return found
