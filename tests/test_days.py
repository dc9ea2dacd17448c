"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model.dates import (
    AnyDate,
    PartialDate,
    as_first,
    as_last,
    as_one,
    from_iso,
    span,
    span_of,
)


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


_partial = st.builds(PartialDate, st.integers(1, 9999), st.none() | st.integers(1, 12))


@given(st.dates() | _partial)
def test_a_date_is_written_as_far_as_it_is_known(day: AnyDate) -> None:
    text = day.isoformat()
    assert from_iso(text) == day
    assert str(day) == text
    assert span_of(day) == span(text)


@given(_partial)
def test_a_partial_date_is_all_its_days(day: PartialDate) -> None:
    first, last = span_of(day)
    texts = {each.isoformat()[: len(day.isoformat())] for each in (first, last)}
    assert texts == {day.isoformat()}
    for outside in (first.toordinal() - 1, last.toordinal() + 1):
        if 1 <= outside <= date.max.toordinal():
            assert not date.fromordinal(outside).isoformat().startswith(day.isoformat())


@pytest.mark.parametrize(("year", "month"), [(0, None), (10_000, 1), (2019, 0), (2019, 13)])
def test_there_is_no_such_month(year: int, month: int | None) -> None:
    with pytest.raises(ValueError, match=r"year|month"):
        PartialDate(year, month)
