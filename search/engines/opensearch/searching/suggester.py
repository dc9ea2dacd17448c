"""Completions while a query is typed: words of the archive and values of its facets.

The cluster keeps no list of words that can be asked for by their beginning and frequency. So words
are taken from some paragraphs that hold one, and those that are frequent there are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from search.engines.common.suggestions import combined, matches, with_last_word
from search.engines.opensearch.documents import sent
from search.engines.opensearch.searching import request_body, response
from search.engines.opensearch.searching.reader import IndexReader
from search.model.facets import FacetName
from search.model.results import Completion
from search.text import analyzer

Json = dict[str, Any]

_SAMPLE = 100
"""Paragraphs that are read for their words."""
_VALUES = 100
"""Values of a facet that are looked at; articles that have one that matches may have others."""
_LOOKED_AT = 20_000
"""Documents of a shard after which the search for either ends."""
_TIME = "500ms"


def completions(
    index: IndexReader, facets: Sequence[FacetName], text: str, limit: int
) -> tuple[Completion, ...]:
    """Facet values that hold all words typed (the last may be a beginning), then words."""
    typed = analyzer.words(text)
    if not typed or text[-1:].isspace():
        return ()
    *found, sample = index.searches(
        [*(_of_facet(name, typed) for name in facets), _sample(typed[-1])]
    )
    values = _values(facets, found, typed)
    words = _counted(index, _frequent(sample, typed[-1], limit), text)
    return combined(values, words, limit)


def _of_facet(name: FacetName, typed: Sequence[str]) -> Json:
    """The search for the values of articles that have all words typed in a facet."""
    *whole, last = map(sent, typed)
    filters = [
        request_body.of_kind("article"),
        {"prefix": {name: {"value": last}}},
        *({"term": {name: {"value": word}}} for word in whole),
    ]
    terms = {"field": request_body.field(name), "size": _VALUES}
    return {
        "query": {"bool": {"filter": filters}},
        "size": 0,
        "aggs": {"values": {"terms": terms}},
        "timeout": _TIME,
    }


def _sample(last: str) -> Json:
    begins = {"prefix": {"paragraph_text_words": {"value": sent(last)}}}
    filters = [request_body.of_kind("paragraph"), begins]
    return {
        "query": {"bool": {"filter": filters}},
        "size": _SAMPLE,
        "_source": ["stored.text"],
        "track_total_hits": False,
        "terminate_after": _LOOKED_AT,
        "timeout": _TIME,
    }


def _values(
    facets: Sequence[FacetName], found: Sequence[Json], typed: Sequence[str]
) -> list[Completion]:
    values = [
        Completion(each["key"], name, each["doc_count"])
        for name, answer in zip(facets, found, strict=True)
        for each in answer["aggregations"]["values"]["buckets"]
        if matches(analyzer.words(each["key"]), typed)
    ]
    return sorted(values, key=lambda each: (-each.count, each.text))


def _frequent(sample: Json, last: str, limit: int) -> list[str]:
    """The words of the paragraphs that begin with the last one typed, the most frequent first."""
    counts: Counter[str] = Counter()
    for hit in sample["hits"]["hits"]:
        words = analyzer.words(hit["_source"]["stored"].get("text", ""))
        counts.update({word for word in words if word.startswith(last) and word != last})
    return [word for word, _ in counts.most_common(2 * limit)]


def _counted(index: IndexReader, words: Sequence[str], text: str) -> list[Completion]:
    """Words by the number of articles that hold them, put in the place of the last one typed."""
    if not words:
        return []
    found = index.searches([_holding(word) for word in words])
    counted = [(word, response.total(each)) for word, each in zip(words, found, strict=True)]
    counted.sort(key=lambda each: -each[1])
    return [Completion(with_last_word(text, word), "word", count) for word, count in counted]


def _holding(word: str) -> Json:
    filters = [request_body.of_kind("article"), {"term": {"text_words": {"value": sent(word)}}}]
    return {"query": {"bool": {"filter": filters}}, "size": 0, "track_total_hits": True}
