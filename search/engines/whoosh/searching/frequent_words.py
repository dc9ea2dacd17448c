"""The words that occur often, with their shapes: a rare word may be a misspelling of these only.

To look through these, and not through all words, takes a search for a rare word of 20,000 articles from
3.3 to 1.3 ms (`make bench`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.searching.word_shapes import word_shapes
from search.engines.whoosh.segments.field_reader import FieldReader
from search.storage.arrays import starts_of


class FrequentWords:
    """All words that occur more than `least` times in some fields of segments, taken together."""

    def __init__(self, fields: Sequence[FieldReader], least: int) -> None:
        self._fields = fields
        share = least // max(1, len(fields))  # a frequent word occurs more often in one of them
        units = sorted({unit for field in fields for unit in _frequent(field, share)})
        self._words = [unit.decode(errors="surrogatepass") for unit in units]
        starts = starts_of(np.fromiter(map(len, units), np.int64, len(units)))
        self._shapes = word_shapes(np.frombuffer(b"".join(units), np.uint8), starts[:-1])

    def near(self, word: str, edits: int) -> list[str]:
        """The words whose letters allow so few edits from a word; most of them are farther from it."""
        return [self._words[number] for number in self._shapes.near(word, edits).tolist()]

    def occurrences(self, word: str) -> int:
        """How often a word occurs in all fields."""
        unit = word.encode(errors="surrogatepass")
        ordinals = ((each, each.words.ordinal(unit)) for each in self._fields)
        return sum(
            int(each.word_counts(range(ordinal, ordinal + 1))[0])
            for each, ordinal in ordinals
            if ordinal >= 0
        )


def _frequent(field: FieldReader, least: int) -> list[bytes]:
    counts = field.word_counts(range(len(field.words)))
    return field.words.at(np.flatnonzero(counts > least))
