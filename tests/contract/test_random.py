"""Random archives and query trees: what every engine finds and counts is what reading finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines import Engine
from search.model.articles import Article
from tests.contract.conftest import EMBEDDED, OPENSEARCH
from tests.contract.places import Place
from tests.engines import oracle, strategies

pytestmark = pytest.mark.cluster

SEARCHES = 25

searches = st.lists(
    st.tuples(st.none() | strategies.queries, strategies.requests()),
    min_size=SEARCHES,
    max_size=SEARCHES,
)


@settings(max_examples=8)
@given(strategies.archives(max_size=40), searches)
def test_matches_and_counts_are_those_of_a_scan(
    places: Callable[[str], Place],
    articles: list[Article],
    asked: list[tuple[oracle.Query | None, SearchRequest]],
) -> None:
    for kind in (EMBEDDED, OPENSEARCH):
        place = places(kind)
        place.publish(articles)
        with open_engine(place.index, time_limit=10) as engine:
            for query, request in asked:
                _check(engine, articles, query, request)


def _check(
    engine: Engine, articles: list[Article], query: oracle.Query | None, request: SearchRequest
) -> None:
    request = replace(request, text=str(query) if query else "")
    results = engine.search(request)
    found = oracle.matching(articles, query, request)
    assert results.total == len(found), (type(engine), request.text)
    assert not results.partial
    expected = Counter((item.article.id, item.passage) for item in found)
    listed = Counter(
        (hit.id, hit.passages[0].position if request.unit == "paragraph" else None)
        for hit in results.hits
    )
    assert listed <= expected
    assert sum(listed.values()) == min(len(found), request.size)
    for facet in results.facets:
        counts = oracle.counts(articles, query, request, facet.name)
        chosen = request.selection(facet.name)
        named = {*chosen.included, *chosen.excluded}
        shown = {each.value: each.count for each in facet.values}
        assert shown == {**dict.fromkeys(named, 0), **counts}, (type(engine), request.text)
        assert facet.distinct == len(counts)
    shown = dict(results.timeline)
    assert shown == oracle.timeline(articles, query, request, list(shown))


@settings(max_examples=8)
@given(strategies.archives(max_size=40), searches)
def test_engines_agree_on_everything_but_scores(
    places: Callable[[str], Place],
    articles: list[Article],
    asked: list[tuple[oracle.Query | None, SearchRequest]],
) -> None:
    one, other = places(EMBEDDED), places(OPENSEARCH)
    one.publish(articles)
    other.publish(articles)
    with open_engine(one.index) as first, open_engine(other.index, time_limit=10) as second:
        for query, filters in asked:
            sort = "newest" if filters.sort == "relevance" else filters.sort
            request = replace(filters, text=str(query) if query else "", sort=sort)
            results, others = first.search(request), second.search(request)
            assert results.facets == others.facets
            assert results.timeline == others.timeline
            assert results.understood == others.understood
            shown = {(hit.id, str(hit.passages)[:99]): hit.passages for hit in results.hits}
            for hit in others.hits:
                assert shown.get((hit.id, str(hit.passages)[:99])) == hit.passages
