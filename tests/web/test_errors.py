"""What goes wrong is said in a sentence, with a way on, and never with a stack trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.config.archive import ArchiveConfig
from search.config.environment import Settings
from search.engines import Engine
from search.engines.common.rebuild import OTHER_VERSION
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.model.deadline import Deadline
from search.model.notices import Notice
from search.model.request import SearchRequest
from search.model.results import Results, Status
from tests.support import publish
from tests.web.archive import articles
from tests.web.conftest import Page, parsed
from web import create_app

BAD = [
    ("page", "0"),
    ("page", "abc"),
    ("page", "-1"),
    ("page", "1e3"),
    ("page", "99999999999999"),
    ("sort", "best"),
    ("unit", "word"),
    ("size", "0"),
    ("size", "1000"),
    ("facet_size", "-5"),
    ("match", "none"),
    ("explain", "2"),
]


class Broken:
    """An engine that fails in a way that nobody foresaw."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError("secret detail")


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_parameter_is_named_and_the_search_can_go_on(
    client: FlaskClient, name: str, value: str
) -> None:
    response = client.get("/search", query_string={"q": "river"} | {name: value})
    assert response.status_code == 400
    soup = parsed(response)
    assert f"“{value}”" in soup.main.text
    assert not {name, f"{name}=", "parameter"} & {*soup.main.text.split()} - {"page"}
    assert soup.select_one("#search-form") is not None
    for link in soup.select("main a"):
        assert client.get(link["href"]).status_code == 200


def test_a_page_beyond_the_last_links_to_the_last(page: Page, client: FlaskClient) -> None:
    soup = page("/search?q=river&page=999999", 404)
    assert "This search has 7 pages." in soup.main.text
    ways = [each["href"] for each in soup.select("main a")]
    assert ways == ["/search?q=river&page=7", "/"]
    nothing = page("/search?q=zzzz&page=2", 404)
    assert "Nothing was found." in nothing.main.text
    assert client.get(nothing.select_one("main ul a")["href"]).status_code == 200


def test_an_unknown_parameter_is_no_matter(client: FlaskClient) -> None:
    assert client.get("/search?q=river&utm_source=x&colour=blue").status_code == 200


def test_a_page_that_is_not_there(page: Page) -> None:
    soup = page("/some/where-else.html", 404)
    assert soup.select_one("#q")["value"] == "some where else"


@pytest.mark.parametrize("address", ["/search", "/", "/articles/kinds", "/search.json"])
def test_pages_can_only_be_read(client: FlaskClient, address: str) -> None:
    response = client.post(address)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("POST", "/search.json", 405),
        ("POST", "/suggest", 405),
        ("GET", "/nothing.json", 404),
        ("GET", "/articles/nothing.ris", 404),
        ("GET", "/articles/nothing/related.json", 404),
        ("GET", "/facets/nothing.json", 404),
        ("GET", "/search.csv?q=river&sort=x", 400),
        ("GET", "/sitemap-99.xml", 404),
        ("POST", "/reindex", 404),
    ],
)
def test_errors_are_problem_details_for_programs(
    client: FlaskClient, method: str, address: str, status: int
) -> None:
    response = client.open(address, method=method)
    problem = parsed(response)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


@pytest.mark.parametrize("address", ["/", "/search?q=x", "/articles/x", "/authors"])
def test_before_the_first_reindex_readers_are_told_that_nobody_is_indexing(
    unpublished: FlaskClient, address: str
) -> None:
    response = unpublished.get(address)
    assert response.status_code == 503
    assert "There is nothing to search yet" in response.text
    assert "nobody is doing that now" in response.text
    assert response.headers["Retry-After"]
    assert parsed(response).select_one("main ul a")["href"] == address
    assert "refresh" not in response.text


