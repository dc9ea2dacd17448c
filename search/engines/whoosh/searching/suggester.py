"""Completions while a query is typed: words of the archive and values of its facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from search.engines.common.suggestions import holds, put_in_place, together
from search.engines.whoosh.searching.searcher import Searcher
from search.engines.whoosh.segments.segment import Segment
from search.model.results import Completion
from search.model.schema import TEXT
from search.text import analyzer


def completions(searcher: Searcher, text: str, limit: int) -> tuple[Completion, ...]:
    """Facet values that hold all words typed (the last may be a beginning), then words."""
    typed = analyzer.words(text)
    if not typed or text[-1:].isspace():
        return ()
    values = _values(searcher, typed)
    words = _words(searcher.segments, text, typed[-1], limit)
    return together(values, words, limit)


def _values(searcher: Searcher, typed: Sequence[str]) -> list[Completion]:
    found = []
    for name in searcher.config.facets.names:
        counts = searcher.facet_counts(name)
        for place, value in enumerate(searcher.facet_values(name)):
            if counts[place] and holds(analyzer.words(value), typed):
                found.append(Completion(value, name, int(counts[place])))
    return sorted(found, key=lambda each: (-each.count, each.text))


def _words(segments: Sequence[Segment], text: str, last: str, limit: int) -> list[Completion]:
    """The most frequent words that begin with the last one typed, put in its place."""
    counts: Counter[str] = Counter()
    for segment in segments:
        reader = segment.field(TEXT)
        places = reader.words.prefix_range(last.encode(errors="surrogatepass"))
        own = reader.word_counts(places)
        for place in np.argsort(-own.astype(np.int64), kind="stable")[: 4 * limit].tolist():
            counts[reader.words[places.start + place].decode(errors="replace")] += int(own[place])
    longer = [(word, count) for word, count in counts.most_common(limit + 1) if word != last]
    return [Completion(put_in_place(text, word), "word", count) for word, count in longer[:limit]]
