"""Which generations are kept, listed and published again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.indexing.files import titles, write_article
from tests.indexing.test_mending import reported, run

Grow = Callable[[int], None]


@pytest.fixture
def grow(archive: Path, index: Path) -> Grow:
    """Publish generations until there are so many, each with one article more."""

    def grown(until: int) -> None:
        while len(list(archive.glob("*.md"))) < until:
            number = len(list(archive.glob("*.md"))) + 1
            write_article(archive, f"a{number}.md", f"Title {number}")
            assert run("reindex", archive, "--index", index).exit_code == 0

    return grown


def _listed(index: Path) -> dict[int, tuple[int | None, bool, bool]]:
    """Articles, whole, published, by number."""
    code, found = reported("generations", "--index", index)
    assert code == 0
    return {
        each["number"]: (each["articles"], each["whole"], each["published"])
        for each in found["generations"]
    }


def _damage(index: Path, number: int, file: str = "generation.json") -> None:
    path = index / "generations" / f"{number:06}" / file
    path.write_bytes(path.read_bytes()[:-20])


def test_they_are_listed_the_newest_first(index: Path, grow: Grow) -> None:
    grow(3)
    _damage(index, 2)
    assert list(_listed(index).items()) == [
        (3, (3, True, True)),
        (2, (None, False, False)),
        (1, (1, True, False)),
    ]
    lines = run("generations", "--index", index).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert "  3 articles, 3 paragraphs  whole " in lines[0]
    assert lines[0].endswith("  published")
    assert "damaged: " in lines[1]
    assert run("generations", "--index", index / "nowhere").exit_code == 2


def test_damage_inside_a_file_is_listed(index: Path, grow: Grow) -> None:
    grow(2)
    (segment, *_) = (index / "generations" / "000001").glob("*.segment")
    data = bytearray(segment.read_bytes())
    data[100] ^= 1
    segment.write_bytes(data)
    assert {number: whole for number, (_, whole, _) in _listed(index).items()} == {
        2: False,
        1: False,
    }


@pytest.mark.parametrize(("keep", "kept"), [("", [6, 5, 4]), ("1", [6]), ("5", [6, 5, 4, 3, 2])])
def test_so_many_are_kept(
    index: Path, grow: Grow, keep: str, kept: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKISSUE_KEEP", keep)
    grow(6)
    assert list(_listed(index)) == kept
    assert len(titles(index)) == 6


def test_a_number_of_them_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKISSUE_KEEP", "0")
    done = run("generations")
    assert done.exit_code == 2
    assert "BACKISSUE_KEEP='0' cannot be used" in done.stderr


def test_back_and_forth(archive: Path, index: Path, grow: Grow) -> None:
    grow(3)
    assert reported("reindex", "--rollback", "--index", index) == (
        0,
        {"generation": "000002", "articles": 2, "paragraphs": 2, "is_published": True},
    )
    assert len(titles(index)) == 2
    assert run("reindex", "--rollback", "--to", "3", "--index", index).exit_code == 0
    assert len(titles(index)) == 3
    assert "published already" in run("reindex", "--rollback", "--to", "3", "--index", index).stdout
    run("reindex", "--rollback", "--to", "1", "--index", index)
    lines = run("generations", "--index", index).stdout.splitlines()
    assert lines[2].endswith("published by a rollback")

    done = run("reindex", archive, "--index", index, "--dry-run")
    assert "This supersedes generation 000001, which a rollback published." in done.stdout
    code, report = reported("reindex", archive, "--index", index)
    assert (code, report["generation"], report["added"]) == (0, "000004", 2)
    assert report["notes"] == ["This supersedes generation 000001, which a rollback published."]
    assert list(_listed(index)) == [4, 3, 1]

    grow(6)
    assert list(_listed(index)) == [7, 6, 1]  # what a rollback published is never removed
    report = reported("reindex", archive, "--index", index, "--full")[1]
    assert report["notes"] == []


def test_what_cannot_be_gone_back_to(index: Path, grow: Grow) -> None:
    grow(2)
    for words, said in (
        (("--to", "7"), "No generation 7 is kept: there is 2, 1."),
        (("--to", "0"), "--to"),
    ):
        done = run("reindex", "--rollback", *words, "--index", index)
        assert done.exit_code == 2
        assert said in done.stderr
    assert "--rollback" in run("reindex", "--to", "1", "--index", index).stderr
    run("reindex", "--rollback", "--index", index)
    done = run("reindex", "--rollback", "--index", index)
    assert done.exit_code == 2
    assert "No generation before 000001 is kept." in done.stderr


@pytest.mark.parametrize("file", ["generation.json", "manifest.columns", "_MAIN_1.toc"])
def test_a_damaged_one_is_not_published(index: Path, grow: Grow, file: str) -> None:
    grow(3)
    _damage(index, 2, file)
    for dry in ((), ("--dry-run",)):
        done = run("reindex", "--rollback", "--index", index, *dry)
        assert done.exit_code == 2
        assert "Generation 000002 is damaged and was not published." in done.stderr
        assert "Generation 000001 is whole: `backissue reindex --rollback --to 1`" in done.stderr
    assert len(titles(index)) == 3
    _damage(index, 1, file)
    done = run("reindex", "--rollback", "--index", index)
    assert "No whole one is kept before it" in done.stderr


def test_a_dry_rollback_changes_nothing(index: Path, grow: Grow) -> None:
    grow(2)
    before = {file: file.read_bytes() for file in index.rglob("*") if file.is_file()}
    done = run("reindex", "--rollback", "--dry-run", "--index", index)
    assert (done.exit_code, done.stdout) == (
        0,
        "Would publish generation 000001 again, which is whole: 1 article. Nothing was written.\n",
    )
    assert reported("reindex", "--rollback", "--dry-run", "--index", index)[1] == {
        "generation": "000001",
        "articles": 1,
        "paragraphs": 1,
        "is_published": False,
    }
    assert before == {file: file.read_bytes() for file in index.rglob("*") if file.is_file()}


def test_a_rollback_where_the_pointer_is_damaged(index: Path, grow: Grow) -> None:
    grow(3)
    (index / "CURRENT").write_text("nonsense")
    done = run("reindex", "--rollback", "--index", index)
    assert done.exit_code == 2
    assert "choose one with `--to`; there is 3, 2, 1." in done.stderr
    assert run("reindex", "--rollback", "--to", "2", "--index", index).exit_code == 0
    assert len(titles(index)) == 2
    assert run("check", "--index", index).exit_code == 0
