"""Dates that cannot be used: the search goes on without them, and their fields say what is wrong."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Page
from tests.web.test_search import chips, total


@pytest.mark.parametrize("value", ["2019-13", "abc", "2019-02-30", "0000", "2019-1-1-1"])
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_bad_date_keeps_the_search(page: Page, name: str, value: str) -> None:
    soup = page(f"/search?q=river&region=Russia+and+FSU&{name}={value}")
    assert total(soup) == total(page("/search?q=river&region=Russia+and+FSU")) > 0
    assert [each for each in chips(soup) if "Russia and FSU" in each]
    field = soup.select_one(f"#{name}")
    assert (field["value"], field["aria-invalid"]) == (value, "true")
    said = soup.select_one(f"#{field['aria-describedby']}").text
    assert said == f"“{value}” is no date: write one such as 2019, 2019-08 or 2019-08-31."


def test_the_other_date_counts(page: Page) -> None:
    soup = page("/search?q=river&from=2010&to=2019-13")
    assert total(soup) == total(page("/search?q=river&from=2010"))
    assert soup.select_one("#from")["value"] == "2010-01-01"
    assert soup.select_one("#from").get("aria-invalid") is None


def test_dates_the_wrong_way_round(page: Page) -> None:
    soup = page("/search?q=river&from=2020&to=2010")
    assert total(soup) == total(page("/search?q=river"))
    assert soup.select_one("#from-wrong").text == "The first day is later than the last one."
    assert [soup.select_one(f"#{name}")["value"] for name in ("from", "to")] == ["2020", "2010"]


def test_both_may_be_bad(page: Page) -> None:
    assert len(page("/search?q=river&from=x&to=y").select(".filters .wrong")) == 2


def test_no_page_speaks_of_parameters(page: Page) -> None:
    soup = page("/search?q=river&from=2019-13")
    assert "from=2019-13" not in soup.main.text
    assert "cannot be used" not in soup.main.text


def test_programs_are_told(client: FlaskClient) -> None:
    response = client.get("/search.json?q=river&from=2019-13")
    assert response.status_code == 400
    assert response.json is not None
    assert "from='2019-13' cannot be used" in str(response.json)
