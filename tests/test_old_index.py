"""An index of another version is refused with a sentence, and built again by the next reindex."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from whoosh.index import TOC

from search.config.environment import Settings
from search.engines.whoosh import generation
from search.engines.whoosh.codec import INDEX_NAME
from search.engines.whoosh.generation import checksum
from search.engines.whoosh.writing import publication
from tests.indexing.files import titles
from web import create_app

OLD = Path(__file__).parent / "fixtures" / "index-format-3"
FAULT = "was written by another version of Backissue"
SENTENCE = f"{FAULT}: run `backissue reindex`"
TITLES = {"flood": "The river rose", "harvest": "A late harvest", "lock-gates": "Lock gates"}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of an index of format 3."""
    return Path(shutil.copytree(OLD / "index", tmp_path / "index"))


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """An index of this format whose table of contents names a module that no longer exists."""
    index = tmp_path / "index"
    _run("reindex", OLD / "archive", "--index", index)
    folder = index / "generations" / "000001"
    table = folder / TOC._filename(INDEX_NAME, 1)
    data = table.read_bytes()
    moved = data.replace(b"search.engines.whoosh.codec", b"search.engines.whoosh.moved")
    assert moved != data
    table.write_bytes(moved)
    _record_checksum(folder, table)
    return index


@pytest.fixture(params=["old", "moved"])
def index(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def _record_checksum(folder: Path, file: Path) -> None:
    info = folder / "generation.json"
    record = json.loads(info.read_text())
    del record["checksum"]
    record["checksums"][file.name] = checksum(file)
    info.write_text(generation._written(record))
    publication.point(folder.parent.parent, generation.read(folder))


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "search.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)


@pytest.mark.parametrize(("words", "code"), [(("search", "river"), 2), (("check",), 1)])
def test_commands_say_so(index: Path, words: tuple[str, ...], code: int) -> None:
    done = _run(*words, "--index", index)
    assert done.returncode == code
    assert FAULT in done.stderr
    assert "`backissue reindex`" in done.stderr
    assert "Traceback" not in done.stderr


def test_pages_are_unavailable(index: Path, caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(settings=Settings(index=index)).test_client()
    for address in ("/", "/search?q=river", "/search.json?q=river", "/articles/flood", "/authors"):
        response = client.get(address)
        assert response.status_code == 503, address
        assert "cannot be searched at the moment" in response.text
    assert client.get("/readyz").status_code == 503
    assert client.get("/metrics").status_code == 200
    assert SENTENCE in caplog.text


def test_a_reindex_builds_it_again(index: Path) -> None:
    done = _run("reindex", OLD / "archive", "--index", index)
    assert (done.returncode, done.stderr) == (0, "")
    assert "was written by another version of Backissue: it is built again." in done.stdout
    assert "3 added, 0 updated, 0 removed" in done.stdout
    assert titles(index) == TITLES
    assert titles(index, "rivers") == TITLES
    assert _run("check", "--index", index).returncode == 0


def test_a_site_serves_it_after_the_reindex(old: Path) -> None:
    client = create_app(settings=Settings(index=old)).test_client()
    assert client.get("/search?q=river").status_code == 503
    _run("reindex", OLD / "archive", "--index", old)
    assert "A late harvest" in client.get("/search?q=river").text


def test_a_roll_back_to_it_is_refused(old: Path) -> None:
    _run("reindex", OLD / "archive", "--index", old)
    done = _run("reindex", "--rollback", "--index", old)
    assert done.returncode == 2
    assert FAULT in done.stderr
    assert titles(old) == TITLES
