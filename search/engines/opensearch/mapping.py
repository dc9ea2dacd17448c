"""What an index in the cluster looks like: its settings, its fields, its version.

Texts come as words with single spaces between them, cut, folded and stemmed here as for the embedded
index: the cluster splits them at the spaces and nothing more. Articles and paragraphs are documents
of one index whose text fields differ in name, so that statistics of the one know nothing of the other.
"""

from __future__ import annotations

from typing import Any

VERSION = 2
"""The version of what an index consists of. Raise it, and record the new fingerprint, whenever
`tests/test_versions.py` finds another one: then the next reindex writes a new index."""
FINGERPRINT = "d3a651d0bd684615"

ARTICLE, PARAGRAPH = "article", "paragraph"

GAP = 50_000
"""Places between two paragraphs or values. A phrase of a query, which has at most 1,000 characters
and so 500 words, each at most 100 places behind the last, is never so long."""

NAMED = ("author", "region", "theme", "report", "source")
OF_ARTICLES = ("title", "title_words", "text", "text_words", *NAMED)
"""The text fields of articles."""
OF_PARAGRAPHS = ("part", "part_words", "of_title", "of_title_words", *(f"of_{n}" for n in NAMED))
"""The text fields of paragraphs: what stands in this one, and what its article is called."""

_KEYWORD = {"type": "keyword"}
_INTEGER = {"type": "integer"}
_UNSEARCHED = {"type": "object", "enabled": False}
_WORDS = {"type": "text", "analyzer": "whitespace", "position_increment_gap": GAP}
_WHICH = {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False}
"""For the words as they are written, of which only matters whether they are there."""
_FACET = {"type": "keyword", "eager_global_ordinals": True}


def index_body(shards: int, replicas: int) -> dict[str, Any]:
    """What an index is created with. Nothing that is written shows before a refresh is asked for."""
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "refresh_interval": "-1",
                "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
            }
        },
        "mappings": mappings(),
    }


def mappings() -> dict[str, Any]:
    properties: dict[str, Any] = {
        "kind": _KEYWORD,
        "id": _KEYWORD,
        "position": _INTEGER,
        "day": _INTEGER,
        "month": _INTEGER,
        "facets": {"properties": dict.fromkeys(NAMED, _FACET)},
        **{name: _text_field(name) for name in (*OF_ARTICLES, *OF_PARAGRAPHS)},
        "stored": _UNSEARCHED,
        "record": _UNSEARCHED,
    }
    return {
        "dynamic": "strict",
        "_meta": {"version": VERSION},
        "_source": {"excludes": [*OF_ARTICLES, *OF_PARAGRAPHS]},
        "_routing": {"required": True},
        "properties": properties,
    }


def _text_field(name: str) -> dict[str, Any]:
    return _WHICH if name.endswith("_words") else _WORDS
