"""The values of a facet for programs: of the archive, and of a search."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Page, parsed


@pytest.mark.parametrize("plural", ["authors", "regions", "themes", "reports", "sources"])
def test_all_values_come_page_by_page(client: FlaskClient, page: Page, plural: str) -> None:
    facet = plural.removesuffix("s")
    whole = page(f"/{plural}.json?size=1000")
    assert whole["total"] == whole["found"] == len(whole["values"]) > 2
    address, values = f"/{plural}.json?size=3", []
    while address:
        response = client.get(address)
        values += parsed(response)["values"]
        link = response.headers.get("Link", "")
        address = link.removeprefix("<http://localhost").partition(">")[0]
    assert values == whole["values"]
    for each in values:
        assert page(f"/search.json{each['url'].removeprefix('/search')}")["total"] == each["count"]
    assert whole["facet"] == facet


def test_values_are_found_by_the_beginnings_of_words(page: Page) -> None:
    found = page("/authors.json?q=ang")
    assert [each["value"] for each in found["values"]] == ["Zoë Ångström"]
    assert found["total"] > found["found"] == 1
    counts = [each["count"] for each in page("/themes.json?sort=count")["values"]]
    assert counts == sorted(counts, reverse=True)


def test_one_facet_within_a_search(page: Page) -> None:
    search = "q=river&from=2006&theme=Railways&-author=Bo+Li"
    found = page(f"/facets/theme.json?{search}")
    counted = page(f"/search.json?{search}")
    assert found["hits"] == counted["total"]
    shown = ("value", "count", "selected", "excluded")
    assert [{name: each[name] for name in shown} for each in found["values"]] == counted["facets"][
        "theme"
    ]
    for each in found["values"]:
        if not each["selected"]:
            assert "theme=Railways" in each["url"]
    last = found["values"][-1]
    narrowed = page(f"/facets/theme.json?{search}&find={last['value'][:4]}")
    assert narrowed["values"] == [last]
    assert narrowed["total"] == found["total"] > 1


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/authors.json?page=99", 404, "page"),
        ("/authors.json?page=x", 400, "page"),
        ("/authors.json?size=1001", 400, "size"),
        ("/authors.json?sort=newest", 400, "sort"),
        ("/facets/author.json?page=99", 404, "page"),
        ("/facets/author.json?from=never", 400, "from"),
        ("/facets/authors.json", 404, None),
        ("/nothings.json", 404, None),
    ],
)
def test_what_cannot_be_listed_is_refused(
    page: Page, address: str, status: int, parameter: str | None
) -> None:
    assert page(address, status).get("parameter") == parameter
