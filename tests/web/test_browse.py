"""The values of a facet from A to Z."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest
from flask.testing import FlaskClient

from search.errors import BadParameter
from search.model.facets import DEFAULT_FACETS, FacetTable
from search.model.results import FacetValue
from tests.web.conftest import Page
from tests.web.test_search import total
from web.links import Links
from web.views.alphabet import WHOLE
from web.views.browse import browse_page


def values(*names: str) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(name, 1) for name in names)


@pytest.mark.parametrize("path", ["authors", "regions", "themes", "reports", "sources"])
def test_counts_are_what_their_links_find(page: Page, path: str) -> None:
    entries = page(f"/{path}").select(".entries li")
    assert entries
    for entry in entries:
        assert total(page(entry.a["href"])) == int(entry.select_one(".count").text)


def test_accents_do_not_count_in_letters_and_order() -> None:
    found = browse_page(
        "author", values("Zoë", "Émile", "Łukasz", "eva", "Elena", "Zebra"), "", "", Links()
    )
    assert [group.letter for group in found.groups] == ["E", "L", "Z"]
    assert [entry.name for entry in found.groups[0].entries] == ["Elena", "Émile", "eva"]
    assert [entry.name for entry in found.groups[2].entries] == ["Zebra", "Zoë"]


def test_names_that_begin_with_the_family_name_stand_under_it() -> None:
    found = browse_page("author", values("Byron, Ada", "Ada Zimmer"), "", "", Links())
    assert [group.letter for group in found.groups] == ["A", "B"]


def test_an_archive_may_have_its_authors_under_their_family_names() -> None:
    field = replace(DEFAULT_FACETS["author"], has_family_names=True)
    given = values("Bo Li", "Ada Byron", "Zimmer, Ada", "Émile Zola", "News Desk", "Plato")
    found = browse_page("author", given, "", "", Links(facets=FacetTable((field,))))
    listed = [(each.letter, [one.name for one in each.entries]) for each in found.groups]
    assert listed == [
        ("B", ["Ada Byron"]),
        ("L", ["Bo Li"]),
        ("N", ["News Desk"]),
        ("P", ["Plato"]),
        ("Z", ["Zimmer, Ada", "Émile Zola"]),
    ]


def test_digits_and_signs_come_last_under_headings_of_their_own() -> None:
    found = browse_page("theme", values("!!!", "1984", "Art", "Жар", "日本"), "", "", Links())
    assert [group.letter for group in found.groups] == ["A", "Ж", "日", "0–9", "Other"]
    assert len({group.id for group in found.groups}) == 5


def test_the_list_can_be_filtered_by_beginnings_of_words(page: Page) -> None:
    entries = page("/authors?q=ang").select(".entries a")
    assert [entry.bdi.text for entry in entries] == ["Zoë Ångström"]
    assert "list all" in page("/authors?q=ang").select_one(".found").text


def test_a_filter_that_finds_nothing_offers_a_search(page: Page) -> None:
    assert page("/authors?q=otter").select_one(".empty a")["href"] == "/search?q=otter"


def test_letters_lead_to_headings_of_the_page(page: Page) -> None:
    soup = page("/authors")
    for link in soup.select(".letters a"):
        assert soup.find(id=link["href"].removeprefix("#")).text == link.text


def test_one_letter_can_be_shown_alone(page: Page) -> None:
    soup = page("/authors?letter=Z")
    assert [heading.text for heading in soup.select(".letter h2")] == ["Z"]


def test_a_letter_that_nothing_begins_with_is_named(client: FlaskClient) -> None:
    response = client.get("/authors?letter=Q")
    assert response.status_code == 400
    assert "letter=" in response.text
    with pytest.raises(BadParameter, match="there is nothing to list"):
        browse_page("author", (), "A", "", Links())


def test_ten_thousand_values_come_a_letter_at_a_time() -> None:
    many = values(*(f"{chr(65 + number % 26)}uthor {number}" for number in range(10_000)))
    began = perf_counter()
    found = browse_page("author", many, "", "", Links())
    assert perf_counter() - began < 1
    assert [group.letter for group in found.groups] == ["A"]
    assert len(found.groups[0].entries) < WHOLE
    assert found.letters[1].url == "/authors?letter=B"
    filtered = browse_page("author", many, "", "uthor", Links())
    assert filtered.groups == ()
    assert browse_page("author", many, "B", "", Links()).groups[0].letter == "B"
