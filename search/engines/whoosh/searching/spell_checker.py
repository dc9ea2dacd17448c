"""Corrections of words that are not in the archive, from the words that are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA

from search.engines.common.respelling import most, replaced, searched_words
from search.engines.whoosh.segments.segment import Segment
from search.model.facets import AUTHOR
from search.model.schema import TEXT, TITLE
from search.query.tree import Query
from search.storage.arrays import Array
from search.text import analyzer


def respelled(segments: Sequence[Segment], text: str, tree: Query) -> str:
    """`text` with each word that occurs nowhere replaced by the nearest that does; "" if none is.

    Nearest is by optimal string alignment distance, at most 1 for words of up to 4 letters and 2
    for longer ones. Of equally near words the most frequent is taken.
    """
    unknown = {word for word in searched_words(tree) if not _is_known(segments, word)}
    better = {word: near for word in unknown if (near := _nearest(segments, word))}
    return replaced(text, better)


def _is_known(segments: Sequence[Segment], word: str) -> bool:
    stem = analyzer.stem(word)
    return any(
        segment.count(segment.field(name).postings(term))
        for segment in segments
        for name, term in ((TEXT, stem), (TITLE, stem), (AUTHOR, word))
    )


def _nearest(segments: Sequence[Segment], word: str) -> str:
    letters = most(word)
    if not letters:
        return ""
    best: tuple[int, int, str] | None = None
    for segment in segments:
        reader = segment.field(TEXT)
        counts = reader.word_counts(range(len(reader.words)))
        for ordinal in _of_similar_length(reader.words.lengths, len(word.encode()), letters):
            candidate = reader.words[ordinal].decode(errors="replace")
            distance = OSA.distance(word, candidate, score_cutoff=letters)
            if distance <= letters:
                ranked = (distance, -int(counts[ordinal]), candidate)
                best = ranked if best is None else min(best, ranked)
    return best[2] if best else ""


def _of_similar_length(lengths: Array, size: int, most: int) -> list[int]:
    """The ordinals of words whose lengths in bytes differ from `size` by at most `most`."""
    ordinals: list[int] = np.flatnonzero(np.abs(lengths.astype(np.int64) - size) <= most).tolist()
    return ordinals
