"""Dates in all their spellings; what is no date is never guessed to be one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading import Record, read
from search.reading.date_parsing import parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("September 02, 2019", date(2019, 9, 2)),
        ("31 August 2019", date(2019, 8, 31)),
        ("October 07 2018", date(2018, 10, 7)),
        ("4  July 2004", date(2004, 7, 4)),
        ("July 21st, 2023", date(2023, 7, 21)),
        ("Monday, 2 Sept. 2019", date(2019, 9, 2)),
        ("Sat, 18 Aug 2012 10:00:00 GMT", date(2012, 8, 18)),
        ("2019-09-02T23:30:00-05:00", date(2019, 9, 2)),
        ("2019/09/02", date(2019, 9, 2)),
        ("2.9.2019", date(2019, 9, 2)),
        ("26-Feb-1987", date(1987, 2, 26)),
        ("9/28/16", date(2016, 9, 28)),
        ("28/9/2016", date(2016, 9, 28)),
        ("03/03/2019", date(2019, 3, 3)),
        ("03/04/2019", None),
        ("March 2019", None),
        ("2019", None),
        ("31 February 2019", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@given(
    st.dates(date(1400, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%b %d %Y"])
)
def test_every_day_is_read(day: date, form: str) -> None:
    assert parse_date(day.strftime(form).replace(str(day.year), f"{day.year:04}")) == day


def test_odd_dates_are_warned_of_and_lose_nothing() -> None:
    future = (datetime.now(UTC) + timedelta(days=400)).date()
    for given_date, expected, said in (
        ("0001-11-30", None, "cannot be right"),
        ("3019-01-01", None, "cannot be right"),
        ("yesterday", None, "not one clear day"),
        (future.isoformat(), future, "in the future"),
    ):
        reading = read(
            Record("a.md", 0, f"---\ntitle: T\ndate: '{given_date}'\n---\nText.".encode())
        )
        assert reading.article.published == expected
        assert said in reading.warnings[0]


@pytest.mark.parametrize("day", ["January 45, 2011", "31 February 2011"])
def test_a_dateline_with_no_such_day_is_no_text(day: str) -> None:
    reading = read(Record("a.md", 0, f"# T\n\nThe Lantern, {day}\n\nText.".encode()))
    assert (reading.article.publisher, reading.article.published) == ("The Lantern", None)
    assert [each.text for each in reading.article.paragraphs] == ["Text."]
    assert "not one clear day" in reading.warnings[0]


def test_a_line_that_only_ends_like_a_date_is_text() -> None:
    reading = read(Record("a.md", 0, b"# T\n\nThe Fall of Room 12, 1984\n\nText."))
    assert [each.text for each in reading.article.paragraphs] == [
        "The Fall of Room 12, 1984",
        "Text.",
    ]
