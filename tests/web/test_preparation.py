"""Without an index the site says what is so: who is indexing, how far that is, or why nothing opens."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines.targets import open_target, told_progress
from search.engines.whoosh import running
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.model.preparation import Reindexing
from tests.support import publish, without_rights
from tests.web.archive import articles
from tests.web.conftest import parsed
from web import create_app

HALF = Reindexing("Indexing", 430, 1000, 1200, 1.0)


@pytest.fixture
def client(index: Path) -> FlaskClient:
    return create_app(settings=Settings(index=index)).test_client()


@pytest.fixture
def writing(index: Path) -> Iterator[None]:
    """Another process of ours writes the index."""
    with open_target(index).session(is_dry=False):
        yield


@pytest.mark.usefixtures("writing")
def test_while_somebody_indexes_it_says_how_far_that_is(client: FlaskClient, index: Path) -> None:
    assert "Indexing." in client.get("/").text
    progress = told_progress(index)
    progress.begin(1000)
    page = client.get("/search?q=river")
    assert page.status_code == 503
    assert "The archive is being indexed" in page.text
    assert "Indexing, 0 %." in page.text
    running.tell(index, HALF)
    assert "Indexing, 43 %. 1,200 articles so far." in client.get("/").text
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json
    assert ready.json["reason"] == "Indexing, 43 %."
    assert ready.json["indexing"] == {
        "phase": "Indexing", "done": 430, "total": 1000, "articles": 1200, "started": 1.0,
        "percent": 43,
    }  # fmt: skip
    assert "43 %" in parsed(client.get("/search.json"))["detail"]
    progress.phase("Publishing")
    assert parsed(client.get("/readyz"))["indexing"]["phase"] == "Publishing"


def test_what_a_killed_reindex_left_is_known_to_be_old(client: FlaskClient, index: Path) -> None:
    index.mkdir()
    (index / running.LOCK).touch()
    running.tell(index, HALF)
    assert "nobody is doing that now" in client.get("/").text
    with open_target(index).session(is_dry=False):
        assert parsed(client.get("/readyz"))["reason"] == "Indexing."


def test_nothing_is_left_of_the_progress_at_the_end(archive: Path, index: Path) -> None:
    (archive / "a.md").write_text("# Title\n\nThe river rose.\n")
    reindex(Options(archive, 1), open_target(index), told_progress(index))
    assert {each.name for each in index.iterdir()} == {"CURRENT", "generations", "lock"}


def test_who_looks_does_not_keep_a_reindex_from_starting(
    archive: Path, index: Path, client: FlaskClient
) -> None:
    (archive / "a.md").write_text("# Title\n\nThe river rose.\n")
    index.mkdir()
    look = "from fcntl import *; import sys, time; flock(open(sys.argv[1]), 1); print(); time.sleep(.1)"
    (index / running.LOCK).touch()
    command = [sys.executable, "-uc", look, str(index / running.LOCK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as looker:
        assert looker.stdout
        looker.stdout.readline()
        assert reindex(Options(archive, 1), open_target(index), Silent()).is_published
    assert client.get("/").status_code == 200


def test_a_damaged_index_that_is_built_again_says_so(client: FlaskClient, index: Path) -> None:
    publish(index, articles())
    for file in (index / "CURRENT", *index.rglob("generation.json")):
        file.write_text("nonsense")
    page = client.get("/")
    assert page.status_code == 503
    assert "out of order" in page.text
    assert "nobody is indexing it" in page.text
    with open_target(index).session(is_dry=False):
        running.tell(index, HALF)
        assert "The archive is being indexed" in client.get("/").text


@pytest.mark.parametrize("address", ["/", "/readyz"])
def test_an_index_that_may_not_be_read_is_no_missing_one(
    client: FlaskClient, index: Path, address: str
) -> None:
    client.get("/no-such-page")  # load what a page needs, while there is no index to open
    publish(index, articles())
    with without_rights(index):
        response = client.get(address)
    assert response.status_code == 503
    assert "permission" in response.text or "may not be read" in response.text
    assert client.get("/").status_code == 200
