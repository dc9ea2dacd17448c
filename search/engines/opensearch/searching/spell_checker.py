"""Corrections of words that are not in the archive, from the words that are.

The cluster proposes similar words; this module chooses the nearest by the rules of the embedded
engine: optimal string alignment distance, at most 1 for words of up to 4 letters and 2 for longer
ones. Of equally near words, the one in most articles is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz.distance import OSA

from search.engines.common import respelling
from search.engines.opensearch.searching import request_body, response
from search.engines.opensearch.searching.reader import IndexReader
from search.engines.opensearch.searching.translation import word_query
from search.model.facets import AUTHOR
from search.model.schema import TEXT, TITLE
from search.query.tree import Query

Json = dict[str, Any]

_PROPOSED = 100


def respelled(index: IndexReader, text: str, tree: Query) -> str:
    """`text` with each word that occurs nowhere replaced by the nearest that does; "" if none is."""
    words = sorted(respelling.searched_words(tree))
    if not words:
        return ""
    *counts, proposed = index.searches([*map(_known, words), {"size": 0, "suggest": _near(words)}])
    entries = proposed.get("suggest", {})
    better = {
        word: near
        for number, (word, count) in enumerate(zip(words, counts, strict=True))
        if not response.total(count) and (near := _nearest(word, entries.get(f"{number}", ())))
    }
    return respelling.replaced(text, better)


def _known(word: str) -> Json:
    """The search for the articles in which a word occurs."""
    fields = [word_query("article", field, word) for field in (TEXT, TITLE, AUTHOR)]
    anywhere = {"bool": {"should": fields, "minimum_should_match": 1}}
    filters = [request_body.of_kind("article"), anywhere]
    return {"query": {"bool": {"filter": filters}}, "size": 0, "track_total_hits": 1}


def _near(words: Sequence[str]) -> Json:
    return {
        f"{number}": {"text": word, "term": _options(word)}
        for number, word in enumerate(words)
        if respelling.most(word)
    }


def _options(word: str) -> Json:
    return {
        "field": "text_words",
        "analyzer": "whitespace",
        "size": _PROPOSED,
        "suggest_mode": "always",
        "max_edits": respelling.most(word),
        "prefix_length": 0,
        "min_word_length": respelling.MIN_LENGTH,
        "string_distance": "internal",
        "accuracy": 0.0,
    }


def _nearest(word: str, entries: Sequence[Json]) -> str:
    options = [each for entry in entries for each in entry["options"]]
    ranked = [(OSA.distance(word, each["text"]), -each["freq"], each["text"]) for each in options]
    near = [each for each in ranked if each[0] <= respelling.most(word)]
    return str(min(near)[2]) if near else ""
