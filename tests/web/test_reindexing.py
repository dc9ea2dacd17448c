"""Starting a reindex by HTTP, and looking how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.config.environment import LEAST_TOKEN, Settings
from search.engines.targets import open_target
from tests.deploy.server import until
from tests.web.conftest import parsed
from web import create_app
from web.guesses import MINUTE, MOST_WRONG, Guesses

TOKEN = "0123456789abcdefgh"
RIGHT = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def client(archive: Path, index: Path) -> FlaskClient:
    settings = Settings(archive=archive, index=index, reindex_token=TOKEN)
    return create_app(settings=settings).test_client()


def _look(client: FlaskClient) -> Any:
    return parsed(client.get("/reindex", headers=RIGHT))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_a_token_there_is_no_such_page(unpublished: FlaskClient, method: str) -> None:
    assert unpublished.open("/reindex", method=method, headers=RIGHT).status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        TOKEN,
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Basic {TOKEN}",
        "Bearer é",
        "Bearer",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_else_is_let_in(client: FlaskClient, method: str, given: str | None) -> None:
    headers = {} if given is None else {"Authorization": given}
    response = client.open("/reindex", method=method, headers=headers)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert TOKEN not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_guessing_is_slow_and_shuts_nobody_out(client: FlaskClient) -> None:
    wrong = {"Authorization": "Bearer wrong"}
    asked = [client.post("/reindex", headers=wrong) for _ in range(MOST_WRONG + 1)]
    assert [each.status_code for each in asked] == [401] * MOST_WRONG + [429]
    assert asked[-1].headers["Retry-After"]
    assert client.get("/reindex", headers=RIGHT).status_code == 200
    guesses = Guesses()
    assert not any(guesses.is_too_many(0.0) for _ in range(MOST_WRONG))
    assert guesses.is_too_many(MINUTE - 1)
    assert not guesses.is_too_many(MINUTE + 1)


def test_it_reads_the_archive_and_says_what_it_did(client: FlaskClient, archive: Path) -> None:
    (archive / "a.md").write_text("# Title\n\nThe river rose.\n")
    assert _look(client) == {"running": False, "address": "/reindex"}
    begun = client.post("/reindex", headers=RIGHT)
    assert begun.status_code == 202
    assert begun.headers["Location"] == parsed(begun)["address"] == "/reindex"
    assert client.post("/reindex", headers=RIGHT).status_code == 409
    assert until(lambda: not _look(client)["running"], 30)
    summary = _look(client)["summary"]
    assert (summary["added"], summary["generation"], summary["failures"]) == (1, "000001", [])
    assert client.get("/search?q=river").status_code == 200
    assert client.post("/reindex", headers=RIGHT).status_code == 202
    assert until(lambda: not _look(client)["running"], 30)
    assert _look(client)["summary"]["unchanged"] == 1


def test_what_keeps_it_from_reading_is_in_the_summary(client: FlaskClient, archive: Path) -> None:
    archive.rmdir()
    assert client.post("/reindex", headers=RIGHT).status_code == 202
    assert until(lambda: not _look(client)["running"], 30)
    assert f"There is no folder {archive}" in _look(client)["summary"]["error"]


def test_one_that_somebody_else_has_started_counts(client: FlaskClient, index: Path) -> None:
    with open_target(index).session(is_dry=False):
        refused = client.post("/reindex", headers=RIGHT)
    assert refused.status_code == 409
    assert parsed(refused)["progress"] == "Indexing"


def test_a_token_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(TOKEN) >= LEAST_TOKEN
    assert TOKEN not in repr(Settings(reindex_token=TOKEN))
