"""What an index in the cluster holds, article by article.

An interrupted reindex is continued with it, a damaged index is mended with it, and `backissue check`
compares it with the manifest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from search.engines.opensearch.client import Client
from search.engines.opensearch.mapping import ARTICLE
from search.engines.opensearch.stored_articles import article_from
from search.model.articles import Article
from search.model.facets import FacetField, FacetName, FacetTable

_PAGE = 2_000


class ArticleCounts(NamedTuple):
    """How many documents an id has: articles (one, if the index is right) and paragraphs."""

    id: str
    articles: int
    paragraphs: int


class FoundDocument(NamedTuple):
    """A document: its id, its routing, the id of its article, and its position among the paragraphs
    (-1 for the article's own document)."""

    id: str
    key: str
    article: str
    position: int


def whole_articles(client: Client, index: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The id of each article that searches see whole, with all its paragraphs, and its record."""
    counts = article_counts(client, index)
    count = next(counts, None)
    for id, record in _records(client, index):
        while count is not None and count.id.encode() < id.encode():  # the order of the cluster
            count = next(counts, None)
        if count == (id, 1, record.get("paragraphs")):
            yield id, record


def _records(client: Client, index: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The id of each article that searches see, in the order of ids, and its record, an empty one if it
    has none."""
    body: dict[str, Any] = {
        "query": {"term": {"kind": ARTICLE}},
        "_source": ["id", "record"],
        "sort": [{"id": "asc"}],
        "size": _PAGE,
        "track_total_hits": False,
    }
    while hits := client.call("POST", f"/{index}/_search", body)["hits"]["hits"]:
        for hit in hits:
            yield hit["_source"]["id"], hit["_source"].get("record", {})
        body["search_after"] = hits[-1]["sort"]


def published_article(client: Client, index: str, id: str) -> Article | None:
    """The article of that id as searches see it, None if there is none."""
    wanted = [{"term": {"kind": ARTICLE}}, {"term": {"id": id}}]
    body = {"query": {"bool": {"filter": wanted}}, "_source": ["stored"], "size": 1}
    hits = client.call("POST", f"/{index}/_search", body)["hits"]["hits"]
    return article_from(hits[0]["_source"]["stored"]) if hits else None


def article_counts(client: Client, index: str) -> Iterator[ArticleCounts]:
    """The number of documents that searches see for each id, in the order of ids."""
    grouped: dict[str, Any] = {"size": _PAGE, "sources": [{"id": {"terms": {"field": "id"}}}]}
    articles = {"articles": {"filter": {"term": {"kind": ARTICLE}}}}
    body = {"size": 0, "aggs": {"ids": {"composite": grouped, "aggs": articles}}}
    while True:
        found = client.call("POST", f"/{index}/_search", body)["aggregations"]["ids"]
        for bucket in found["buckets"]:
            count = bucket["articles"]["doc_count"]
            yield ArticleCounts(bucket["key"]["id"], count, bucket["doc_count"] - count)
        if "after_key" not in found:
            return
        grouped["after"] = found["after_key"]


def sparse(client: Client, index: str, facets: FacetTable) -> list[FacetName]:
    """The facets that have too few values in all articles to be offered."""
    return [
        facet.name
        for facet in facets
        if facet.least_values and _values(client, index, facet) < facet.least_values
    ]


def _values(client: Client, index: str, facet: FacetField) -> int:
    """The number of values of a facet, at most `least_values`."""
    terms = {"field": f"facets.{facet.name}", "size": facet.least_values}
    body = {"size": 0, "track_total_hits": False, "aggs": {"values": {"terms": terms}}}
    found = client.call("POST", f"/{index}/_search", body)
    return len(found["aggregations"]["values"]["buckets"])


def languages(client: Client, index: str) -> list[str]:
    """The languages that words are stemmed in, sorted; English, "", is always among them."""
    terms = {"field": "words_in", "size": _PAGE}
    body = {"size": 0, "track_total_hits": False, "aggs": {"languages": {"terms": terms}}}
    found = client.call("POST", f"/{index}/_search", body)["aggregations"]["languages"]["buckets"]
    return sorted({"", *(each["key"] for each in found)})


def documents(client: Client, index: str, ids: Sequence[str]) -> Iterator[FoundDocument]:
    """The documents of the articles with these ids."""
    body: dict[str, Any] = {
        "query": {"terms": {"id": list(ids)}},
        "_source": ["id", "position"],
        "sort": ["id", {"position": {"order": "asc", "missing": -1}}],
        "size": _PAGE,
        "track_total_hits": False,
    }
    while hits := client.call("POST", f"/{index}/_search", body)["hits"]["hits"]:
        for hit in hits:
            source = hit["_source"]
            position = source.get("position", -1)
            yield FoundDocument(hit["_id"], hit["_routing"], source["id"], position)
        body["search_after"] = hits[-1]["sort"]
