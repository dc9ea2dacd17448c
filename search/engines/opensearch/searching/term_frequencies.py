"""How many articles hold a word: counted by the cluster, kept for some minutes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

from search.engines.opensearch.searching import request_body, response
from search.engines.opensearch.searching.response import TermFrequencies
from search.engines.opensearch.searching.translation import translated
from search.model.schema import ANY
from search.query.languages import in_languages
from search.query.tree import Query, Term

Json = dict[str, Any]

_REMEMBERED = 300.0
"""Seconds for which a count is good enough to choose passages by."""
_MOST = 10_000
_ALL = ""


class FrequencyCache:
    """Counts that were asked for. Safe for many threads: at worst something is asked twice."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._ends = 0.0

    def unknown(self, words: Iterable[str]) -> list[str]:
        """Those of `words` that must be asked for, and the number of all articles with them."""
        if time.monotonic() > self._ends or len(self._counts) > _MOST:
            self._counts, self._ends = {}, time.monotonic() + _REMEMBERED
        counts = self._counts
        return [word for word in (_ALL, *words) if word not in counts]

    def learn(self, words: Sequence[str], found: Sequence[Json]) -> None:
        """Keep the answers to `questions` about `words`."""
        counts = map(response.total, found)
        self._counts = self._counts | dict(zip(words, counts, strict=True))

    def frequencies(self, words: Iterable[str]) -> TermFrequencies:
        """What was learnt."""
        counts = self._counts
        return TermFrequencies(counts.get(_ALL, 0), {word: counts.get(word, 0) for word in words})


def questions(words: Iterable[str], languages: Sequence[str]) -> list[Json]:
    """A search for each word that counts its articles in all languages; for "" it counts all."""
    return [_question(in_languages(Term(ANY, word), languages) if word else None) for word in words]


def _question(tree: Query | None) -> Json:
    filters = [
        request_body.of_kind("article"),
        *([translated(tree, "article")] if tree else []),
    ]
    return {"query": {"bool": {"filter": filters}}, "size": 0, "track_total_hits": True}
