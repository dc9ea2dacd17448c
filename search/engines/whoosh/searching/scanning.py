"""All hits of a search, made one by one as they are asked for, in an open generation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from search.engines.common import facet_listing
from search.engines.whoosh.searching.counting import Counting
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.fetch import HitFetcher
from search.engines.whoosh.searching.searcher import Searcher
from search.engines.whoosh.searching.shown_hits import best_docs, hit_of
from search.engines.whoosh.searching.top_docs import ScoreDoc
from search.engines.whoosh.segments.segment import Segment
from search.errors import SearchTooLong
from search.model.deadline import NEVER, Deadline
from search.model.request import SearchRequest
from search.model.results import Explanation, FoundArticle, Hit, Scan

Made = TypeVar("Made")
Best = tuple[ScoreDoc, Explanation | None]


def scan(
    searcher: Searcher, request: SearchRequest, deadline: Deadline, skip: int, most: int | None
) -> Scan[Hit]:
    """See `search.engines.protocol.Engine.scan`."""

    def make(fetcher: HitFetcher, best: Best) -> Hit:
        return hit_of(fetcher, request, *best)

    return _scan(searcher, request, deadline, skip, most, make)


def scan_articles(
    searcher: Searcher, request: SearchRequest, deadline: Deadline, skip: int, most: int | None
) -> Scan[FoundArticle]:
    """See `search.engines.protocol.Engine.scan_articles`."""

    def make(fetcher: HitFetcher, best: Best) -> FoundArticle:
        segment, document = best[0].group.segment_of(best[0].document)
        return FoundArticle(hit_of(fetcher, request, *best), segment.article(document))

    return _scan(searcher, request, deadline, skip, most, make)


def _scan(
    searcher: Searcher,
    request: SearchRequest,
    deadline: Deadline,
    skip: int,
    most: int | None,
    make: Callable[[HitFetcher, Best], Made],
) -> Scan[Made]:
    facet_listing.check_facets(request, searcher.config.facets)
    found = searcher.matching(request, Limits(deadline))
    if not found.is_whole:
        raise SearchTooLong
    counting = Counting(found, searcher.duplicates_of(request))
    total = counting.hits
    most = total if most is None else most
    best = best_docs(found, request, counting, searcher.duplicates, skip, most)
    fetcher = searcher.fetcher(found, request, NEVER, Segment.read_head)
    return Scan(total, (make(fetcher, each) for each in best))
