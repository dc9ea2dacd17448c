"""A reindex does what changed and nothing else, and its result is that of a rebuild."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from search.engines.targets import open_target
from search.engines.whoosh.writing.lock import locked
from search.errors import ArchiveMissing, IndexNotWritable, ReindexRunning
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.upkeep import roll_back
from tests.conftest import Reindex
from tests.indexing.files import counts, titles, write_article, write_lines


def test_only_what_changed_is_done(archive: Path, index: Path, run_reindex: Reindex) -> None:
    for number in range(5):
        write_article(archive, f"sub/a{number}.md", f"Title {number}")
    first = run_reindex()
    assert counts(first) == (5, 0, 0, 0, 0)
    assert first.generation == "000001"

    again = run_reindex()
    assert counts(again) == (0, 0, 0, 5, 0)
    assert (again.generation, again.is_published) == ("000001", False)

    write_article(archive, "sub/a1.md", "Another title")
    (archive / "sub/a2.md").unlink()
    write_article(archive, "b.md", "New")
    third = run_reindex()
    assert counts(third) == (1, 1, 1, 3, 0)
    assert (third.generation, third.articles) == ("000002", 5)
    assert titles(index) == {
        "sub/a0": "Title 0",
        "sub/a1": "Another title",
        "sub/a3": "Title 3",
        "sub/a4": "Title 4",
        "b": "New",
    }


def test_a_file_that_was_only_touched_is_no_change(archive: Path, run_reindex: Reindex) -> None:
    file = write_article(archive, "a.md", "Title")
    run_reindex()
    os.utime(file)
    report = run_reindex()
    assert counts(report) == (0, 0, 0, 1, 0)
    assert not report.is_published


def test_a_change_within_the_resolution_of_file_times_is_seen(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    file = archive / "a.md"
    file.write_text("# Title one\n\nText.\n")
    run_reindex()
    status = file.stat()
    file.write_text("# Title two\n\nText.\n")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert run_reindex().updated == 1
    assert titles(index) == {"a": "Title two"}


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    write_article(archive, "a.md", "Title")
    (archive / "empty.md").touch()
    assert counts(run_reindex(is_dry=True)) == (1, 0, 0, 0, 1)
    assert not index.exists()
    run_reindex()
    write_article(archive, "b.md", "Title")
    assert counts(run_reindex(is_dry=True)) == (1, 0, 0, 1, 1)
    assert titles(index) == {"a": "Title"}


def test_failures_are_reported_each_time_and_the_rest_goes_on(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    write_article(archive, "good.md", "Good")
    (archive / "empty.md").touch()
    (archive / "binary.md").write_bytes(bytes(range(256)) * 40)
    for report in (run_reindex(), run_reindex(), run_reindex(is_full=True)):
        assert [each.path for each in report.failures] == ["binary.md", "empty.md"]
        assert all(each.reason for each in report.failures)
    assert titles(index) == {"good": "Good"}


def test_what_cannot_be_opened_is_reported_until_it_can(
    archive: Path, index: Path, run_reindex: Reindex, tmp_path: Path
) -> None:
    write_article(archive, "a.md", "Title")
    (tmp_path / "elsewhere").mkdir()
    (archive / "b.md").symlink_to(tmp_path / "gone.md")
    (archive / "linked").symlink_to(tmp_path / "elsewhere")
    for is_published in (True, False):
        report = run_reindex()
        assert [each.path for each in report.failures] == ["b.md", "linked"]
        assert report.is_published == is_published
    write_article(tmp_path, "gone.md", "There again")
    (archive / "linked").unlink()
    assert counts(run_reindex()) == (1, 0, 0, 1, 0)
    assert titles(index) == {"a": "Title", "b": "There again"}


def test_files_of_other_kinds_are_counted(archive: Path, run_reindex: Reindex) -> None:
    write_article(archive, "a.md", "Title")
    (archive / "picture.JPG").touch()
    (archive / "LICENCE").touch()
    assert run_reindex().ignored == {".jpg": 1, "no suffix": 1}


def test_lines_are_followed_by_their_content(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    records: list[dict[str, object]] = [
        {"id": f"r{number}", "title": f"Record {number}", "content": "Text."} for number in range(6)
    ]
    write_lines(archive, "all.jsonl.gz", *records)
    assert run_reindex().added == 6
    records[3]["title"] = "Changed"
    write_lines(
        archive, "all.jsonl.gz", {"id": "new", "title": "New", "content": "x"}, *records[1:]
    )
    report = run_reindex()
    assert counts(report) == (1, 1, 1, 4, 0)
    assert titles(index) == {
        "new": "New",
        **{f"r{number}": f"Record {number}" for number in (1, 2, 4, 5)},
        "r3": "Changed",
    }


def test_the_first_of_two_with_one_id_has_it(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    write_lines(archive, "b.jsonl", {"id": "x", "title": "From b", "content": "Text."})
    run_reindex()
    write_lines(
        archive,
        "c.jsonl",
        {"id": "x", "title": "From c", "content": "Text."},
        {"id": "y", "title": "Other", "content": "Text."},
    )
    report = run_reindex()
    assert counts(report) == (1, 0, 0, 1, 1)
    assert report.failures[0].path == "c.jsonl:1"
    assert "b.jsonl:1" in report.failures[0].reason

    write_lines(archive, "a.jsonl", {"id": "x", "title": "From a", "content": "Text."})
    assert counts(run_reindex()) == (0, 1, 0, 1, 2)
    assert titles(index) == {"x": "From a", "y": "Other"}

    (archive / "a.jsonl").unlink()
    assert counts(run_reindex()) == (0, 1, 0, 1, 1)
    assert titles(index) == {"x": "From b", "y": "Other"}


def test_an_article_that_moved_with_its_id_is_no_change(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    write_lines(archive, "a.jsonl", {"id": "x", "title": "X", "content": "Text."})
    run_reindex()
    (archive / "a.jsonl").rename(archive / "b.jsonl")
    assert counts(run_reindex()) == (0, 0, 0, 1, 0)
    assert titles(index) == {"x": "X"}


def test_segments_stay_few_after_many_small_reindexes(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    for number in range(60):
        write_article(archive, f"a{number}.md", f"Title {number}")
        run_reindex()
    generation = index / "generations" / "000060"
    assert len(list(generation.glob("*.segment"))) <= 14
    assert len(titles(index)) == 60
    assert sorted(folder.name for folder in (index / "generations").iterdir()) == [
        "000058",
        "000059",
        "000060",
    ]


def test_the_generation_before_can_be_published_again(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    file = write_article(archive, "a.md", "First")
    run_reindex()
    write_article(archive, "a.md", "Second")
    run_reindex()
    roll_back(open_target(index))
    assert titles(index) == {"a": "First"}
    assert run_reindex().updated == 1
    assert titles(index) == {"a": "Second"}
    assert file.exists()


def test_one_reindex_at_a_time(archive: Path, index: Path, run_reindex: Reindex) -> None:
    write_article(archive, "a.md", "Title")
    with locked(index), pytest.raises(ReindexRunning, match="Another reindex"):
        run_reindex()
    run_reindex()


def test_folders_that_cannot_be_used(archive: Path, index: Path, run_reindex: Reindex) -> None:
    with pytest.raises(ArchiveMissing, match="holds no article"):
        run_reindex()
    with pytest.raises(ArchiveMissing, match="There is no folder"):
        reindex(Options(archive / "nowhere", 1), open_target(index), Silent())
    file = write_article(archive, "a.md", "Title")
    with pytest.raises(IndexNotWritable, match="cannot be written"):
        reindex(Options(archive, 1), open_target(file / "index"), Silent())


def test_a_damaged_index_is_built_again(archive: Path, index: Path, run_reindex: Reindex) -> None:
    write_article(archive, "a.md", "Title")
    run_reindex()
    (segment,) = (index / "generations" / "000001").glob("*.segment")
    segment.write_bytes(b"garbage")
    report = run_reindex()
    assert report.is_published
    assert "is built again" in report.notes[0]
    assert titles(index) == {"a": "Title"}


def test_what_a_crash_left_behind_is_cleared_away(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    write_article(archive, "a.md", "Title")
    run_reindex()
    (index / "generations" / "building-dead").mkdir()
    (index / "generations" / "000007").mkdir()
    write_article(archive, "b.md", "Title")
    assert run_reindex().generation == "000008"
    assert sorted(each.name for each in (index / "generations").iterdir()) == ["000001", "000008"]


def test_a_reindex_that_fails_leaves_nothing_that_takes_room(
    archive: Path, index: Path, run_reindex: Reindex, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(archive, "a.md", "Title")
    run_reindex()
    write_article(archive, "b.md", "Title")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr("search.engines.whoosh.writing.generation_writer.publish", full)
        with pytest.raises(IndexNotWritable, match="No space left"):
            run_reindex()
    assert [each.name for each in (index / "generations").iterdir()] == ["000001"]
    assert titles(index) == {"a": "Title"}
