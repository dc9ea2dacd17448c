"""A search and its URL: one mapping, in both directions, that names what it cannot use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadParameter
from search.model.facets import DEFAULT_NAMES, FacetField, FacetTable, plural, singular
from search.model.request import SORTS, UNITS, SearchRequest, Selection
from tests.support import FACETS

_text = st.text(max_size=30).map(str.strip).map(partial(normalize, "NFC"))
_value = _text.filter(bool)
_values = st.lists(_value, max_size=3)

_USUAL = "section desk status class case cause house campus box church category key virus series"

requests = st.builds(
    SearchRequest,
    text=_text,
    **{f"{sign}{facet}s": _values for facet in FACETS for sign in ("", "not_")},
    since=st.none() | st.dates(date(1000, 1, 1), date(1999, 12, 31)),
    until=st.none() | st.dates(date(2000, 1, 1), date(2400, 1, 1)),
    sort=st.sampled_from(SORTS),
    unit=st.sampled_from(UNITS),
    page=st.integers(1, 1_000_000),
    size=st.integers(1, 100),
    facet_size=st.integers(1, 10_000),
    facets=st.lists(st.sampled_from(FACETS)),
    passages=st.integers(0, 3),
)


@given(requests)
def test_a_search_survives_its_url(request: SearchRequest) -> None:
    assert SearchRequest.from_params(request.to_params()) == request


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("page", "0", "a whole number from 1"),
        ("page", "-1", "a whole number from 1"),
        ("page", "two", "a whole number from 1"),
        ("page", "99999999999999999999", "a whole number from 1"),
        ("page", "٣", "a whole number from 1"),
        ("size", "101", "a whole number from 1 to 100"),
        ("from", "abc", "a date such as 2019, 2019-08 or 2019-08-31"),
        ("from", "2019-13", "a date such as"),
        ("from", "2019-00", "a date such as"),
        ("to", "2019-02-30", "a date such as"),
        ("to", "0000", "a date such as"),
        ("sort", "best", "relevance, newest, oldest"),
        ("unit", "word", "article, paragraph"),
        ("facets", "title", "author, region, theme, report, source, language or none"),
        ("passages", "4", "a whole number from 0 to 3"),
        ("match", "none", "auto, all, some"),
        ("explain", "2", "a whole number from 0 to 1"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(BadParameter, match=said) as raised:
        SearchRequest.from_params([(name, value)])
    assert raised.value.name == name


def test_a_range_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(BadParameter, match="later than to=2018-12-31"):
        SearchRequest.from_params([("from", "2019"), ("to", "2018")])


def test_dates_may_be_years_and_months() -> None:
    request = SearchRequest.from_params([("from", "2019"), ("to", "2020-02")])
    assert (request.since, request.until) == (date(2019, 1, 1), date(2020, 2, 29))


def test_unknown_parameters_are_ignored_and_empty_ones_not_given() -> None:
    params = [("utm_source", "x"), ("q", " "), ("region", ""), ("page", "")]
    assert SearchRequest.from_params(params) == SearchRequest()


def test_values_are_chosen_excluded_and_left() -> None:
    request = SearchRequest(page=3).with_value("region", "A").with_value("region", "B")
    assert request.selection("region").included == ("A", "B")
    assert request.page == 1
    turned = request.excluding_value("region", "A")
    assert turned.selection("region") == Selection(("B",), ("A",))
    assert turned.without_value("region", "A").without_value("region", "B") == SearchRequest()
    assert replace(request, text="x").without_filters() == SearchRequest(text="x")


def test_any_facet_is_selected_by_the_plural_of_its_name() -> None:
    request = SearchRequest(
        cases=["A", "A"], not_categories="B", selections={"desk": Selection(("C",))}
    )
    assert request.to_params() == [("case", "A"), ("-category", "B"), ("desk", "C")]
    assert SearchRequest(regions=[]) == SearchRequest()


@pytest.mark.parametrize("keyword", ["region", "not_region", "not_", "s"])
def test_a_keyword_that_is_no_plural_is_refused(keyword: str) -> None:
    values: dict[str, Any] = {keyword: ["x"]}
    with pytest.raises(TypeError, match=f"has no argument '{keyword}'"):
        SearchRequest(**values)


def test_the_facets_of_an_archive_are_parameters() -> None:
    table = FacetTable((FacetField("section", "Section", "Sections", ("section",)),))
    params = [("section", "A"), ("-section", "B"), ("region", "C"), ("facets", "section")]
    request = SearchRequest.from_params(params, table)
    assert request.selections == {"section": Selection(("A",), ("B",))}
    assert request.facets == ("section",)
    with pytest.raises(BadParameter, match="use section or none"):
        SearchRequest.from_params([("facets", "region")], table)


@given(st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True))
def test_a_singular_has_the_plural_that_it_was_made_of(name: str) -> None:
    assert plural(singular(plural(name))) == plural(name)


@pytest.mark.parametrize("name", [*DEFAULT_NAMES, *_USUAL.split()])
def test_usual_names_are_told_from_their_plurals(name: str) -> None:
    assert singular(plural(name)) == name
