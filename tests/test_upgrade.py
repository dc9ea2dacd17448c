"""The upgrade drill: indexes that earlier versions wrote are served or explained, and built again.

`tests/fixtures/index-format-N` keeps an index of format N with the archive that it was made of.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines.targets import open_target
from search.engines.whoosh.generation import FORMAT
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from tests.indexing.files import titles
from tests.test_old_index import SENTENCE
from web import create_app

KEPT = sorted((Path(__file__).parent / "fixtures").glob("index-format-*"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy of an index that was kept, and of its archive."""

    index: Path
    archive: Path
    format: int

    def site(self) -> FlaskClient:
        return create_app(settings=Settings(index=self.index)).test_client()

    def rebuilt(self) -> dict[str, str]:
        """The titles in an index that this version makes of the same archive."""
        elsewhere = self.index.with_name("elsewhere")
        reindex(Options(self.archive, jobs=1), open_target(elsewhere), Silent())
        return titles(elsewhere)


def _format(folder: Path) -> int:
    (info,) = (folder / "index" / "generations").glob("*/generation.json")
    return int(json.loads(info.read_text())["format"])


@pytest.fixture(params=KEPT, ids=lambda folder: str(folder.name))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    folder: Path = request.param
    index = shutil.copytree(folder / "index", tmp_path / "index")
    return Kept(Path(index), folder / "archive", _format(folder))


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "search.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)


def test_an_index_of_this_format_or_of_the_one_before_is_kept() -> None:
    """Who raises FORMAT finds here that the next upgrade would not be tried: keep an index first."""
    assert [f"index-format-{_format(folder)}" for folder in KEPT] == [each.name for each in KEPT]
    assert FORMAT - 1 <= max(map(_format, KEPT)) <= FORMAT


def test_it_is_served_or_explained(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    site = kept.site()
    ready, page = site.get("/readyz"), site.get("/search")
    checked = _run("check", "--index", kept.index)
    assert "Traceback" not in checked.stderr
    if kept.format == FORMAT:
        assert (ready.status_code, page.status_code, checked.returncode) == (200, 200, 0)
        assert all(title in page.text for title in kept.rebuilt().values())
        return
    assert (ready.status_code, page.status_code) == (503, 503)
    reason = json.loads(ready.text)["reason"]
    assert "Another version of Backissue" in reason
    assert "backissue reindex" in reason
    assert str(kept.index) not in ready.text + page.text
    assert "cannot be searched at the moment" in page.text
    assert SENTENCE in caplog.text
    assert checked.returncode != 0
    assert "written by another version of Backissue" in checked.stderr
    assert "run `backissue" in checked.stderr


def test_a_reindex_makes_of_it_what_a_new_index_would_be(kept: Kept) -> None:
    site = kept.site()
    site.get("/search")
    done = _run("reindex", kept.archive, "--index", kept.index, "--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert ("is built again" in done.stdout) == (kept.format != FORMAT)
    assert titles(kept.index) == kept.rebuilt()
    assert _run("check", "--index", kept.index).returncode == 0
    assert site.get("/readyz").status_code == 200
    assert all(title in site.get("/search").text for title in titles(kept.index).values())


def test_the_archive_settings_come_with_the_newest(tmp_path: Path) -> None:
    """What an older index was stamped with is stamped anew."""
    newest = max(KEPT, key=_format)
    index = Path(shutil.copytree(newest / "index", tmp_path / "index"))
    assert _run("reindex", newest / "archive", "--index", index, "--jobs", "1").returncode == 0
    page = create_app(settings=Settings(index=index)).test_client().get("/sections").text
    assert "The Towpath" in page
    assert all(section in page for section in ("Nature", "Transport", "Works"))
