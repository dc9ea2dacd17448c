"""The counts of facets are honest: whoever follows a value finds as many hits as it promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.model.request import SearchRequest
from search.model.results import Facet, FacetValue, Period
from tests.support import FACETS
from tests.web.archive import AUTHORS, REGIONS, THEMES
from tests.web.conftest import Page
from tests.web.test_search import total
from web.links import Links
from web.url_templates import quoted
from web.views.facets import facet_view, listing
from web.views.periods import MOST_BARS
from web.views.timeline import timeline_view

SELECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["river", "librarian OR otter", "harvest -otter", "number"]),
        "author": st.sampled_from(AUTHORS),
        "-author": st.sampled_from(AUTHORS),
        "region": st.sampled_from(REGIONS),
        "-theme": st.sampled_from(THEMES),
        "from": st.sampled_from(["2006", "2010-05"]),
        "unit": st.sampled_from(["article", "paragraph"]),
    },
)


@given(chosen=SELECTIONS, place=st.integers(0, 5))
@settings(max_examples=60)
def test_a_count_is_what_its_link_finds(page: Page, chosen: dict[str, str], place: int) -> None:
    soup = page(f"/search?{urlencode(chosen)}")
    for name in FACETS:
        items = soup.select(f"#facet-{name} li:not(.excluded)")
        if name in chosen or f"-{name}" in chosen or not items:
            continue
        item = items[place % len(items)]
        count = int(item.select_one(".count").text)
        assert total(page(item.select_one(".value")["href"])) == count


@given(chosen=SELECTIONS, place=st.integers(0, 5))
@settings(max_examples=30)
def test_choosing_and_excluding_a_value_split_the_hits(
    page: Page, chosen: dict[str, str], place: int
) -> None:
    soup = page(f"/search?{urlencode(chosen)}")
    items = soup.select("#facet-source li")
    if not items:
        return
    item = items[place % len(items)]
    included = total(page(item.select_one(".value")["href"]))
    excluded = total(page(item.select_one(".not")["href"]))
    assert included + excluded == total(soup)


@given(
    value=st.text(min_size=1).filter(lambda value: value not in ("A", "B")),
    text=st.text(max_size=5),
)
def test_links_to_values_are_those_of_the_request(value: str, text: str) -> None:
    links, request = Links("/under"), SearchRequest(text=text, themes=("A", "B"), page=3)
    templates = links.with_values(request)
    for facet in FACETS:
        address = templates.including[facet].fill(quoted(value))
        assert address == links.search(request.with_value(facet, value))
        address = templates.excluding[facet].fill(quoted(value))
        assert address == links.search(request.excluding_value(facet, value))


DATES = st.dates()


@given(text=st.text(max_size=5), first=DATES, last=DATES, given_=st.none() | DATES)
def test_links_to_dates_are_those_of_the_request(
    text: str, first: date, last: date, given_: date | None
) -> None:
    links = Links("/under")
    request = SearchRequest(text=text, sources=("A",), since=given_, sort="newest", page=3)
    address = links.with_dates(request).fill(first, last)
    assert address == links.search(replace(request, since=first, until=last, page=1))


@given(text=st.text(), value=st.text(min_size=1))
def test_an_address_says_what_was_asked(text: str, value: str) -> None:
    request = SearchRequest(text=text, regions=(value,), not_authors=("A", value))
    path, _, query = Links("/under").search(request).partition("?")
    assert path == "/under/search"
    assert parse_qsl(query, strict_parsing=True) == request.to_params()


def test_a_value_keeps_its_id_when_it_moves() -> None:
    values = FacetValue("Railways", 3), FacetValue("Rivers", 2)
    request, links = SearchRequest(), Links()
    templates = links.with_values(request)
    before = facet_view(Facet("theme", values, 2), request, links, templates)
    after = facet_view(Facet("theme", values[::-1], 2), request, links, templates)
    assert [each.id for each in before.first] == [each.id for each in after.first][::-1]


def test_a_page_lists_fewer_values_than_the_api_unless_asked() -> None:
    assert listing(SearchRequest()).facet_size < SearchRequest().facet_size
    assert listing(SearchRequest(facet_size=200)).facet_size == 200


@pytest.mark.parametrize("last", [1900, 1950, 2500, 9999])
def test_a_timeline_has_never_too_many_bars_and_loses_no_hit(last: int) -> None:
    periods = [Period("1001", 1), Period("1890", 2), Period(str(last), 4)]
    view = timeline_view(periods, SearchRequest(), Links(), "article")
    assert view is not None
    assert len(view.bars) <= MOST_BARS
    assert sum(int(bar.label.split(": ")[1].split()[0]) for bar in view.bars) == 7
