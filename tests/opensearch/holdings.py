"""What an index in a cluster shows, and reindexing into it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from search.engines.opensearch.stored_articles import article_from, paragraph_from
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from search.indexing.upkeep import check
from tests.opensearch.cluster import Cluster


def run(
    archive: Path,
    address: str,
    jobs: int = 1,
    is_full: bool = False,
    is_dry: bool = False,
    replicas: int | None = None,
) -> Report:
    options = Options(archive, jobs, is_full=is_full, is_dry=is_dry, allow_removals=True)
    return reindex(options, open_target(address, shards=2, replicas=replicas), Silent())


def holdings(cluster: Cluster, index: str) -> dict[str, tuple[str, ...]]:
    """The title and the texts of the passages of every article that is shown, by id; its paragraphs'
    documents hold the same, and nothing is there that belongs to no article."""
    hits = _hits(cluster, index)
    ids = Counter(hit["_id"] for hit in hits)
    assert max(ids.values(), default=1) == 1
    articles = {}
    paragraphs: dict[str, dict[int, str]] = {}
    for hit in hits:
        source = hit["_source"]
        if source["kind"] == "article":
            articles[source["id"]] = article_from(source["stored"])
        else:
            text = paragraph_from(source["stored"]).text
            paragraphs.setdefault(source["id"], {})[source["position"]] = text
    for id, article in articles.items():
        texts = [passage.text for passage in article.passages]
        assert paragraphs.pop(id, {}) == dict(enumerate(texts)), id
    assert paragraphs == {}
    return {
        id: (article.title, *(passage.text for passage in article.passages))
        for id, article in articles.items()
    }


def is_sound(address: str) -> bool:
    """Whether `backissue check` finds nothing."""
    return check(open_target(address)).is_whole


def _hits(cluster: Cluster, index: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    body: dict[str, Any] = {
        "size": 2_000,
        "sort": ["id", "kind", {"position": {"order": "asc", "missing": -1}}],
    }
    while hits := cluster.call("POST", f"/{index}/_search", body)["hits"]["hits"]:
        found += hits
        body["search_after"] = hits[-1]["sort"]
    return found
