"""The engine against a plain scan of the articles: same matches, same counts, same order."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.model.articles import Article
from search.model.dates import span_of
from search.model.request import MATCHES, SORTS, Selection, Sort
from search.model.results import Results
from tests.engines import oracle, strategies
from tests.support import FACETS, publish


def _answer(articles: Sequence[Article], request: SearchRequest, parts: int = 1) -> Results:
    """What the engine finds with the articles spread over segments, an old version of each beside."""
    stale = [replace(article, id=f"old-{article.id}") for article in articles]
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        segments = [[*articles[part::parts], *stale[part::parts]] for part in range(parts)]
        publish(index, *segments, deleted=frozenset(article.id for article in stale))
        with open_engine(index) as engine:
            return engine.search(request)


def _listed(results: Results) -> Counter[tuple[str, int | None]]:
    is_paragraph = results.request.unit == "paragraph"
    return Counter(
        (hit.id, hit.passages[0].position if is_paragraph else None) for hit in results.hits
    )


@settings(max_examples=130)
@given(
    strategies.archives(), st.none() | strategies.queries, strategies.requests(), st.integers(1, 3)
)
def test_matches_and_counts_are_those_of_a_scan(
    articles: list[Article], query: oracle.Query | None, request: SearchRequest, parts: int
) -> None:
    request = replace(request, text=str(query) if query else "")
    results = _answer(articles, request, parts)
    found = oracle.matching(articles, query, request)

    assert results.total == len(found)
    assert not results.partial
    assert _listed(results) == Counter((item.article.id, item.passage) for item in found)
    for facet in results.facets:
        expected = oracle.counts(articles, query, request, facet.name)
        chosen = request.selection(facet.name)
        shown = {each.value: each.count for each in facet.values}
        named = {*chosen.included, *chosen.excluded}
        assert shown == {**dict.fromkeys(named, 0), **expected}
        assert facet.distinct == len(expected)
    shown = dict(results.timeline)
    assert shown == oracle.timeline(articles, query, request, list(shown))


@settings(max_examples=40)
@given(strategies.archives(), strategies.queries, strategies.requests(MATCHES))
def test_a_count_is_what_choosing_the_value_gives(
    articles: list[Article], query: oracle.Query, request: SearchRequest
) -> None:
    request = replace(request, text=str(query))
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), articles)
        with open_engine(folder) as engine:
            for facet in engine.search(request).facets:
                for each in facet.values:
                    alone = request.with_selection(facet.name, Selection((each.value,)))
                    assert engine.search(alone).total == each.count


@settings(max_examples=40)
@given(strategies.archives(), strategies.queries, strategies.requests(MATCHES), st.randoms())
def test_the_order_does_not_depend_on_how_the_index_came_about(
    articles: list[Article], query: oracle.Query, request: SearchRequest, random: object
) -> None:
    request = replace(request, text=str(query))
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once, again = _answer(articles, request), _answer(shuffled, request, parts=3)
    assert [hit.id for hit in once.hits] == [hit.id for hit in again.hits]
    assert [hit.score for hit in once.hits] == [hit.score for hit in again.hits]


@settings(max_examples=40)
@given(strategies.archives(), strategies.requests(), st.sampled_from(SORTS), st.integers(1, 4))
def test_pages_join_to_the_whole(
    articles: list[Article], request: SearchRequest, sort: Sort, size: int
) -> None:
    request = replace(request, sort=sort)
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), articles)
        with open_engine(folder) as engine:
            whole = engine.search(request)
            pages = [
                engine.search(replace(request, size=size, page=number + 1))
                for number in range(-(-whole.total // size))
            ]
            assert [hit for page in pages for hit in page.hits] == list(whole.hits)
            beyond = engine.search(replace(request, size=size, page=len(pages) + 1))
            assert beyond.hits == ()
    first = [span_of(hit.published).first if hit.published else None for hit in whole.hits]
    days = [day.toordinal() if day else 0 for day in first]
    if sort == "newest":
        assert days == sorted(days, reverse=True)
    if sort == "oldest":
        assert days == sorted(days, key=lambda day: (day == 0, day))


def test_every_facet_is_listed_even_when_nothing_is_found(tmp_path: Path) -> None:
    publish(tmp_path, [])
    with open_engine(tmp_path) as engine:
        results = engine.search(SearchRequest(text="anything", regions=["Here"]))
    assert [facet.name for facet in results.facets] == list(FACETS)
    assert results.facets[1].values[0].value == "Here"
