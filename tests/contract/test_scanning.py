"""All hits of a search one by one: in parts, with their articles, in bounded memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from search.engines import Engine, open_engine
from search.errors import BadParameter
from search.model.request import SearchRequest, Sort
from tests.contract.places import Place
from tests.support import article
from tests.web.archive import articles

ARCHIVE = {each.id: each for each in articles()}
DAY = date(2015, 6, 1)
REQUESTS = [
    SearchRequest(),
    SearchRequest(text="river OR counted"),
    SearchRequest(text="river flood lantern", sort="newest"),
    SearchRequest(text="river", regions=["West Africa"], sort="oldest"),
    SearchRequest(text="river river", unit="paragraph", themes=["Railways"]),
    SearchRequest(text="qqqqqq"),
    SearchRequest(text="qqqqqq", unit="paragraph"),
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_scan_is_all_pages_in_order(engine: Engine, request_: SearchRequest) -> None:
    found = engine.scan(request_)
    one = replace(request_, size=20, facets=())
    pages = [engine.search(one)]
    pages += [engine.search(replace(one, page=n)) for n in range(2, pages[0].pages + 1)]
    assert found.total == pages[0].total
    assert list(found) == [hit for page in pages for hit in page.hits]


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize(("skip", "most"), [(0, 3), (2, 5), (20, 300), (400, 5), (0, 0)])
def test_a_part_of_a_scan(engine: Engine, request_: SearchRequest, skip: int, most: int) -> None:
    whole = list(engine.scan(request_))
    found = engine.scan(request_, skip=skip, most=most)
    assert found.total == len(whole)
    assert list(found) == whole[skip : skip + most]


@pytest.mark.parametrize("request_", REQUESTS)
def test_hits_come_with_their_articles(engine: Engine, request_: SearchRequest) -> None:
    found = engine.scan_articles(request_, skip=1, most=500)
    hits = list(engine.scan(request_, skip=1))
    assert found.total == engine.search(request_).total
    with_articles = list(found)
    assert [each.hit for each in with_articles] == hits
    for hit, whole in with_articles:
        expected = ARCHIVE[hit.id]
        assert (whole.id, whole.title, whole.address) == (hit.id, hit.title, expected.address)
        assert len(whole.passages) == len(expected.passages)


def test_articles_without_passages_are_whole(engine: Engine) -> None:
    for found in engine.scan_articles(SearchRequest(text="river", passages=0)):
        assert found.hit.passages == ()
        assert len(found.article.passages) == len(ARCHIVE[found.hit.id].passages)


def test_articles_that_cannot_be_searched_fail_at_the_call(engine: Engine) -> None:
    with pytest.raises(BadParameter):
        engine.scan_articles(SearchRequest(sections=["x"]))


def test_a_scan_that_is_closed_gives_no_more(place: Place) -> None:
    place.publish([article(f"a{number}", "river") for number in range(5)])
    with open_engine(place.index) as engine:
        hits = engine.scan(SearchRequest(text="river"))
        assert next(hits).id == "a0"
        hits.close()
        assert list(hits) == []
        assert hits.total == 5


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_scan_has_all_articles_without_a_date(place: Place, sort: Sort) -> None:
    """They are last, and more than an engine reads at a time."""
    dated = [article(f"a{number:03}", "river", published=DAY) for number in range(40)]
    undated = [article(f"b{number:03}", "river") for number in range(560)]
    place.publish([*dated, *undated])
    with open_engine(place.index) as engine:
        found = engine.scan(SearchRequest(sort=sort))
        ids = [each.id for each in found]
    assert found.total == len(ids)
    assert ids == [each.id for each in (*dated, *undated)]
