"""Titles of old pages, of posts and of sites with names in several parts."""

from __future__ import annotations

import pytest

from tests.reading.ferry import ferry_page


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The Herald: The ferry", "<h3 class='post-title entry-title'>The ferry</h3>"),
        ("(3) The ferry - The Herald", ""),
        ("New Page 1", "<h1>The ferry</h1>"),
        ("Unbenanntes Dokument", "<h1>The ferry</h1>"),
    ],
)
def test_the_title(title: str, shown: str) -> None:
    page = ferry_page(f"<title>{title}</title>", shown)
    assert page.title == "The ferry"
    assert [each.text for each in page.paragraphs] == [
        each.text for each in ferry_page().paragraphs
    ]


def test_the_name_of_a_part_before_that_of_the_site() -> None:
    site = "<meta property=og:site_name content=海岸网>"
    assert ferry_page(f"<title>渡船时间表_海岸日报_海岸网</title>{site}", "").title == "渡船时间表"


def test_the_side_of_a_title_that_a_page_without_headings_shows() -> None:
    head = "<title>The Herald - The late ferry</title>"
    assert ferry_page(head, "<font size=5><b>The late ferry</b></font>").title == "The late ferry"
    menu = "<title>Herald News - The late ferry on a lake</title>"
    assert ferry_page(menu, "<b>Herald News</b>").title == "Herald News - The late ferry on a lake"


def test_a_title_of_which_the_page_shows_both_sides_or_none() -> None:
    head = "<title>The Herald - The ferry and a lake</title>"
    assert ferry_page(head, "").title == "The Herald - The ferry and a lake"
    both = "<b>The Herald</b><hr><b>The ferry and a lake</b>"
    assert ferry_page(head, both).title == "The Herald - The ferry and a lake"
