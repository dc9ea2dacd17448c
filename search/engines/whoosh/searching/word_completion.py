"""Words that complete the beginning of one, in the company of the words before it.

A word is likelier the more of the articles that hold the other words hold it too. In a title it counts
for more, as titles are what people look for, and most of all right after the word typed before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest

import numpy as np

from search.engines.common.suggestions import varied
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.field_reader import FieldReader
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import TEXT, TITLE
from search.storage.arrays import Array
from search.text.analyzer import indexed_term

_WEIGHTS = {TEXT: 1.0, TITLE: 12.0}
_ADJACENT = 40.0
_FOLLOWED = 12
"""Words that are looked for after the word before them."""
_PER_SEGMENT = 32
_PER_VARIANT, _LARGEST = 4, 4
_SAMPLE, _ENOUGH = 20_000, 24
"""When so many documents were looked at and so many words were found, the rest changes little."""
_POSITION_BITS = 32
_MOST = 4_000
"""Of more words with the same beginning, only the most frequent are looked at."""


def completed(
    groups: Sequence[SegmentGroup], start: str, before: str, masks: Sequence[Array] | None
) -> list[str]:
    """The words that begin with `start`, but not `start` itself, likeliest first, in the documents of
    `masks` (for each group; None: in all); `before` is the word before it, or ""."""
    scores: defaultdict[str, float] = defaultdict(float)
    seen: list[Segment] = []
    documents = 0
    for segment, chosen in _parts(groups, masks):
        seen.append(segment)
        for name, weight in _WEIGHTS.items():
            for word, held in _frequent(segment.field(name), start, chosen):
                scores[word] += weight * held
        documents += segment.size if chosen is None else int(np.count_nonzero(chosen))
        if documents > _SAMPLE and len(scores) > _ENOUGH:
            break
    scores.pop(start, None)
    if before:
        likely = nlargest(_FOLLOWED, scores, key=scores.__getitem__)
        for segment in seen:
            for word, count in zip(likely, _following(segment, before, likely), strict=True):
                scores[word] += _ADJACENT * count
    return varied(sorted(scores, key=scores.__getitem__, reverse=True))


def _parts(
    groups: Sequence[SegmentGroup], masks: Sequence[Array] | None
) -> Iterator[tuple[Segment, Array | None]]:
    """The segments, each with its part of a mask; those without a document of the mask are left out."""
    for number, group in enumerate(groups):
        for segment, first in zip(group.segments, group.first_documents, strict=True):
            chosen = None if masks is None else masks[number][first : first + segment.size]
            if chosen is None or chosen.any():
                yield segment, chosen


def misspelt(groups: Sequence[SegmentGroup], start: str, alphabet: str) -> list[str]:
    """The most frequent words whose beginning differs from `start` in one letter; words of the same
    frequency in alphabetical order."""
    variants = [each.encode(errors="surrogatepass") for each in _variants(start, alphabet)]
    counts: Counter[str] = Counter()
    segments = [segment for group in groups for segment in group.segments]
    for segment in nlargest(_LARGEST, segments, key=lambda segment: segment.size):
        reader = segment.field(TEXT)
        for found in reader.words.prefix_ranges(variants):
            own = reader.word_counts(found)
            for each in np.argsort(own)[-_PER_VARIANT:].tolist():
                word = reader.words[found.start + each].decode(errors="replace")
                counts[word] = max(counts[word], int(own[each]))
    return sorted(counts, key=lambda word: (-counts[word], word))


def _variants(start: str, alphabet: str) -> set[str]:
    """What differs from `start` in one letter: one left out, added or changed, or two exchanged."""
    parts = [(start[:at], start[at:]) for at in range(len(start) + 1)]
    found = {a + b[1:] for a, b in parts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in parts if b for letter in alphabet}
    found |= {a + letter + b for a, b in parts if b for letter in alphabet}
    return found - {start}


def _frequent(reader: FieldReader, start: str, chosen: Array | None) -> list[tuple[str, float]]:
    """The words of a field that begin with `start` and are in most documents of a mask, with these."""
    found = reader.words.prefix_range(start.encode(errors="surrogatepass"))
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


def _following(segment: Segment, before: str, words: Sequence[str]) -> list[int]:
    """How often each of some words follows another in a title."""
    reader = segment.field(TITLE)
    first = _places(reader.postings(indexed_term(TITLE, before))) + 1
    if not len(first) or not words:
        return [0] * len(words)
    places = [_places(reader.postings(indexed_term(TITLE, word))) for word in words]
    every = np.concatenate(places)
    nearest = first.searchsorted(every)
    nearest[nearest == len(first)] = 0
    is_next = first.take(nearest) == every
    ends = np.cumsum([len(each) for each in places])
    return [int(is_next[end - len(own) : end].sum()) for own, end in zip(places, ends, strict=True)]


def _places(postings: Postings) -> Array:
    """The document and the position of each occurrence as one number, rising (int64)."""
    documents: Array = postings.documents.astype(np.int64).repeat(postings.frequencies)
    return (documents << _POSITION_BITS) + postings.positions()