def test_json_is_503_too(unpublished: FlaskClient) -> None:
    response = unpublished.get("/search.json")
    problem = parsed(response)
    assert (response.status_code, problem["status"]) == (503, 503)
    assert problem["type"] == "http://localhost/api#not-ready"
    assert response.headers["Retry-After"]


def test_programs_are_told_in_english_also_where_browsers_show_what_they_say(
    unpublished: FlaskClient,
) -> None:
    english = unpublished.get("/suggest?q=ab")
    french = unpublished.get("/suggest?q=ab&lang=fr", headers={"Accept-Language": "fr"})
    assert french.mimetype == "application/problem+json"
    assert parsed(french) == parsed(english)
    assert "reindex" in parsed(english)["detail"]


def test_a_site_opens_by_itself_once_there_is_an_index(tmp_path: Path) -> None:
    client = create_app(settings=Settings(index=tmp_path / "index")).test_client()
    assert client.get("/").status_code == 503
    publish(tmp_path / "index", articles())
    assert client.get("/").status_code == 200


def test_a_damaged_index_is_explained_to_readers_and_detailed_in_the_log(
    damaged: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for address in ("/", "/readyz"):
        response = damaged.get(address)
        assert response.status_code == 503
        assert "generation.json" not in response.text
    assert "generation.json" in caplog.text


@pytest.fixture
def unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A site whose index has settings that another version wrote."""
    monkeypatch.setattr(ArchiveConfig, "stamp", lambda _: {"title": "x", "colour_of_links": "blue"})
    publish(tmp_path / "index", articles(), config=ArchiveConfig())
    return create_app(settings=Settings(index=tmp_path / "index")).test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=x",
        "/articles/kinds",
        "/authors",
        "/search.json",
        "/suggest?q=riv",
        "/readyz",
    ],
)
def test_settings_of_another_version_are_a_damaged_index(
    unreadable: FlaskClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = unreadable.get(address)
    assert response.status_code == 503
    assert "written by another version of Backissue" in caplog.text
    assert response.is_json or parsed(response).select_one("#search-form")


def test_a_reindex_replaces_settings_of_another_version(
    archive: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive / "a.md").write_text("# A\n\nThe river.\n")
    with monkeypatch.context() as earlier:
        earlier.setattr(ArchiveConfig, "stamp", lambda _: {"title": "x", "colour_of_links": "blue"})
        reindex(Options(archive, 1), open_target(index), Silent())
    client = create_app(settings=Settings(index=index)).test_client()
    assert client.get("/").status_code == 503
    report = reindex(Options(archive, 1), open_target(index), Silent())
    assert report.notes == (OTHER_VERSION,)
    assert client.get("/").status_code == 200


@pytest.fixture
def broken() -> FlaskClient:
    return create_app(Broken(), Settings()).test_client()  # type: ignore[arg-type]  # broken on purpose


def test_the_unforeseen_shows_a_sentence_and_logs_the_rest(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = broken.get("/search?q=river", headers={"X-Request-ID": "id-of-1"})
    assert response.status_code == 500
    assert "add this number: <code>id-of-1</code>" in response.text
    assert "failed (request id-of-1)" in caplog.text
    assert "The fault is ours" in response.text
    assert "secret" not in response.text
    assert "secret detail" in caplog.text


def test_partial_answers_say_so(engine: Engine) -> None:
    class Slow:
        def search(self, request: SearchRequest, deadline: Deadline) -> Results:
            found = engine.search(request, deadline)
            return Results(
                request, found.total, found.pages, found.took_ms, found.hits, found.facets,
                partial=True, notices=(Notice("Only part of the archive was searched."),),
            )  # fmt: skip

        def config(self) -> ArchiveConfig:
            return engine.config()

        def status(self) -> Status:
            return engine.status()

        def fault(self) -> None:
            return None

    client = create_app(Slow(), Settings()).test_client()  # type: ignore[arg-type]  # searches only
    text = client.get("/search?q=river").text
    assert "articles so far" in text
    assert "Only part of the archive was searched." in text
