"""Whatever happened to an index: `check` says so in sentences, and a reindex mends it by itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from search.cli import main
from search.engines.whoosh.generation import Generation, faults
from search.engines.whoosh.writing import foundation
from tests.indexing.damages import (
    CASES,
    PLACES,
    Place,
    cut,
    files,
    flipped,
    made_a_folder,
    place_of,
)
from tests.indexing.denied import reindex_as_a_user, unreadable
from tests.indexing.files import titles, write_article

TITLES = {f"a{number}": f"Title {number}" for number in range(12)}


def run(*words: str | Path) -> Result:
    """A command in this process; an error that is no sentence fails the test."""
    done = CliRunner().invoke(main, [*map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def reported(*words: str | Path) -> tuple[int, dict[str, Any]]:
    done = run(*words, "--json")
    return done.exit_code, json.loads(done.stdout)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive and its index, which has two generations of one and two segments."""
    folder = tmp_path_factory.mktemp("mending")
    for first, end in ((0, 8), (8, 12)):
        for number in range(first, end):
            write_article(folder / "archive", f"a{number}.md", f"Title {number}", "A river. " * 40)
        assert run("reindex", folder / "archive", "--index", folder / "index").exit_code == 0
    return folder


@pytest.fixture
def archive(whole: Path) -> Path:
    return whole / "archive"


@pytest.fixture
def index(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole / "index", tmp_path / "index"))


@pytest.mark.parametrize(("name", "damage"), CASES)
def test_a_reindex_mends_whatever_is_damaged(
    archive: Path, index: Path, name: str, damage: Callable[[Place], None]
) -> None:
    place = place_of(index, name)
    is_there = place.path.exists()
    before = {each: each.read_bytes() for each in files(index)}
    damage(place)
    is_changed = before != {each: each.read_bytes() for each in files(index)}
    is_needed = name in PLACES and (is_changed or place.path.is_symlink())
    code, found = reported("check", "--index", index)
    assert (code, found["whole"]) == ((1, False) if is_needed else (0, True))
    assert bool(found["faults"]) == is_needed

    code, report = reported("reindex", archive, "--index", index)
    assert (code, report["articles"], report["failures"]) == (0, 12, [])
    assert report["is_published"] == is_needed
    if is_needed:
        assert report["notes"]
        assert int(report["generation"]) > (3 if "000003" in name and is_there else 2)
    assert titles(index) == TITLES
    code, found = reported("check", "--index", index)
    assert (code, found["faults"], found["articles"]) == (0, [], 12)


@pytest.mark.parametrize("name", ["new segment", "generations/000002/generation.json"])
def test_what_is_whole_is_kept(archive: Path, index: Path, name: str) -> None:
    """Only the articles of a damaged segment are read again; others are linked."""
    place = place_of(index, name)
    flipped(place)
    old = place_of(index, "old segment").path
    for generation in ("000001", "000002"):
        (index / "generations" / generation / old.name).stat()
    report = reported("reindex", archive, "--index", index)[1]
    kept = index / "generations" / report["generation"] / old.name
    links = [index / "generations" / each / old.name for each in ("000001", "000002")]
    assert any(kept.samefile(each) for each in links)
    assert (report["unchanged"], report["removed"]) == (12, 0) or report["added"] == 4
    (note,) = report["notes"]
    assert str(place.path.parent) in note


