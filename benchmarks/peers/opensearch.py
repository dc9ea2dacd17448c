"""OpenSearch, asked by its own client: a query over three fields, aggregations and highlights.

It is given as an address in OPENSEARCH_URL, and has one index for each folder of a benchmark.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch as Client
from opensearchpy.helpers import bulk

from benchmarks.peers.protocol import (
    BOOSTS,
    FACET_VALUES,
    FACETS,
    HITS,
    Answer,
    Article,
    Query,
    read,
    serve,
)

_TEXT = {"type": "text", "analyzer": "english"}
_KEYWORD = {"type": "keyword"}
_MAPPING = {
    "properties": {
        "title": _TEXT,
        "text": _TEXT,
        "author": {**_TEXT, "fields": {"value": _KEYWORD}},
        "theme": _KEYWORD,
        "source": _KEYWORD,
    }
}
_VALUES = {"author": "author.value", "theme": "theme", "source": "source"}
_COUNTS = {
    facet: {"terms": {"field": field, "size": FACET_VALUES}} for facet, field in _VALUES.items()
}
_FIELDS = [f"{field}^{boost}" for field, boost in BOOSTS.items()]


class OpenSearch:
    """One shard, no replica: one machine serves it."""

    def __init__(self) -> None:
        self._client = Client(os.environ["OPENSEARCH_URL"], timeout=60)
        self._index = ""

    def version(self) -> str:
        found: str = self._client.info()["version"]["number"]
        return found

    def index(self, articles: Path, folder: Path, processes: int) -> None:
        name = _name(folder)
        self._client.indices.delete(index=name, ignore_unavailable=True)
        settings = {"number_of_shards": 1, "number_of_replicas": 0}
        self._client.indices.create(index=name, body={"settings": settings, "mappings": _MAPPING})
        self._write(articles, name)
        self._client.indices.forcemerge(index=name, max_num_segments=1)

    def add(self, articles: Path, folder: Path) -> None:
        self._write(articles, _name(folder))

    def open(self, folder: Path) -> None:
        self._index = _name(folder)

    def rank(self, text: str, depth: int) -> list[str]:
        query = {"multi_match": {"query": text, "fields": _FIELDS, "type": "most_fields"}}
        found = self._client.search(
            index=self._index, body={"query": query, "size": depth, "_source": False}
        )
        return [each["_id"] for each in found["hits"]["hits"]]

    def search(self, query: Query) -> Answer:
        body: dict[str, Any] = {
            "query": {"bool": {"must": _words(query), "filter": _filters(query)}},
            "size": HITS,
            "_source": ["title"],
            "track_total_hits": True,
            "aggs": _COUNTS,
        }
        if query.passages:
            parts = {"number_of_fragments": query.passages}
            body["highlight"] = {"fields": {"text": parts}}
        found = self._client.search(index=self._index, body=body)
        hits = found["hits"]["hits"]
        return Answer(
            total=found["hits"]["total"]["value"],
            hits=[(each["_id"], each["_source"]["title"]) for each in hits],
            facets={
                facet: {
                    each["key"]: each["doc_count"]
                    for each in found["aggregations"][facet]["buckets"]
                }
                for facet in FACETS
            },
            excerpts=[" … ".join(each.get("highlight", {}).get("text", ())) for each in hits]
            if query.passages
            else [],
        )

    def _write(self, articles: Path, name: str) -> None:
        bulk(self._client, _actions(articles, name), chunk_size=500)
        self._client.indices.refresh(index=name)


def _name(folder: Path) -> str:
    return f"bench-{blake2b(str(folder).encode(), digest_size=6).hexdigest()}"


def _actions(articles: Path, name: str) -> Iterator[dict[str, Any]]:
    for each in read(articles):
        yield {"_index": name, "_id": each.id, "_source": _document(each)}


def _document(article: Article) -> dict[str, Any]:
    facets = {name: list(article.values(name)) for name in FACETS}
    return {"title": article.title, "text": article.text, **facets}


def _words(query: Query) -> dict[str, Any]:
    words: dict[str, Any] = {"query": " ".join(query.words), "fields": _FIELDS}
    if query.operator == "phrase":
        return {"multi_match": {**words, "type": "phrase"}}
    operator = "and" if query.operator == "and" else "or"
    return {"multi_match": {**words, "type": "cross_fields", "operator": operator}}


def _filters(query: Query) -> list[dict[str, Any]]:
    return [{"terms": {_VALUES[facet]: values}} for facet, values in query.selected.items()]


if __name__ == "__main__":
    serve(OpenSearch())
