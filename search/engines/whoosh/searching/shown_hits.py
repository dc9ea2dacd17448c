"""The hits of a page: the best of the matches, and what is shown of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

from search.engines.common.sorting import sort_of
from search.engines.whoosh.searching.counting import Counting
from search.engines.whoosh.searching.duplicates import Duplicates
from search.engines.whoosh.searching.explaining import explanations
from search.engines.whoosh.searching.feedback import NO_FEEDBACK
from search.engines.whoosh.searching.fetch import HitFetcher
from search.engines.whoosh.searching.matching import Matching
from search.engines.whoosh.searching.ranking import Rescorer, ranked
from search.engines.whoosh.searching.top_docs import ScoreDoc, Tier
from search.model.request import SearchRequest
from search.model.results import Explanation, Hit


def best_docs(
    found: Matching,
    request: SearchRequest,
    counting: Counting,
    duplicates: Duplicates,
    skip: int,
    most: int,
) -> Iterator[tuple[ScoreDoc, Explanation | None]]:
    """At most `most` of the matches, in the order of the request, after the first `skip`; `duplicates`
    are those of the archive."""
    query = found.query
    sort = sort_of(request, query.tree)
    rescorer = None
    if sort == "relevance" and request.unit == "article" and (words := query.words()):
        rescorer = Rescorer(query.statistics, words, duplicates)
    candidates, collapser = counting.shown()
    tiers: Iterable[Tier] = candidates
    feedback = NO_FEEDBACK
    if rescorer:
        tiers, feedback = rescorer.rescored(candidates)
    best: Iterable[ScoreDoc] = ranked(tiers, sort, collapser, skip, most)
    why: Iterable[Explanation | None] = repeat(None)
    if request.explain:
        best = list(best)
        why = explanations(best, found, query.shown, rescorer, feedback)
    return zip(best, why, strict=False)


def hit_of(
    fetcher: HitFetcher, request: SearchRequest, best: ScoreDoc, explanation: Explanation | None
) -> Hit:
    """The hit for one of the best."""
    paragraph = None
    if request.unit == "paragraph":
        paragraph = best.doc_id - int(best.group.paragraph_starts[best.document])
    segment, document = best.group.segment_of(best.document)
    hit = fetcher.hit(segment, document, best.score, paragraph)
    copies = fetcher.copies(best.group, best.document)
    return hit._replace(explanation=explanation, copies=copies)
