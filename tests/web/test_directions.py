"""Texts from right to left, beside others: directions, languages, isolated names, initials."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from tests.support import publish
from tests.web.conftest import parsed
from tests.web.crowd import ARABIC, HEBREW, MIXED, right_to_left, signed
from web import create_app
from web.directions import direction
from web.views.text_blocks import opens


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    index: Path = tmp_path_factory.mktemp("scripts") / "index"
    publish(index, [*right_to_left(), *map(signed, range(5))])
    return create_app(settings=Settings(index=index)).test_client()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ARABIC, "rtl"),
        (HEBREW, "rtl"),
        (MIXED, "rtl"),
        ("The word السلام means peace, and is a greeting.", "ltr"),
        ("A plain sentence", "auto"),
        ("1984", "auto"),
        ("", "auto"),
    ],
)
def test_the_direction_is_that_of_most_letters(text: str, expected: str) -> None:
    assert direction(text) == expected


def test_an_arabic_article_is_set_from_right_to_left(reader: FlaskClient) -> None:
    soup = parsed(reader.get("/articles/arabic"))
    assert soup.html["lang"] == "en"
    assert soup.html["dir"] == "ltr"
    assert soup.article["dir"] == "rtl"
    for part in (soup.h1, soup.select_one(".standfirst"), soup.select_one(".body")):
        assert part["lang"] == "ar"
    paragraphs = soup.select(".body p")
    assert [each.get("dir") for each in paragraphs] == [None, None, "auto", None]
    assert [each.text for each in soup.select(".byline bdi")] == ["ليلى حداد", "Ada Byron"]
    assert soup.select_one(".dateline bdi").text == "صحيفة النهر"
    assert not soup.select(".opening")


def test_hits_have_their_own_direction_and_language(reader: FlaskClient) -> None:
    soup = parsed(reader.get("/search"))
    hits = {hit.a["href"].partition("?")[0]: hit for hit in soup.select(".hit")}
    assert hits["/articles/arabic"]["dir"] == "rtl"
    assert hits["/articles/arabic"].h3["lang"] == "ar"
    assert {each["dir"] for each in hits["/articles/arabic"].select(".passages li")} == {"rtl"}
    assert hits["/articles/hebrew"]["dir"] == "rtl"
    assert hits["/articles/signed/1"]["dir"] == "auto"


@pytest.mark.parametrize("address", ["/", "/search", "/search?author=ליל", "/authors"])
def test_names_and_counts_are_isolated(reader: FlaskClient, address: str) -> None:
    soup = parsed(reader.get(address))
    names = soup.find_all(string=lambda text: text and ("ليلى" in text or "לוי" in text))
    shown = [each for each in names if each.parent.name not in ("title", "h1", "span", "mark")]
    assert all(each.find_parent("bdi") for each in shown)
    assert all(each.name == "bdi" for each in soup.select(".values .count, .entries .count"))


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        ("The river rose", True),
        ("A river rose", True),
        ("Élan vital", True),
        ("I’ve seen it", True),
        ("U.S. troops", False),
        ("BEIRUT (AP)", False),
        ("“Go,” he said", False),
        ("1984 was", False),
        (ARABIC, False),
    ],
)
def test_a_large_initial_is_for_latin_words_alone(beginning: str, expected: bool) -> None:
    assert opens(f"{beginning} and went on{' and on' * 60}.") is expected
    assert not opens(beginning)
