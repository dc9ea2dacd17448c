"""Dates, numbers and addresses as the pages write them."""

from __future__ import annotations

from datetime import date

import pytest

from search.model.request import SearchRequest
from web.links import is_web_address
from web.wording import counted, date_range, joined, long_date, period_name


def test_names_are_joined_as_in_a_sentence() -> None:
    assert joined([]) == ""
    assert joined(["A"]) == "A"
    assert joined(["A", "B"]) == "A and B"
    assert joined(["A", "B", "C"]) == "A, B and C"


def test_counts_have_separators_and_the_right_number() -> None:
    assert counted(0, "article") == "0 articles"
    assert counted(1, "match", "matches") == "1 match"
    assert counted(12345, "match", "matches") == "12,345 matches"


def test_dates_and_periods() -> None:
    assert long_date(date(2019, 9, 2)) == "2 September 2019"
    assert long_date(None) == ""
    assert period_name("2019") == "2019"
    assert period_name("2019-08") == "August 2019"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ""),
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2019, 1, 1), date(2021, 12, 31), "2019–2021"),
        (date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        (date(2020, 2, 1), date(2020, 2, 28), "1 February 2020 to 28 February 2020"),
        (date(2020, 2, 1), None, "from 1 February 2020"),
        (None, date(2020, 2, 1), "until 1 February 2020"),
    ],
)
def test_ranges_of_dates_are_named_as_people_do(
    since: date | None, until: date | None, expected: str
) -> None:
    assert date_range(SearchRequest(since=since, until=until)) == expected


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://example.org/a", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str, is_safe: bool) -> None:
    assert is_web_address(address) is is_safe
