"""Words that complete the beginning of one, in the company of the words before it.

A word is likelier the more of the articles that hold the other words hold it too; in a title it counts for
more, as titles are what people look for, and most of all right after the word typed before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.searching.phrases import phrase_postings
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.postings import FieldReader
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import TEXT, TITLE
from search.storage.arrays import Array
from search.text.analyzer import indexed_term

_WEIGHTS = {TEXT: 1.0, TITLE: 12.0}
_ADJACENT = 40.0
_FOLLOWED = 24
"""Words that are looked for after the word before them."""
_PER_SEGMENT = 48
_PER_VARIANT = 4
_MOST = 4_000
"""Of more words with the same beginning, only the most frequent are looked at."""


def completed(
    groups: Sequence[SegmentGroup], start: str, before: str, masks: Sequence[Array] | None
) -> list[str]:
    """The words that begin with `start`, but not `start` itself, likeliest first, in the documents of
    `masks` (for each group; None: in all); `before` is the word before it, or ""."""
    scores: Counter[str] = Counter()
    prefix = start.encode(errors="surrogatepass")
    for number, group in enumerate(groups):
        for segment, first in zip(group.segments, group.first_documents, strict=True):
            chosen = None if masks is None else masks[number][first : first + segment.size]
            if chosen is not None and not chosen.any():
                continue
            for name, weight in _WEIGHTS.items():
                for word, held in _frequent(segment.field(name), prefix, chosen):
                    scores[word] += weight * held
    scores.pop(start, None)
    for word, _ in scores.most_common(_FOLLOWED if before else 0):
        scores[word] += _ADJACENT * sum(_following(group, before, word) for group in groups)
    return [word for word, score in scores.most_common() if score > 0]


def misspelt(segments: Sequence[Segment], start: str, alphabet: str) -> list[str]:
    """The most frequent words whose beginning differs from `start` in one letter."""
    variants = [each.encode(errors="surrogatepass") for each in _variants(start, alphabet)]
    counts: Counter[str] = Counter()
    for segment in segments:
        reader = segment.field(TEXT)
        for found in reader.words.prefix_ranges(variants):
            own = reader.word_counts(found)
            for each in np.argsort(own)[-_PER_VARIANT:].tolist():
                word = reader.words[found.start + each].decode(errors="replace")
                counts[word] = max(counts[word], int(own[each]))
    return [word for word, _ in counts.most_common()]


def _variants(start: str, alphabet: str) -> set[str]:
    """What differs from `start` in one letter: one left out, added or changed, or two exchanged."""
    parts = [(start[:at], start[at:]) for at in range(len(start) + 1)]
    found = {a + b[1:] for a, b in parts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in parts if b for letter in alphabet}
    found |= {a + letter + b for a, b in parts if b for letter in alphabet}
    return found - {start}


def _frequent(
    reader: FieldReader, prefix: bytes, chosen: Array | None
) -> list[tuple[str, float]]:
    """The words of a field that begin with `prefix` and are in most documents of a mask, with these."""
    found = reader.words.prefix_range(prefix)
    ordinals = np.arange(found.start, found.stop)
    if not len(ordinals):
        return []
    if len(ordinals) > _MOST:
        counts = reader.word_counts(found)
        ordinals = np.sort(ordinals[np.argpartition(counts, -_MOST)[-_MOST:]])
    held = reader.holding(ordinals, chosen)
    best = np.argsort(-held, kind="stable")[:_PER_SEGMENT].tolist()
    return [
        (reader.words[int(ordinals[each])].decode(errors="replace"), float(held[each]))
        for each in best
        if held[each] > 0
    ]


def _following(group: SegmentGroup, before: str, word: str) -> int:
    """The titles of a group in which a word follows another."""
    words = [
        [segment.field(TITLE).postings(indexed_term(TITLE, each)) for segment in group.segments]
        for each in (before, word)
    ]
    return sum(map(len, phrase_postings(group, TITLE, words, 1)))
