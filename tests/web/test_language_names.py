"""An archive in several languages: its pages name them, its addresses have their tags."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from tests.web.conftest import parsed
from web import create_app
from web.languages import language_of

TEXTS = {"de": "Der Fluss stieg.", "fr": "La rivière monte.", "pt": "O rio subiu."}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("languages")
    archive, index = folder / "archive", folder / "index"
    archive.mkdir()
    lines = (
        json.dumps({"id": tag, "title": text, "content": text, "language": tag})
        for tag, text in TEXTS.items()
    )
    (archive / "articles.jsonl").write_text("\n".join(lines))
    reindex(Options(archive, 1), open_target(index), Silent())
    return create_app(settings=Settings(index=index)).test_client()


def _texts(soup: Any, selector: str) -> list[str]:
    return [each.text for each in soup.select(selector)]


def test_values_are_shown_by_name_and_searched_by_tag(client: FlaskClient) -> None:
    soup = parsed(client.get("/search"))
    shown = {each.text: each["href"] for each in soup.select("#facet-language a.value")}
    assert shown == {
        "French": "/search?language=fr",
        "German": "/search?language=de",
        "Portuguese": "/search?language=pt",
    }
    assert {each["value"] for each in soup.select("#facet-language input")} == {*TEXTS}


def test_a_search_is_named_after_them(client: FlaskClient) -> None:
    soup = parsed(client.get("/search?language=de&-language=fr"))
    assert soup.h1.text == "German, without French"
    assert _texts(soup, ".chips bdi") == ["German", "French"]


def test_they_are_in_the_language_of_the_page(client: FlaskClient) -> None:
    soup = parsed(client.get("/search?language=de&lang=es"))
    assert _texts(soup, ".chips bdi") == ["Alemán"]


def test_the_list_goes_by_names_and_finds_them(client: FlaskClient) -> None:
    whole = parsed(client.get("/languages?lang=en"))
    assert _texts(whole, ".letter h2") == ["F", "G", "P"]
    for typed in ("germ", "de"):
        assert (
            _texts(parsed(client.get(f"/languages?q={typed}&lang=en")), ".entries bdi")[0]
            == "German"
        )


@pytest.mark.parametrize("path", ["/", "/articles/de", "/trends?rows=language&columns=language"])
def test_other_pages_have_the_names(client: FlaskClient, path: str) -> None:
    assert "German" in parsed(client.get(f"{path}{'&' if '?' in path else '?'}lang=en")).main.text


def test_programs_get_tags(client: FlaskClient) -> None:
    found = json.loads(client.get("/search.json").text)
    assert {each["value"] for each in found["facets"]["language"]} == {*TEXTS}
    listed = json.loads(client.get("/languages.json?q=de").text)
    assert [each["value"] for each in listed["values"]] == ["de"]


@pytest.mark.parametrize("value", ["", "Old Norse", "x-y", "12", "english"])
def test_what_is_no_tag_stays_as_it_is(value: str) -> None:
    assert language_of("en").name_of(value) == value
