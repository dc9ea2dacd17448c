"""What a search in the cluster tells about other spellings of its query.

The cluster proposes similar words; which of them are near, and how near, is decided as for the embedded
engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search.engines.common import spelling
from search.engines.common.spelling import NearWord
from search.engines.opensearch.searching import request_body, response
from search.engines.opensearch.searching.reader import IndexReader
from search.engines.opensearch.searching.translation import translated
from search.model.request import SearchRequest
from search.model.schema import ANY
from search.query.languages import in_languages
from search.query.tree import Query, Term

Json = dict[str, Any]

_FIELDS = ("text_words", "title_words")
_PROPOSED = 100
_NEAREST = 16


@dataclass(frozen=True, slots=True)
class SpellChecker:
    """Implements `search.engines.common.respelling.Lexicon`; `time_limit` is that of one count."""

    index: IndexReader
    request: SearchRequest
    time_limit: float

    def frequencies(self, words: Sequence[str]) -> list[int]:
        bodies = [_holding(word, self.index.languages) for word in words]
        return list(map(response.total, self.index.searches(bodies)))

    def near(self, words: Sequence[str], above: Sequence[int]) -> Sequence[Sequence[NearWord]]:
        """All near words, also those that do not occur so often: the cluster is asked once for all."""
        proposals = _proposals(words)
        if not proposals:
            return [[] for _ in words]
        (answer,) = self.index.searches([{"size": 0, "suggest": proposals}])
        entries = answer.get("suggest", {})
        return [_nearest(word, number, entries) for number, word in enumerate(words)]

    def counts(self, trees: Sequence[Query]) -> list[int]:
        if not trees:
            return []
        bodies = [
            request_body.count(
                self.request, in_languages(tree, self.index.languages), self.time_limit
            )
            for tree in trees
        ]
        return list(map(response.total, self.index.searches(bodies)))


def _holding(word: str, languages: Sequence[str]) -> Json:
    """The search for the articles in which a word occurs."""
    anywhere = translated(in_languages(Term(ANY, word), languages), "article")
    filters = [request_body.of_kind("article"), anywhere]
    return {"query": {"bool": {"filter": filters}}, "size": 0, "track_total_hits": True}


def _proposals(words: Sequence[str]) -> Json:
    return {
        f"{number}.{field}": {"text": word, "term": _options(word, field)}
        for number, word in enumerate(words)
        if spelling.most_edits(word)
        for field in _FIELDS
    }


def _options(word: str, field: str) -> Json:
    return {
        "field": field,
        "analyzer": "whitespace",
        "size": _PROPOSED,
        "suggest_mode": "always",
        "max_edits": spelling.most_edits(word),
        "prefix_length": 0,
        "min_word_length": spelling.MIN_LENGTH,
        "string_distance": "internal",
        "accuracy": 0.0,
    }


def _nearest(word: str, number: int, entries: Json) -> list[NearWord]:
    found: dict[str, int] = {}
    for field in _FIELDS:
        for entry in entries.get(f"{number}.{field}", ()):
            for option in entry["options"]:
                found[option["text"]] = found.get(option["text"], 0) + option["freq"]
    return spelling.nearest(word, found.items(), _NEAREST)
