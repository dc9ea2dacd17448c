"""All hits of a search, read from the cluster some at a time as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from search.config.archive import ArchiveConfig
from search.engines.common import facet_listing
from search.engines.opensearch import index_names
from search.engines.opensearch.searching import request_body, response
from search.engines.opensearch.searching.asked import Asked
from search.engines.opensearch.searching.reader import IndexReader
from search.engines.opensearch.searching.response import HitFetcher
from search.engines.opensearch.searching.searcher import Searcher
from search.engines.opensearch.stored_articles import article_from
from search.errors import SearchTooLong
from search.model.request import SearchRequest
from search.model.results import FoundArticle, Hit, Scan

Json = dict[str, Any]
Made = TypeVar("Made")
Maker = Callable[[HitFetcher, Sequence[Json]], Iterator[Made]]

_STEP = 200
"""Hits that a scan asks for at a time."""


def scan(
    searcher: Searcher, request: SearchRequest, config: ArchiveConfig, skip: int, most: int | None
) -> Scan[Hit]:
    """See `search.engines.protocol.Engine.scan`; `config` is that of the archive."""

    def make(fetcher: HitFetcher, found: Sequence[Json]) -> Iterator[Hit]:
        return map(fetcher.hit, found)

    source = request_body.source_filter(request)
    return _scan(searcher, request, config, skip, most, source, make)


def scan_articles(
    searcher: Searcher, request: SearchRequest, config: ArchiveConfig, skip: int, most: int | None
) -> Scan[FoundArticle]:
    """See `search.engines.protocol.Engine.scan_articles`."""

    def make(fetcher: HitFetcher, found: Sequence[Json]) -> Iterator[FoundArticle]:
        heads = [each["_source"]["stored"] for each in found]
        is_part = request.unit == "paragraph"
        stored = _articles_of(searcher.index, heads) if is_part else heads
        for each, article in zip(found, stored, strict=True):
            yield FoundArticle(fetcher.hit(each), article_from(article))

    source = request_body.source_filter(request) if request.unit == "paragraph" else ["stored"]
    return _scan(searcher, request, config, skip, most, source, make)


def _scan(
    searcher: Searcher,
    request: SearchRequest,
    config: ArchiveConfig,
    skip: int,
    most: int | None,
    source: Any,
    make: Maker[Made],
) -> Scan[Made]:
    facet_listing.check_facets(request, config.facets)
    asked = searcher.asked(request, config)
    total = _total(searcher, request, asked)
    words = response.weighted_words(request, asked.marked)
    frequencies = searcher.frequencies(words) if words else None
    fetcher = HitFetcher(request, asked.marked, frequencies)
    left = total if most is None else most
    body = request_body.walk(request, asked, max(1, min(_STEP, left)), source)
    steps = searcher.index.walk(body, skip)
    return Scan(total, _made(next(steps, []), steps, left, lambda found: make(fetcher, found)))


def _made(
    first: Sequence[Json],
    steps: Iterator[list[Json]],
    most: int,
    make: Callable[[Sequence[Json]], Iterator[Made]],
) -> Generator[Made]:
    yield from islice(chain.from_iterable(map(make, chain((first,), steps))), most)


def _total(searcher: Searcher, request: SearchRequest, asked: Asked) -> int:
    """How many hits there are; raises `SearchTooLong` if the cluster cannot say in time."""
    body = request_body.count(request, asked.run, searcher.time_limit)
    answer = searcher.index.search(body, request.text)
    if not response.is_whole(answer):
        raise SearchTooLong
    return response.total(answer)


def _articles_of(index: IndexReader, heads: Sequence[Json]) -> list[Json]:
    """The stored articles of paragraphs, or what a paragraph has of its own if that has gone."""
    ids = list(dict.fromkeys(each["id"] for each in heads))
    keys = [(index_names.article(id), index_names.key(id)) for id in ids]
    articles = dict(zip(ids, index.documents(keys), strict=True))
    return [article["stored"] if (article := articles[each["id"]]) else each for each in heads]
