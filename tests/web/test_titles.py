"""Titles, headings and descriptions say what is shown."""

from __future__ import annotations

import pytest

from tests.web.conftest import Page
from web.readings import without_near_words, worth_saying


@pytest.mark.parametrize(
    ("address", "heading", "title"),
    [
        ("/search?author=Ada+Byron", "Ada Byron", "Ada Byron: "),
        ('/search?q="otter"', 'Results for "otter"', '"otter": 1 article'),
        ("/search?q=“otter”", "Results for “otter”", "“otter”: 1 article"),
        ('/trends?q="otter"', '"otter" over time', '"otter", over time'),
        ("/search?q=otter", "Results for “otter”", "“otter”: 1 article"),
        (
            "/search?q=river&theme=Railways&from=2010&to=2010",
            "Results for “river” in Railways, 2010",
            "“river” in Railways, 2010: 2 articles",
        ),
        ("/search?-theme=Railways", "Articles, without Railways", "Articles, without Railways: "),
        ("/search", "All articles", "All articles – "),
        ("/search?page=2", "All articles", "All articles, page 2 of 7"),
        ("/authors?letter=Z", "Authors: Z", "Authors: Z"),
        ("/authors?q=ang", "Authors with “ang”", "Authors with “ang”"),
    ],
)
def test_a_page_is_named_by_what_is_on_it(
    page: Page, address: str, heading: str, title: str
) -> None:
    soup = page(address)
    assert soup.h1.text == heading
    assert soup.title.text.startswith(title)


def test_each_page_has_a_description_of_its_own(page: Page) -> None:
    addresses = ["/search?q=river", "/search?q=otter", "/search", "/authors", "/authors?letter=Z"]
    found = [
        page(each).find("meta", attrs={"name": "description"})["content"] for each in addresses
    ]
    assert len(set(found)) == len(addresses)
    assert "Zoë Ångström" in found[-1]


def test_a_letter_has_an_address_of_its_own(page: Page) -> None:
    canonical = page("/authors?letter=Z").find("link", rel="canonical")["href"]
    assert canonical.endswith("/authors?letter=Z")


@pytest.mark.parametrize(
    ("typed", "understood", "said"),
    [
        ("climte presdent", "(climte OR climate^0.62) AND (presdent OR president^0.62)", ""),
        ("climte", "climte OR climate^0.62", ""),
        ("climte climte", "climte^2 OR climate^1.24", ""),
        ("climte or x", "(climte OR climate^0.62) OR x", "climte OR x"),
        ("flood^0.5 or x", "flood^0.5 OR x", "flood^0.5 OR x"),
    ],
)
def test_weights_of_near_words_are_no_words_for_readers(
    typed: str, understood: str, said: str
) -> None:
    assert worth_saying(typed, without_near_words(typed, understood)) == said


@pytest.mark.parametrize(
    ("typed", "understood", "said"),
    [
        ("O'Brien", "o/brien OR obrien", ""),
        ("COVID-19", "covid/19 OR covid19", ""),
        ("the e-mail of 1,000", "the AND (e/mail OR email) AND of AND (1/000 OR 1000)", ""),
        ("7%", '"7%" OR 7/percent OR 7/per/cent OR 7/prozent OR 7/pour/cent OR 7/por/ciento', ""),
        (
            "47 percent",
            '(47 AND percent) OR "47%" OR 47/percent OR 47/per/cent OR 47/prozent OR 47/pour/cent'
            " OR 47/por/ciento",
            "",
        ),
        ("5pm", "5pm OR 5/pm OR 5/p/m", ""),
        ("U.S. economy", "(u/s OR US) AND economy", ""),
        ("#metoo", 'metoo OR "#metoo"', ""),
        ("l'été", "l/ete OR lete", ""),
        ("covid-19 or flu", "covid/19 OR covid19 OR flu", "covid/19 OR covid19 OR flu"),
        ("cars", "cars OR automobile", "cars OR automobile"),
        ("trump not guilty", "trump NOT guilty", "trump NOT guilty"),
        ("election 2016", "election AND (2016 OR date:2016)", "election AND (2016 OR date:2016)"),
        ("author:o'brien", "author:o/brien", "author:o/brien"),
        ("section:e-mail", "section:e/mail", "section:e/mail"),
    ],
)
def test_other_forms_of_writing_are_not_worth_saying(
    typed: str, understood: str, said: str
) -> None:
    assert worth_saying(typed, understood) == said
