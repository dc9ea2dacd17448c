"""The mapping of an index in the cluster: its settings, its fields, its version.

The text that is indexed is words separated by single spaces: it is tokenised, folded and stemmed here,
as for the embedded index, and the cluster only splits it at the spaces. Articles and paragraphs are
documents of one index; their text fields have different names, so that each kind has statistics of its
own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.engines.common.similarity import K1, B
from search.model.facets import FacetName

VERSION = 11
"""The version of what an index consists of. Raise it, and record the new fingerprint, whenever
`tests/test_versions.py` finds another one: then the next reindex writes a new index."""
FINGERPRINT = "2b748c9a11d6fde9"

ARTICLE, PARAGRAPH = "article", "paragraph"

GAP = 50_000
"""Positions between two paragraphs or values. A phrase is never so long: a query has at most 1,000
characters, so 500 words, each at most 100 positions after the one before."""

_OF_ARTICLES = ("title", "title_words", "text", "text_words", "caption", "caption_words")
"""The text fields of articles, without those of facets."""
_OF_PARAGRAPHS = (
    "paragraph_text",
    "paragraph_text_words",
    "article_title",
    "article_title_words",
    "article_caption",
    "article_caption_words",
)
"""The text fields of paragraphs: their own text, the title and the captions of their article."""

_KEYWORD = {"type": "keyword"}
_INTEGER = {"type": "integer"}
_COUNTED = {"type": "integer", "index": False}
_UNSEARCHED = {"type": "object", "enabled": False}
_WORDS = {"type": "text", "analyzer": "whitespace", "position_increment_gap": GAP}
_AS_WRITTEN = {**_WORDS, "norms": False}
"""For words as they are written, which only have to be found."""
_FACET = {"type": "keyword", "eager_global_ordinals": True}


def index_body(shards: int, replicas: int, facets: Sequence[FacetName]) -> dict[str, Any]:
    """The body of the request that creates an index, which shows changes only after a refresh."""
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "refresh_interval": "-1",
                "similarity": {"default": {"type": "BM25", "k1": K1, "b": B}},
            }
        },
        "mappings": mappings(facets),
    }


def mappings(facets: Sequence[FacetName]) -> dict[str, Any]:
    """The fields of an index of an archive with these facets."""
    texts = (*_OF_ARTICLES, *_OF_PARAGRAPHS, *facets, *(f"article_{name}" for name in facets))
    properties: dict[str, Any] = {
        "kind": _KEYWORD,
        "id": _KEYWORD,
        "position": _INTEGER,
        "day": _INTEGER,
        "last_day": _INTEGER,
        "period": _COUNTED,
        "words_in": _KEYWORD,
        "facets": {"properties": dict.fromkeys(facets, _FACET)},
        **{name: _text_field(name) for name in texts},
        "stored": _UNSEARCHED,
        "record": _UNSEARCHED,
    }
    return {
        "dynamic": "strict",
        "_meta": {"version": VERSION},
        "_source": {"excludes": list(texts)},
        "_routing": {"required": True},
        "properties": properties,
    }


def _text_field(name: str) -> dict[str, Any]:
    return _AS_WRITTEN if name.endswith("_words") else _WORDS
