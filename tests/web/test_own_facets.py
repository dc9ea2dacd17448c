"""An archive with facets of its own: they are everywhere, and hidden ones are nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search.config.archive import ArchiveConfig
from search.config.archive_toml import archive_config
from search.config.environment import Settings
from search.engines import Engine, open_engine
from search.model.articles import Article, Source
from tests.support import publish, whole_article
from tests.web.conftest import Page, parsed
from tests.web.test_search import chips, total
from web import create_app

SETTINGS = """
title = "The Lantern Review"
tagline = "Reporting from the river since 2005"
url = "https://lantern.example.org/archive/"

[facets.author]
label = "Writer"
family_names = true
[facets.theme]
hidden = true
[facets.section]
fields = ["section"]
order = 15
sort = "name"
collapsed = true
"""
NAMES = ["author", "section", "region", "report", "source"]
LABELS = ["Writers", "Sections", "Regions", "In-depth reports", "Sources"]
HIDDEN = "Xylographs"
SECTIONS = ("politics", "Églises", "arts")
PAGES = (
    "/", "/search", "/search?q=river", "/search?section=politics", "/search?q=river&-section=arts",
    "/search?unit=paragraph", "/search?q=zebra", "/articles/a0", "/articles/a0?q=river",
    "/authors", "/sections", "/regions", "/search.json", "/search.json?q=river", "/suggest?q=xylo",
    "/suggest?q=riv", "/help", "/opensearch.xml", "/nope", "/search?page=0", "/search?facets=none",
    f"/search?theme={HIDDEN}", f"/search.json?theme={HIDDEN}",
)  # fmt: skip


def _article(number: int) -> Article:
    return whole_article(
        f"a{number}",
        f"Story {number}",
        summary=f"The river of story {number}.",
        authors=("Ada Byron", "Yves Abara"),
        regions=("West Africa",),
        themes=(HIDDEN,),
        reports=("Living with water",),
        source=Source("Field Notes"),
        facets={"section": (SECTIONS[number % 3],)},
    )


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> ArchiveConfig:
    file = tmp_path_factory.mktemp("settings") / "backissue.toml"
    file.write_text(SETTINGS)
    return archive_config(file.parent)


@pytest.fixture(scope="module")
def engine(settings: ArchiveConfig, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    index = tmp_path_factory.mktemp("own") / "index"
    publish(index, [*map(_article, range(7))], config=settings)
    with open_engine(index) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return create_app(engine, Settings()).test_client()


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> Page:
    def get(address: str) -> Any:
        return parsed(client.get(address))

    return get


def test_its_own_facet_is_listed_and_narrows_the_search(page: Page) -> None:
    soup = page("/search?q=river")
    section = soup.select_one("#facet-section")
    assert section.legend.text == "Section"
    assert [each.text for each in section.select(".value")] == ["arts", "Églises", "politics"]
    assert section.select_one("details.more summary").text == "3 sections"
    assert section.select("fieldset > ul") == []
    found = page(section.select(".value")[2]["href"])
    assert total(found) == 3
    assert chips(found) == ["Remove section politics ×"]
    topics = {link["href"] for link in soup.select(".topics a") if "section" in link["href"]}
    assert topics == {f"/search?q=river&section={quote(each)}" for each in SECTIONS}


def test_a_value_of_its_own_facet_can_be_excluded(page: Page) -> None:
    found = page("/search?-section=politics")
    assert total(found) == 4
    assert chips(found) == ["Remove not section politics ×"]
    assert page("/search.json?-section=politics")["total"] == 4
    excluded = page("/search").select("#facet-section .not")[2]["href"]
    assert excluded == "/search?-section=politics"


def test_a_query_can_name_its_own_facet(page: Page) -> None:
    assert page("/search.json?q=section:politics")["total"] == 3
    assert page("/search.json?q=theme:xylographs")["total"] == 0
    assert page("/search.json?q=xylographs")["total"] == 0


def test_json_has_its_own_facet(page: Page) -> None:
    found = page("/search.json?section=Églises")
    assert list(found["facets"]) == NAMES
    assert {hit["sections"][0] for hit in found["hits"]} == {"Églises"}
    assert [each["value"] for each in found["facets"]["section"] if each["selected"]] == ["Églises"]


def test_writers_are_listed_by_their_family_names(page: Page) -> None:
    listed = ["Yves Abara", "Ada Byron"]
    assert [each.bdi.text for each in page("/authors").select(".entries a")] == listed
    assert [each["value"] for each in page("/authors.json")["values"]] == listed
    soup = page("/authors?within=q%3Driver")
    assert [each.text for each in soup.select(".values .value")] == listed
    assert [each.text for each in soup.select("section h2")] == ["A", "B"]


def test_values_of_its_own_facet_have_a_page_and_are_completed(page: Page) -> None:
    soup = page("/sections")
    assert soup.h1.text == "Sections"
    assert [each.bdi.text for each in soup.select(".entries a")] == ["arts", "Églises", "politics"]
    _, texts, descriptions, addresses = page("/suggest?q=poli")
    assert (texts, descriptions) == (["politics"], ["Section, 3 articles"])
    assert total(page(addresses[0])) == 3


def test_an_article_shows_its_own_facet(page: Page) -> None:
    soup = page("/articles/a0")
    rows = {row.dt.text: row.dd.a["href"] for row in soup.select(".fields div")}
    assert rows == {
        "Section": "/search?section=politics",
        "Region": "/search?region=West+Africa",
        "In-depth report": "/search?report=Living+with+water",
    }
    assert soup.select_one(".byline a")["href"] == "/search?author=Ada+Byron"


def test_labels_and_order_are_the_same_everywhere(page: Page) -> None:
    soup = page("/search")
    assert [each["id"] for each in soup.select(".facet[id]")] == [f"facet-{name}" for name in NAMES]
    assert [each.text for each in soup.select(".colophon nav:first-of-type a")] == [
        *LABELS,
        "All articles",
        "By date",
        "Over time",
        "How to search",
        "For programs",
        "Keys",
    ]
    assert [each.h3.text for each in page("/").select(".shelves section")] == LABELS
    assert page("/authors").h1.text == "Writers"
    assert chips(page("/search?author=Ada+Byron")) == ["Remove writer Ada Byron ×"]
    described = page("/").select_one("meta[name=description]")["content"]
    assert "by words, writers, sections, regions, in-depth reports, sources and dates" in described
    fields = page("/help").select_one("[aria-labelledby=names] p").select("code")
    assert [each.text for each in fields] == [
        f"{name}:" for name in ("title", "text", "caption", *NAMES, "date")
    ]


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_said_of_a_hidden_facet(client: FlaskClient, address: str) -> None:
    text = client.get(address).text
    assert HIDDEN.lower() not in text.lower()
    assert not re.search(r"theme(?!-color)", text, re.IGNORECASE)


def test_a_hidden_facet_has_no_page_and_no_parameter(client: FlaskClient, page: Page) -> None:
    assert client.get("/themes").status_code == 404
    assert page("/search.json?theme=Nothing")["total"] == 7
    assert client.get("/search?facets=theme").status_code == 400


def test_a_search_box_names_no_hidden_author(engine: Engine, tmp_path: Path) -> None:
    config = engine.config()
    hidden = replace(config, facets=config.facets.without(["author"]))
    publish(tmp_path, [_article(0)], config=hidden)
    with open_engine(tmp_path) as opened:
        soup = parsed(create_app(opened, Settings()).test_client().get("/"))
    assert soup.select_one("#q")["placeholder"] == "Words, “a phrase”"


def test_title_and_tagline_are_those_of_the_archive(engine: Engine, page: Page) -> None:
    assert page("/").title.text == "The Lantern Review: 7 articles"
    assert page("/search").title.text == "All articles – The Lantern Review"
    assert "Reporting from the river since 2005 · 7 articles" in page("/").select_one(".motto").text
    operated = create_app(engine, Settings(title="Mirror")).test_client()
    assert parsed(operated.get("/")).h1.text == "Mirror"
    assert "<ShortName>Mirror</ShortName>" in operated.get("/opensearch.xml").text


def test_absolute_addresses_begin_with_that_of_the_archive(client: FlaskClient, page: Page) -> None:
    base = "https://lantern.example.org/archive"
    for path in ("/", "/articles/a0", "/sections", "/search?q=river"):
        assert page(path).find("link", rel="canonical")["href"] == f"{base}{path}"
    described = client.get("/opensearch.xml").text
    assert f'template="{base}/search?q={{searchTerms}}"' in described
    assert "localhost" not in described


def test_a_mounted_site_does_not_repeat_its_path(engine: Engine) -> None:
    mounted = create_app(engine, Settings()).test_client()
    soup = parsed(mounted.get("/sections", environ_overrides={"SCRIPT_NAME": "/archive"}))
    canonical = soup.find("link", rel="canonical")["href"]
    assert canonical == "https://lantern.example.org/archive/sections"
    assert soup.select_one(".name a")["href"] == "/archive/"
