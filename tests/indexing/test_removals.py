"""A reindex that would remove much publishes nothing unless it is allowed to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.targets import open_target
from search.errors import ArchiveMissing
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.removals import is_much
from search.indexing.report import Report
from tests.conftest import Reindex
from tests.indexing.files import titles, write_article, write_lines

KEPT = 30


@pytest.fixture
def options(archive: Path, index: Path) -> Options:
    """For an archive that has lost 40 of 90 articles since it was published: the folder b whole, half
    of c, and some lines."""
    for number in range(KEPT):
        write_article(archive, f"a/a{number}.md", f"Title {number}")
    for number in range(20):
        write_article(archive, f"b/deep/b{number}.md", f"Title {number}")
        write_article(archive, f"c{number % 2}/c{number}.md", f"Title {number}")
    lines = [{"id": f"r{number}", "title": "Line", "content": "Text."} for number in range(20)]
    write_lines(archive, "all.jsonl", *lines)
    options = Options(archive, 1)
    _run(options, index)
    shutil.rmtree(archive / "b")
    shutil.rmtree(archive / "c1")
    write_lines(archive, "all.jsonl", *lines[:10])
    return options


def _run(options: Options, index: Path) -> Report:
    return reindex(options, open_target(index), Silent())


@pytest.mark.parametrize(("is_full", "is_dry"), [(False, False), (True, False), (False, True)])
def test_nothing_is_published_and_the_folders_are_named(
    options: Options, index: Path, is_full: bool, is_dry: bool
) -> None:
    write_article(options.archive, "new.md", "New")
    for _ in range(2):
        report = _run(replace(options, is_full=is_full, is_dry=is_dry), index)
        assert report.error == (
            "This reindex would remove 40 of 90 articles and add 1, so nothing was published and the"
            " index stays as it is. Folders would lose: b/deep 20 of 20, the archive itself 10 of 20,"
            " c1 10 of 10. If they are meant to go, run it again with --allow-removals."
        )
        assert report.losses == {"b/deep": 20, "c1": 10, ".": 10}
        assert not report.is_published
        assert titles(index, "title:new") == {}
        assert len(titles(index)) == 90
    assert sorted(each.name for each in (index / "generations").iterdir()) == ["000001"]


def test_it_is_published_if_it_is_allowed(options: Options, index: Path) -> None:
    report = _run(replace(options, allow_removals=True), index)
    assert (report.error, report.removed, report.articles) == ("", 40, 50)
    assert len(titles(index)) == 50
    assert _run(options, index).error == ""


def test_twenty_may_go_and_so_may_a_quarter(archive: Path, index: Path) -> None:
    for number in range(40):
        write_article(archive, f"a{number}.md", f"Title {number}")
    _run(Options(archive, 1), index)
    for number in range(20):
        (archive / f"a{number}.md").unlink()
    report = _run(Options(archive, 1), index)
    assert (report.error, report.removed, report.articles) == ("", 20, 20)


@given(st.integers(0, 500), st.integers(0, 500))
def test_more_than_twenty_and_more_than_a_quarter_is_much(removed: int, left: int) -> None:
    before = removed + left
    assert is_much(removed, before) == (removed >= 21 and removed / max(before, 1) > 0.25)


def test_an_archive_in_which_nothing_can_be_read_replaces_no_index(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    file = write_article(archive, "a.md", "Title")
    run_reindex()
    file.write_bytes(b"")
    for is_full in (False, True):
        for allow_removals in (False, True):
            options = Options(archive, 1, is_full=is_full, allow_removals=allow_removals)
            report = _run(options, index)
            assert (
                report.error
                == "No article could be read, so the index stays as it is, with 1 article(s)."
            )
            assert [each.path for each in report.failures] == ["a.md"]
            assert titles(index) == {"a": "Title"}
    file.unlink()
    with pytest.raises(ArchiveMissing):
        run_reindex()
    assert titles(index) == {"a": "Title"}


def test_the_first_index_may_be_empty(archive: Path, run_reindex: Reindex) -> None:
    (archive / "empty.md").touch()
    report = run_reindex()
    assert (report.error, report.articles, report.is_published) == ("", 0, True)