def test_damage_is_not_linked_into_the_next_generation(archive: Path, tmp_path: Path) -> None:
    """A segment that two generations share is damaged in both; an article is added meanwhile."""
    index, own = tmp_path / "index", tmp_path / "archive"
    shutil.copytree(archive, own)
    run("reindex", own, "--index", index)
    write_article(own, "b.md", "Another")
    run("reindex", own, "--index", index)
    (shared,) = (index / "generations" / "000001").glob("*.segment")
    data = bytearray(shared.read_bytes())
    data[len(data) // 3] ^= 4
    with shared.open("r+b") as file:
        file.write(data)
    write_article(own, "c.md", "A third")
    report = reported("reindex", own, "--index", index)[1]
    assert (report["added"], report["unchanged"]) == (1, 13)
    assert shared.name in report["notes"][0]
    assert titles(index) == TITLES | {"b": "Another", "c": "A third"}
    assert run("check", "--index", index).exit_code == 0


def test_what_cannot_be_read_now_is_taken_from_the_damaged_index(
    archive: Path, index: Path, tmp_path: Path
) -> None:
    own = tmp_path / "archive"
    shutil.copytree(archive, own)
    segment = place_of(index, "new segment").path
    data = bytearray(segment.read_bytes())
    data[2_500] ^= 1  # in another block than the stored articles
    segment.write_bytes(data)
    with unreadable(own / "a9.md"):
        code, report = reindex_as_a_user(own, index)
    assert (code, report["articles"]) == (0, 12)
    assert [each["path"] for each in report["failures"]] == ["a9.md"]
    assert titles(index) == TITLES
    assert run("check", "--index", index).exit_code == 0


@pytest.mark.parametrize("name", ["generations", "generations/000002", "CURRENT", "new segment"])
def test_what_its_owner_may_not_read(archive: Path, index: Path, name: str) -> None:
    with unreadable(place_of(index, name).path):
        code, report = reindex_as_a_user(archive, index)
        assert (code, report["articles"], report["is_published"]) == (0, 12, name != "generations")
    assert titles(index) == TITLES
    assert run("check", "--index", index).exit_code == 0


def test_what_is_in_the_way_is_renamed_and_named(archive: Path, index: Path) -> None:
    made_a_folder(place_of(index, "CURRENT"))
    report = reported("reindex", archive, "--index", index)[1]
    (aside,) = index.glob("CURRENT.set-aside-*")
    assert (aside / "of somebody").is_dir()
    assert aside.name in report["notes"][0]
    assert len(report["notes"]) == 2


def test_a_dry_run_mends_nothing(archive: Path, index: Path) -> None:
    made_a_folder(place_of(index, "CURRENT"))
    before = sorted(index.rglob("*"))
    code, report = reported("reindex", archive, "--index", index, "--dry-run")
    assert (code, report["is_published"]) == (0, False)
    assert report["notes"]
    assert sorted(index.rglob("*")) == before


@pytest.mark.parametrize("name", ["CURRENT", "generations", "old segment"])
def test_check_repairs_an_index(
    archive: Path, index: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flipped(place_of(index, name))
    code, found = reported("check", "--index", index)
    monkeypatch.setenv("BACKISSUE_ARCHIVE", str(archive))
    again, repaired = reported("check", "--index", index, "--repair")
    assert (code, again) == (1, 0)
    assert repaired["repaired"] == found["faults"] != []
    assert (repaired["whole"], repaired["faults"], repaired["articles"]) == (True, [], 12)
    assert titles(index) == TITLES
    assert run("check", "--index", index, "--repair").stdout.startswith("Generation")


def test_a_repair_that_would_lose_much_is_none(index: Path, tmp_path: Path) -> None:
    """With most of the archive gone, the damaged index is all that is left of it."""
    write_article(tmp_path / "other", "x.md", "Another archive")
    for number in range(30):
        write_article(tmp_path / "archive", f"a{number}.md", f"Title {number}")
    fresh = tmp_path / "fresh"
    run("reindex", tmp_path / "archive", "--index", fresh)
    (segment,) = fresh.rglob("*.segment")
    flipped(Place(fresh, segment, segment))
    done = run("check", "--index", fresh, "--repair", "--archive", tmp_path / "other")
    assert done.exit_code == 1
    assert "would remove 30 of 30 articles" in done.stderr
    assert "still damaged" in done.stderr
    assert [each.name for each in (fresh / "generations").iterdir()] == ["000001"]


def test_what_cannot_be_checked(tmp_path: Path, archive: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "file" / "index"):
        (tmp_path / "file").write_text("x")
        done = run("check", "--index", place)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "There is no index in" in done.stderr


def test_an_index_that_changes_under_the_check_is_looked_at_again(
    archive: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def removed_meanwhile(generation: Generation) -> list[str]:
        calls.append(generation.name)
        if len(calls) == 1:
            run("reindex", archive, "--index", index, "--full")
            shutil.rmtree(generation.folder)
        return faults(generation)

    monkeypatch.setattr("search.engines.whoosh.writing.conditions.faults", removed_meanwhile)
    assert reported("check", "--index", index)[1]["generation"] == "000003"
    assert calls == ["000002", "000003"]


def test_damage_that_shows_late_makes_all_be_read_again(
    archive: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foundation, "file_fault", lambda *_: "")
    cut(place_of(index, "old segment"))
    own = tmp_path / "archive"
    shutil.copytree(archive, own)
    write_article(own, "a3.md", "Changed")
    report = reported("reindex", own, "--index", index)[1]
    assert titles(index) == TITLES | {"a3": "Changed"}
    assert report["notes"][0].endswith("All articles are read again.")
