"""The words of an open generation: how often one occurs, and which others are spelt nearly like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np
from rapidfuzz.distance import OSA

from search.engines.common.near_words import MUCH
from search.engines.common.spelling import (
    NearWord,
    beginnings,
    edits_to,
    likeliest,
    longer,
    most_edits,
    nearest,
)
from search.engines.whoosh.searching.frequent_words import FrequentWords
from search.engines.whoosh.searching.word_shapes import WordShapes, word_shapes
from search.engines.whoosh.segments.field_reader import FieldReader
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import BOOSTS, TEXT
from search.query.tree import LAST_LETTER
from search.text.analyzer import indexed_term
from search.text.stemming import in_each

_NEAREST = 16
_BEGINNING = 64
"""Words with one beginning that are looked at in each segment and field."""
_CACHED = 256
_COUNTED = 4_096
"""Words whose frequencies are kept."""
_LETTERS = 36


class Vocabulary:
    """The words in the fields that are searched without naming one, in all segments."""

    def __init__(self, segments: Sequence[Segment], languages: Sequence[str]) -> None:
        self._segments = segments
        self._languages = languages
        self._shapes: dict[tuple[str, str], WordShapes] = {}
        self.near = lru_cache(maxsize=_CACHED)(self._near)
        self.commoner = lru_cache(maxsize=_CACHED)(self._commoner)
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

    def nearest(self, words: Sequence[str], above: Sequence[int]) -> list[Sequence[NearWord]]:
        """See `search.engines.common.near_words.Nearest`."""
        return [
            self.commoner(word, least) if least else self.near(word)
            for word, least in zip(words, above, strict=True)
        ]

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
        found: Counter[str] = Counter()
        for segment, name, reader in self._fields() if edits else ():
            ordinals = self._shapes_of(segment, name, reader).near(word, edits)
            others = reader.words.texts_at(ordinals)
            for at in np.flatnonzero(edits_to(word, others)).tolist():
                ordinal = int(ordinals[at])
                found[others[at]] += int(reader.word_counts(range(ordinal, ordinal + 1))[0])
        near = nearest(word, found.items(), _NEAREST)
        return likeliest([*near, *self._longer(word)], _NEAREST)

    def _longer(self, word: str) -> list[NearWord]:
        """The longer words that begin as a folded word does."""
        return [
            near
            for beginning in beginnings(word)
            for near in longer(beginning, self._beginning_with(beginning).items())
        ]

    def _beginning_with(self, beginning: str) -> Counter[str]:
        """The occurrences of the words with a beginning, _BEGINNING at most in each segment and field."""
        first = beginning.encode(errors="surrogatepass")
        last = f"{beginning}{LAST_LETTER}".encode(errors="surrogatepass")
        counts: Counter[str] = Counter()
        for _, _, reader in self._fields():
            start, stop = reader.words.seek_ceil(first), reader.words.seek_ceil(last)
            ordinals = range(start, min(stop, start + _BEGINNING))
            words = reader.words.some(ordinals)
            for text, count in zip(words, reader.word_counts(ordinals).tolist(), strict=True):
                counts[text.decode(errors="surrogatepass")] += count
        return counts

    def _commoner(self, word: str, above: int) -> tuple[NearWord, ...]:
        """The words one edit from a folded word that occur more than `above` times (at least MUCH),
        nearest first."""
        if not most_edits(word):
            return ()
        likely = [each for each in self._frequent.near(word, 1) if OSA.distance(word, each) == 1]
        counted = ((each, self._frequent.occurrences(each)) for each in likely)
        return tuple(nearest(word, (each for each in counted if each[1] > above), _NEAREST))

    @cached_property
    def _frequent(self) -> FrequentWords:
        return FrequentWords([reader for _, _, reader in self._fields()], MUCH)

    def _fields(self) -> Iterator[tuple[Segment, str, FieldReader]]:
        for segment in self._segments:
            for name in BOOSTS:
                if name in segment.fields:
                    yield segment, name, segment.field(name)

    def _shapes_of(self, segment: Segment, name: str, reader: FieldReader) -> WordShapes:
        key = segment.name, name
        found = self._shapes.get(key)
        if found is None:
            found = self._shapes[key] = word_shapes(*reader.words.concatenated())
        return found
