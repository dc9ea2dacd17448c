"""The step that buildpacks run at the end of a build."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from tests.deploy.server import ROOT, environment


@pytest.fixture
def application(tmp_path: Path) -> Path:
    """The application as a buildpack lays it out: the source tree, and articles in archive/."""
    folder = tmp_path / "app"
    (folder / "archive").mkdir(parents=True)
    (folder / "search").symlink_to(ROOT / "search")
    (folder / "archive" / "a.md").write_text("# Title\n\nThe river rose.\n")
    return folder


def _build(application: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    given = {"BACKISSUE_ARCHIVE": "", "BACKISSUE_INDEX": "", **variables}
    return subprocess.run(
        [ROOT / "bin" / "post_compile"],
        cwd=application,
        env=environment(**given),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_index_is_built_with_the_application_and_may_be_moved(
    application: Path, tmp_path: Path
) -> None:
    done = _build(application)
    assert done.returncode == 0, done.stderr
    moved = (application / "index").rename(tmp_path / "elsewhere")
    with open_engine(moved) as engine:
        assert engine.search(SearchRequest(text="river")).total == 1


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"BACKISSUE_ARCHIVE": "nowhere"}, "there is no folder nowhere"),
        ({"BACKISSUE_INDEX": "/somewhere/index"}, "lies outside of the application"),
    ],
)
def test_where_there_is_nothing_to_build_it_says_why(
    application: Path, variables: dict[str, str], said: str
) -> None:
    done = _build(application, **variables)
    assert done.returncode == 0
    assert said in done.stdout
    assert not (application / "index").exists()


@pytest.mark.parametrize("name", ["BACKISSUE_INDEX", "BONSAI_URL"])
def test_an_index_in_a_cluster_is_not_built_with_the_application(
    application: Path, name: str
) -> None:
    done = _build(application, **{name: "https://ann:hidden@search.example"})
    assert done.returncode == 0, done.stderr
    assert "it is in a cluster" in done.stdout
    assert "hidden" not in done.stdout + done.stderr


def test_an_archive_without_articles_ends_the_build(application: Path) -> None:
    (application / "archive" / "a.md").unlink()
    assert _build(application).returncode == 2
