"""The engine for archives past one machine: it serves what is published in a cluster."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from search.config.archive import ArchiveConfig
from search.engines.common import facet_listing, hits
from search.engines.opensearch import index_names, state
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import READING, Client, Patience
from search.engines.opensearch.mapping import VERSION
from search.engines.opensearch.searching import request_body
from search.engines.opensearch.searching.crosstab import crosstab
from search.engines.opensearch.searching.reader import IndexReader
from search.engines.opensearch.searching.related import related, words_of_passage
from search.engines.opensearch.searching.scanning import scan, scan_articles
from search.engines.opensearch.searching.searcher import Searcher
from search.engines.opensearch.searching.suggester import completions
from search.engines.opensearch.searching.term_frequencies import FrequencyCache
from search.engines.opensearch.state import Published
from search.engines.opensearch.stored_articles import article_from
from search.model.articles import Article
from search.model.crosstab import Crosstab, FacetValues
from search.model.deadline import Deadline
from search.model.facets import FacetName
from search.model.related import RelatedArticles
from search.model.request import SearchRequest
from search.model.results import (
    Completion,
    Duplicate,
    FacetValue,
    Fault,
    FoundArticle,
    Hit,
    MarkedArticle,
    Results,
    Scan,
    Status,
)

Json = dict[str, Any]

_GRACE = 0.5
"""Seconds that the cluster has to answer after the time of a search is over."""
_CONFIG_LASTS = 2.0
"""Seconds after which the settings of the archive are read again."""
_LEAST = 0.05
"""Seconds that a search is given however late it is asked for: a cluster takes no time limit of none."""
_PAGE = 10_000
"""Values of a facet that one request returns."""


class OpenSearchEngine:
    """Implements `search.engines.protocol.Engine` over the index at an address.

    Connections are opened by the first call, so that every worker process has its own. Every method
    may also raise `IndexUnreachable`, within five seconds or so.
    """

    def __init__(self, address: Address, time_limit: float = 2.0) -> None:
        attempt = time_limit + _GRACE
        self._client = Client(address, Patience(attempt, max(READING.whole, attempt + _GRACE)))
        self._index = IndexReader(self._client)
        self._config, self._config_ends = ArchiveConfig(), 0.0
        self._searcher = Searcher(self._index, time_limit, FrequencyCache())

    def search(self, request: SearchRequest, deadline: Deadline | None = None) -> Results:
        searcher = self._within(deadline)
        found = searcher.search(request, self.config())
        self._searcher.shape = searcher.shape
        return found

    def crosstab(
        self,
        request: SearchRequest,
        rows: FacetValues,
        columns: FacetValues,
        deadline: Deadline | None = None,
    ) -> Crosstab:
        return crosstab(self._within(deadline), request, self.config(), rows, columns)

    def scan(
        self,
        request: SearchRequest,
        deadline: Deadline | None = None,
        *,
        skip: int = 0,
        most: int | None = None,
    ) -> Scan[Hit]:
        return scan(self._within(deadline), request, self.config(), skip, most)

    def scan_articles(
        self,
        request: SearchRequest,
        deadline: Deadline | None = None,
        *,
        skip: int = 0,
        most: int | None = None,
    ) -> Scan[FoundArticle]:
        return scan_articles(self._within(deadline), request, self.config(), skip, most)

    def article(
        self, id: str, text: str = "", deadline: Deadline | None = None
    ) -> MarkedArticle | None:
        article = self._article(id)
        if article is None:
            return None
        end = deadline or Deadline.after(self._searcher.time_limit)
        searcher = self._within(deadline)
        (forms,) = searcher.with_near([searcher.forms(text, self.config())])
        return hits.marked_article(article, forms, end)

    def related(self, id: str, deadline: Deadline | None = None) -> RelatedArticles | None:
        article = self._article(id)
        return related(self._within(deadline), article) if article else None

    def distinctive_words(self, id: str, anchor: str = "") -> tuple[str, ...] | None:
        article = self._article(id)
        return words_of_passage(self._searcher, article, anchor) if article else None

    def duplicates(self) -> tuple[tuple[Duplicate, ...], ...] | None:
        return None  # a cluster shows each article

    def values(self, facet: FacetName) -> tuple[FacetValue, ...]:
        found = [
            FacetValue(each["key"]["value"], each["doc_count"]) for each in self._buckets(facet)
        ]
        return tuple(sorted(found, key=lambda each: facet_listing.alphabetical(each.value)))

    def suggest(
        self, text: str, limit: int = 8, narrowed: SearchRequest | None = None
    ) -> tuple[Completion, ...]:
        return completions(self._searcher, self.config(), text, limit, narrowed)

    def config(self) -> ArchiveConfig:
        if time.monotonic() > self._config_ends:
            published = self._published()
            self._config, self._index.languages = published.config(), tuple(published.languages)
            self._config_ends = time.monotonic() + _CONFIG_LASTS
        return self._config

    def status(self) -> Status:
        published = self._published()
        published.settings()  # a site that cannot read them serves nothing
        return Status(
            published.name, published.articles, published.paragraphs, published.published_at
        )

    def fault(self) -> Fault | None:
        return None  # a cluster keeps copies of what it holds, and says itself how it is

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _within(self, deadline: Deadline | None) -> Searcher:
        """The searcher, or one that has only the time that is left."""
        if deadline is None:
            return self._searcher
        left = min(max(deadline.left, _LEAST), self._searcher.time_limit)
        return replace(self._searcher, time_limit=left)

    def _article(self, id: str) -> Article | None:
        found = self._index.document(index_names.article(id), index_names.key(id))
        return article_from(found["stored"]) if found else None

    def _published(self) -> Published:
        published = state.read(self._client, self._index.names).published
        if published is None:
            raise self._index.unavailable()
        if published.mapping != VERSION:
            raise state.other_version(self._index.names)
        return published

    def _buckets(self, facet: FacetName) -> Iterator[Json]:
        """All values of a facet with their number of articles, some at a time."""
        source = {"value": {"terms": {"field": request_body.field(facet)}}}
        composite: Json = {"size": _PAGE, "sources": [source]}
        while True:
            answer = self._index.search(_over_articles({"values": {"composite": composite}}))
            found = answer["aggregations"]["values"]
            yield from found["buckets"]
            if len(found["buckets"]) < _PAGE:
                return
            composite = {**composite, "after": found["after_key"]}


def _over_articles(aggregations: Json) -> Json:
    """A search that only aggregates over all articles."""
    filters = [request_body.of_kind("article")]
    return {
        "query": {"bool": {"filter": filters}},
        "size": 0,
        "track_total_hits": False,
        "aggs": aggregations,
    }
