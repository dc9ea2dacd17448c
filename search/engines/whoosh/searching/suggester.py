"""Completions while a query is typed: words of the archive and values of its facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from search.engines.common.suggestions import combined, matches, with_last_word
from search.engines.whoosh.searching.searcher import Searcher
from search.engines.whoosh.segments.segment import Segment
from search.model.results import Completion
from search.model.schema import TEXT
from search.text import analyzer


def completions(searcher: Searcher, text: str, limit: int) -> tuple[Completion, ...]:
    """Facet values with all words typed (the last may be incomplete), then words."""
    typed = analyzer.words(text)
    if not typed or text[-1:].isspace():
        return ()
    values = _values(searcher, typed)
    words = _words(searcher.segments, text, typed[-1], limit)
    return combined(values, words, limit)


def _values(searcher: Searcher, typed: Sequence[str]) -> list[Completion]:
    found = []
    for name in searcher.config.facets.names:
        counts = searcher.facet_counts(name)
        for count, value in zip(counts, searcher.facet_values(name), strict=True):
            if count and matches(analyzer.words(value), typed):
                found.append(Completion(value, name, count))
    return sorted(found, key=lambda each: (-each.count, each.text))


def _words(segments: Sequence[Segment], text: str, last: str, limit: int) -> list[Completion]:
    """The text with its last word replaced by the most frequent words that begin with it."""
    counts: Counter[str] = Counter()
    for segment in segments:
        reader = segment.field(TEXT)
        ordinals = reader.words.prefix_range(last.encode(errors="surrogatepass"))
        own = reader.word_counts(ordinals)
        for index in np.argsort(-own.astype(np.int64), kind="stable")[: 4 * limit].tolist():
            word = reader.words[ordinals.start + index].decode(errors="replace")
            counts[word] += int(own[index])
    longer = [(word, count) for word, count in counts.most_common(limit + 1) if word != last]
    return [Completion(with_last_word(text, word), "word", count) for word, count in longer[:limit]]
