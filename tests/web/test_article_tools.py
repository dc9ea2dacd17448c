"""What a reader does with an article: finds the matches in it, links to a paragraph, cites it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from search.config.environment import Settings
from search.engines import open_engine
from tests.support import article, publish
from tests.web.conftest import Page, parsed
from web import create_app
from web.views.minimap import STRETCHES, mini_map

NAMES = tuple(f"Ada Writer{number:02}" for number in range(40))
LONG = tuple(
    f"Paragraph {number} of a long report. " + ("An otter & a heron swam by. " * (number % 9 == 4))
    for number in range(90)
)


@pytest.fixture(scope="module")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    index = tmp_path_factory.mktemp("long") / "index"
    publish(
        index,
        [
            article("long", *LONG, title="A report", authors=NAMES, published=date(2020, 2, 1)),
            article("eight", "Short.", authors=NAMES[:8]),
        ],
    )
    with open_engine(index) as engine:
        client = create_app(engine, Settings(title="The Test Review")).test_client()
        yield lambda address: parsed(client.get(address))


def test_a_map_shows_where_the_matches_are(long_page: Page) -> None:
    soup = long_page("/articles/long?q=otter")
    links = soup.select(".map a")
    assert 8 <= len(links) <= STRETCHES
    numbers: list[int] = []
    for link in links:
        (match,) = soup.select(link["href"])
        assert match.name == "mark"
        words = link["aria-label"].split(" of 10, ")[0].split()[1:]
        numbers += range(int(words[0]), int(words[-1]) + 1)
    assert numbers == list(range(1, 11))
    assert links[0]["aria-label"] == "Match 1 of 10, 0\N{NO-BREAK SPACE}% into the article"
    assert not long_page("/articles/long?q=absent").select(".map")


def test_a_map_has_a_place_for_every_match_however_many() -> None:
    text = "".join(f'a &amp; <mark id="match-{number}">b</mark>' for number in range(1, 2_001))
    found = mini_map([text, "<em>c</em>" * 10])
    assert found
    assert [found.stretches[0].first, found.stretches[-1].last] == [1, 2_000]
    assert found.ticks.count("M") <= found.width
    assert mini_map(["nothing", ""]) is None


def test_a_long_byline_folds(long_page: Page) -> None:
    byline = long_page("/articles/long").select_one(".byline")
    names = [each.text for each in byline.select("a")]
    assert names == list(NAMES)
    assert byline.select_one("summary").text == "and 35 others"
    first = ", ".join(NAMES[:5])
    assert " ".join(byline.get_text().split()).startswith(f"By {first} and 35 others")
    assert len(byline.select("details a")) == 35
    assert not long_page("/articles/eight").select(".byline details")
    hit = long_page("/search?q=report").select_one(".hit .byline")
    assert hit.text == f"By {first} and 35 others"


def test_each_link_to_a_paragraph_has_a_name_of_its_own(long_page: Page) -> None:
    labels = [each["aria-label"] for each in long_page("/articles/long").select(".body .pilcrow")]
    assert len(set(labels)) == len(labels)
    assert labels[0] == "Link to paragraph 1"


def test_an_article_is_cited_in_six_styles(long_page: Page) -> None:
    soup: Any = long_page("/articles/eight")
    styles = [each.text for each in soup.select(".references dt")]
    assert styles == ["APA", "MLA", "Chicago", "Harvard", "IEEE", "Vancouver"]
    for each in soup.select(".references dd"):
        assert "http://localhost/articles/eight" in each.text
        assert each.select_one("cite").text == "The Test Review"
    assert "http://localhost/articles/eight" in soup.select_one(".by-print").text
