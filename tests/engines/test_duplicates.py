"""Articles with the same text are one hit, and every count is that of the hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines import Engine
from search.engines.whoosh import generations
from search.engines.whoosh.searching import collapsing
from search.engines.whoosh.segments.merging import merge
from search.engines.whoosh.segments.segment import Segment
from search.model.articles import Article
from search.model.dates import PartialDate, span
from search.model.request import MATCHES, Selection
from search.model.results import Hit
from tests.engines import strategies
from tests.support import article, publish

_REPEATED = 4
"""Titles and texts that the random archives have again and again."""


@st.composite
def archives(draw: st.DrawFn) -> list[Article]:
    """Up to 24 articles, many of which have the same title and text; all else may differ."""
    texts = [draw(strategies.articles(f"t{number}")) for number in range(_REPEATED)]
    articles = []
    for number in range(draw(st.integers(1, 24))):
        own = draw(strategies.articles(f"a{number:02}"))
        if draw(st.booleans()):
            text = draw(st.sampled_from(texts))
            own = replace(own, title=text.title, summary=text.summary, paragraphs=text.paragraphs)
        articles.append(own)
    return articles


searches = st.lists(
    st.tuples(st.none() | strategies.queries, strategies.requests(matches=MATCHES)),
    min_size=6,
    max_size=6,
)


@settings(max_examples=6, phases=[Phase.generate])
@given(archives(), st.integers(0, 24), st.integers(0, 8), searches, st.sampled_from([2, 16]))
def test_hits_and_counts_are_those_of_a_list_without_its_repetitions(
    tmp_path_factory: pytest.TempPathFactory,
    articles: list[Article],
    cut: int,
    gone: int,
    asked: list[tuple[object, SearchRequest]],
    tried: int,
) -> None:
    """Whether the first few copies are enough for a page or not."""
    index = tmp_path_factory.mktemp("duplicates") / "index"
    deleted = frozenset(each.id for each in articles[:gone])
    publish(index, articles[:cut], articles[cut:], deleted=deleted, are_grouped=True)
    live = [each for each in articles if each.id not in deleted]
    with pytest.MonkeyPatch.context() as patch, open_engine(index, time_limit=10) as engine:
        patch.setattr(collapsing, "_TRIED", tried)
        assert _grouped(engine, live) == _by_text(live)
        for query, request in asked:
            _check(engine, _by_text(live), replace(request, text=str(query) if query else ""))


def _by_text(articles: Sequence[Article]) -> dict[str, frozenset[str]]:
    """The ids of all articles with the same title and text as that of an id."""

    def text(own: Article) -> tuple[bool, str]:
        words = " ".join((own.title, *(each.text for each in own.passages))).casefold()
        return bool(own.passages), words if own.passages else own.id

    grouped = groupby(sorted(articles, key=text), key=text)
    groups = [frozenset(each.id for each in group) for _, group in grouped]
    return {id: group for group in groups for id in group}


def _grouped(engine: Engine, articles: Sequence[Article]) -> dict[str, frozenset[str]]:
    found = {}
    for each in articles:
        marked = engine.article(each.id)
        assert marked is not None
        assert marked.copies.more == 0
        found[each.id] = frozenset((each.id, *(copy.id for copy in marked.copies.listed)))
    return found


def _check(engine: Engine, groups: dict[str, frozenset[str]], request: SearchRequest) -> None:
    every = list(engine.scan(replace(request, copies="all")))
    results = engine.search(request)
    strict = replace(request, copies="all", match="all")
    complete = Counter(hit.id for hit in engine.scan(strict)) if results.relaxed else Counter()
    expected = _collapsed(every, groups, complete, request)
    assert _places(results.hits) == _places(expected), request
    assert _places(engine.scan(request)) == _places(expected)
    assert results.total == engine.scan(request).total == len(expected)
    some = engine.search(replace(request, page=2, size=3)).hits
    assert _places(some) == _places(expected[3:6])
    for hit in results.hits:
        assert {hit.id, *(copy.id for copy in hit.copies.listed)} == groups[hit.id]
    for facet in results.facets:
        for value in facet.values:
            clicked = request.with_selection(facet.name, Selection((value.value,)))
            assert engine.search(clicked).total == value.count, (clicked, facet.name)
    for period in results.timeline:
        assert engine.search(_within(request, period.period)).total == period.count
    if results.relaxed:
        assert engine.search(replace(request, match="all")).total == results.matching_all
    if results.matching_some is not None:
        assert engine.search(replace(request, match="some")).total == results.matching_some


def _collapsed(
    hits: Sequence[Hit],
    groups: dict[str, frozenset[str]],
    complete: Counter[str],
    request: SearchRequest,
) -> list[Hit]:
    """Of each group the article that comes first, or the paragraphs of the article that has the most:
    first of those with all words (`complete`), then of all."""
    if request.unit == "article":
        firsts = {groups[hit.id]: hit for hit in reversed(hits)}
        return [hit for hit in hits if firsts[groups[hit.id]] is hit]
    found = Counter(hit.id for hit in hits)
    ids = sorted(sorted(found, reverse=True), key=lambda id: (complete[id], found[id]))
    shown = {groups[id]: id for id in ids}
    return [hit for hit in hits if shown[groups[hit.id]] == hit.id]


def _places(hits: Sequence[Hit] | Iterator[Hit]) -> list[tuple[str, str]]:
    return [(hit.id, hit.passages[0].anchor if hit.passages else "") for hit in hits]


def _within(request: SearchRequest, period: str) -> SearchRequest:
    found = span(period)
    assert found is not None
    since, until = max(found.first, request.since or found.first), found.last
    until = min(until, request.until or until)
    return replace(request, since=since, until=until, page=1)


def test_a_text_of_several_months_counts_once_in_their_year(tmp_path: Path) -> None:
    """And once in a month of which one article knows no more than its year."""
    days = (date(2019, 3, 1), date(2019, 7, 1), PartialDate(2019))
    copies = [
        article(f"a{number}", "The river rose.", title="Flood", published=day)
        for number, day in enumerate(days)
    ]
    old = article("old", "The river fell.", title="Drought", published=date(1990, 1, 1))
    publish(tmp_path / "near", copies, are_grouped=True)
    publish(tmp_path / "far", [*copies, old], are_grouped=True)
    with open_engine(tmp_path / "near") as near, open_engine(tmp_path / "far") as far:
        months = near.search(SearchRequest("river")).timeline
        assert {each.count for each in months} == {1}
        assert far.search(SearchRequest("river")).timeline == (("1990", 1), ("2019", 1))


def test_merged_segments_keep_the_signatures_of_their_articles(tmp_path: Path) -> None:
    articles = [article(f"a{number}", f"Text {number}.", title="Title") for number in range(5)]
    publish(tmp_path / "index", articles[:3], articles[3:], deleted=frozenset({"a1"}))
    generation = generations.current(tmp_path / "index")
    segments = generation.open()
    merged = merge(tmp_path, segments, generation.facets())
    own = [
        each.signatures()[each.live] if each.live is not None else each.signatures()
        for each in segments
    ]
    found = Segment(tmp_path, merged.name).signatures()
    assert found.tolist() == np.concatenate(own).tolist()
