"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model.dates import as_first, as_last, as_one, span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2012-2", date(2012, 2, 1), date(2012, 2, 29)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2012-02-29", date(2012, 2, 29), date(2012, 2, 29)),
    ],
)
def test_a_date_is_all_its_days(text: str, first: date, last: date) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "12", "0000", "2011-02-29", "2012-13", "2012-00", "2012-01-00", "2012-", "٢٠١٢"]
)
def test_other_texts_are_no_dates(text: str) -> None:
    assert span(text) is None


@given(st.dates(), st.dates())
def test_every_day_is_written_so_that_it_is_read_again(one: date, other: date) -> None:
    first, last = span(as_first(one)), span(as_last(one))
    assert first is not None
    assert last is not None
    assert first.first == last.last == one
    days = (min(one, other), max(one, other))
    assert as_one(*days) == "" or span(as_one(*days)) == days
    assert span(as_one(one, one)) == (one, one)
    assert span(as_one(*first)) == first
