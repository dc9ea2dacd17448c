"""What cannot be read now keeps its published version."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.targets import open_target
from search.engines.whoosh.generation import faults
from search.engines.whoosh.generations import current
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from tests.conftest import Reindex
from tests.indexing.denied import denied, reindex_as_a_user, unreadable
from tests.indexing.files import Configure, counts, titles, write_article, write_lines


def test_the_articles_of_a_folder_that_cannot_be_read_stay(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    for number in range(3):
        write_article(archive, f"sub/deep/a{number}.md", f"Title {number}")
    write_article(archive, "sub-b.md", "Beside")
    (archive / "sub/empty.md").touch()
    write_lines(archive, "sub/all.jsonl", {"id": "x", "title": "X"}, {"id": "y", "title": "Y"})
    run_reindex()
    before = titles(index)
    with denied(archive / "sub"):
        write_article(archive, "sub-b.md", "Changed")
        report = run_reindex()
        assert counts(report) == (0, 1, 0, 5, 2)
        assert report.failures[0].path == "sub"
        assert report.failures[0].reason == "this folder cannot be read: Permission denied"
        assert titles(index) == {**before, "sub-b": "Changed"}
        assert not run_reindex().is_published
    with denied(archive):
        assert counts(run_reindex()) == (0, 0, 0, 6, 2)
    write_article(archive, "sub/deep/a1.md", "Title one")
    (archive / "sub/deep/a2.md").unlink()
    assert counts(run_reindex()) == (0, 1, 1, 4, 1)
    assert titles(index) == {
        "sub/deep/a0": "Title 0",
        "sub/deep/a1": "Title one",
        "sub-b": "Changed",
        "x": "X",
        "y": "Y",
    }


def test_they_stay_when_everything_else_is_read_again(
    archive: Path, index: Path, run_reindex: Reindex, configure: Configure
) -> None:
    write_article(archive, "sub/a.md", "Title", "One.\n\nTwo.")
    write_article(archive, "b.md", "Beside")
    run_reindex()
    toml = '[facets.theme.folders]\nsub = "Law"\n'
    with denied(archive / "sub"):
        report = run_reindex(is_full=True)
        assert (report.articles, report.paragraphs, report.failed) == (2, 3, 1)
        assert titles(index) == {"sub/a": "Title", "b": "Beside"}
        configure(toml)
        assert titles(index) == {"sub/a": "Title", "b": "Beside"}
        assert faults(current(index)) == []
    report = configure(toml)
    assert (report.updated, report.failed) == (1, 0)
    assert titles(index, "theme:law") == {"sub/a": "Title"}


def test_a_file_whose_end_cannot_be_read_keeps_its_records(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    lines = [
        {"id": f"r{number}", "title": f"T{number}", "content": os.urandom(500).hex()}
        for number in range(50)
    ]
    write_lines(archive, "all.jsonl.gz", *lines)
    run_reindex()
    file = archive / "all.jsonl.gz"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    for is_full in (False, True):
        report = run_reindex(is_full=is_full)
        assert (report.articles, report.failed) == (50, 1)
        assert "not a whole gzip file" in report.failures[0].reason
        assert len(titles(index)) == 50
    file.write_bytes(whole)
    report = run_reindex()
    assert (report.articles, report.failed) == (50, 0)
    assert faults(current(index)) == []


def test_an_article_that_comes_to_own_its_id_cannot_always_be_read(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    """It was never in the index, and now its folder is unreadable: the third one has the id then."""
    (archive / "b").mkdir()
    for name in ("a.jsonl", "b/b.jsonl", "c.jsonl"):
        write_lines(archive, name, {"id": "x", "title": name, "content": "Text."})
    write_article(archive, "d.md", "Title")
    run_reindex()
    assert titles(index) == {"x": "a.jsonl", "d": "Title"}
    (archive / "a.jsonl").unlink()
    (archive / "b/b.jsonl").rename(archive / "hidden")
    with denied(archive / "b"):
        report = run_reindex()
    assert titles(index) == {"x": "c.jsonl", "d": "Title"}
    assert (report.articles, faults(current(index))) == (2, [])


_NAMES = ["", "a", "a/a", "a/b", "b", "c/c"]
_STEP = st.tuples(
    st.sets(st.sampled_from(_NAMES), max_size=3),  # cannot be read
    st.dictionaries(st.sampled_from(_NAMES), st.sampled_from(["one", "two", "three"]), max_size=3),
    st.booleans(),
)


@pytest.mark.slow
@settings(max_examples=20)
@given(st.lists(_STEP, min_size=1, max_size=3))
def test_whatever_cannot_be_read_between_two_reindexes_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[set[str], dict[str, str], bool]],
) -> None:
    root = tmp_path_factory.mktemp("denied")
    archive, index = root / "archive", root / "index"
    published: dict[str, str] = {}
    for name in _NAMES:
        write_article(archive, _in(name, "x.md"), "Old", "old")
        write_lines(archive, _in(name, "y.jsonl"), {"id": f"y-{name or 'top'}", "title": "Old"})
        published |= {_in(name, "x"): "Old", f"y-{name or 'top'}": "Old"}
    reindex(Options(archive, 1), open_target(index), Silent())
    newest = dict(published)
    for refused, changed, is_full in steps:
        for name, title in changed.items():
            write_article(archive, _in(name, "x.md"), title, title)
            newest[_in(name, "x")] = title
        with denied(*(archive / name for name in refused)):
            report = reindex(Options(archive, 1, is_full=is_full), open_target(index), Silent())
        hidden = {_in(name, "x") for name in _NAMES if _is_below(name, refused)}
        published = {id: (published if id in hidden else newest)[id] for id in published}
        assert titles(index) == published
        assert (report.articles, report.removed) == (len(published), 0)
        assert {each.path for each in report.failures} == {
            name or "." for name in refused if not _is_below(name, refused - {name})
        }
        assert faults(current(index)) == []
    assert reindex(Options(archive, 1), open_target(index), Silent()).failed == 0
    assert titles(index) == newest
    shutil.rmtree(root)


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _is_below(folder: str, folders: Iterable[str]) -> bool:
    return any(not each or f"{folder}/".startswith(f"{each}/") for each in folders)


@pytest.mark.slow
def test_a_user_who_may_not_read_everything_keeps_all_articles(archive: Path, index: Path) -> None:
    for number in range(30):
        write_article(archive, f"f{number % 3}/a{number}.md", f"Title {number}")
    code, report = reindex_as_a_user(archive, index)
    assert (code, report["articles"]) == (0, 30)
    with unreadable(archive / "f0", archive / "f1/a1.md"):
        os.utime(archive / "f1/a1.md")
        for option in ("--jobs=1", "--full", "--dry-run", "--strict"):
            code, report = reindex_as_a_user(archive, index, option)
            assert (code, report["articles"]) == (1 if option == "--strict" else 0, 30)
            assert [each["path"] for each in report["failures"]] == ["f0", "f1/a1.md"]
            assert len(titles(index)) == 30
    code, report = reindex_as_a_user(archive, index)
    assert (code, report["articles"], report["failed"]) == (0, 30, 0)
