"""No file ends a reindex or stalls it: it is reported, and all others are indexed exactly once."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from search.engines.targets import open_target
from search.engines.whoosh.generation import faults
from search.engines.whoosh.generations import current
from search.indexing.keeping import PublishedArticles
from search.indexing.progress import Silent
from search.indexing.read_again import read_again
from search.indexing.read_changes import ReadChanges
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from search.indexing.sink import Sink
from search.indexing.tasks import FileTask, Origin
from search.indexing.workers import Limits
from search.storage.arrays import Array
from tests.indexing.files import counts, stored, titles, write_article, write_lines
from tests.indexing.stalling import read


@pytest.fixture(autouse=True)
def stalling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.indexing.reindex.Origin", partial(Origin, read=read))


def _run(archive: Path, index: Path, jobs: int = 1, seconds: float = 1.0) -> Report:
    options = Options(archive, jobs, file_seconds=seconds)
    return reindex(options, open_target(index), Silent())


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("sleep", "took longer than 1 s: "),
        ("spin", "took longer than 1 s: "),
        ("die", "ended the process that read it"),
        ("nest", "is nested too deeply"),
        ("count", "cannot be read (ValueError: Exceeds the limit"),
        ("fill", "needs more memory"),
    ],
)
def test_a_file_that_goes_wrong_is_reported_and_the_rest_goes_on(
    archive: Path, index: Path, how: str, reason: str
) -> None:
    for number in range(9):
        write_article(archive, f"a{number}.md", f"Title {number}")
    write_article(archive, "a4b.md", "Bad", f"{how}, please")
    report = _run(archive, index)
    assert counts(report) == (9, 0, 0, 0, 1)
    (failure,) = report.failures
    assert failure.path == "a4b.md"
    assert failure.reason.startswith(reason)
    assert titles(index) == {f"a{number}": f"Title {number}" for number in range(9)}
    assert faults(current(index)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_of_a_segment_that_is_lost_are_read_again(
    archive: Path, index: Path, jobs: int
) -> None:
    """The process has read hundreds of articles into its segment when it is killed."""
    for number in range(300):
        write_article(archive, f"a{number:03}.md", f"Title {number}")
    write_article(archive, "a250b.md", "Bad", "spin, please")
    write_article(archive, "a100b.md", "Bad", "die, please")
    write_article(archive, "z.md", "Bad", "sleep, please")
    report = _run(archive, index, jobs)
    assert counts(report) == (300, 0, 0, 0, 3)
    assert {each.path for each in report.failures} == {"a100b.md", "a250b.md", "z.md"}
    assert len(titles(index)) == 100  # the most that a page holds
    assert current(index).info.articles == 300
    assert {stored(index, f"a{number:03}").title for number in range(300)} == {
        f"Title {number}" for number in range(300)
    }
    assert faults(current(index)) == []
    listed = {segment.name for segment in current(index).table()}
    files = {file.stem for file in current(index).folder.glob("*.segment")}
    assert files == listed


def test_segments_that_were_complete_are_kept(
    archive: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what the process had in memory is read again."""
    monkeypatch.setattr("search.indexing.budget._LEAST", 2_000)
    monkeypatch.setattr("search.indexing.budget._MOST", 2_000)
    again: list[int] = []

    def counted(
        origin: Origin,
        changes: ReadChanges,
        missing: Array,
        sink: Sink,
        limits: Limits,
        published: PublishedArticles,
    ) -> None:
        again.append(len(missing))
        read_again(origin, changes, missing, sink, limits, published)

    monkeypatch.setattr("search.indexing.reindex.read_again", counted)
    for number in range(200):
        write_article(archive, f"a{number:03}.md", f"Title {number}", f"word{number} " * 5_000)
    write_article(archive, "b.md", "Bad", "sleep, please")
    assert counts(_run(archive, index)) == (200, 0, 0, 0, 1)
    assert sum(again) < 150
    assert current(index).info.articles == 200
    assert faults(current(index)) == []


def test_a_line_that_goes_wrong_is_reported_and_the_others_go_on(
    archive: Path, index: Path
) -> None:
    lines = [{"id": f"r{number}", "title": f"T{number}", "content": "x"} for number in range(100)]
    write_lines(archive, "all.jsonl", *lines[:40], {"id": "bad", "content": "spin, please"})
    assert counts(_run(archive, index)) == (40, 0, 0, 0, 1)
    write_lines(
        archive, "all.jsonl", *lines[:40], {"id": "bad", "content": "die, please"}, *lines[40:]
    )
    report = _run(archive, index)
    assert counts(report) == (60, 0, 0, 40, 1)
    assert report.failures[0].path == "all.jsonl:41"
    assert len(titles(index)) == 100


def test_what_was_published_of_it_stays_and_it_is_tried_each_time(
    archive: Path, index: Path
) -> None:
    write_article(archive, "a.md", "Old")
    write_lines(archive, "b.jsonl", {"id": "x", "title": "X", "content": "old"}, {"id": "y"})
    _run(archive, index)
    write_article(archive, "a.md", "New", "fill, please")
    write_lines(archive, "b.jsonl", {"id": "x", "title": "X", "content": "fill, please"})
    for is_published in (True, False):
        report = _run(archive, index)
        assert [each.path for each in report.failures] == ["a.md", "b.jsonl:1"]
        assert report.is_published == is_published
        assert titles(index) == {"a": "Old", "x": "X"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.indexing.reindex.Origin", Origin)
        assert counts(_run(archive, index)) == (0, 2, 0, 0, 0)
    assert titles(index) == {"a": "New", "x": "X"}


def test_a_library_that_fails_does_not_end_the_run(archive: Path, index: Path) -> None:
    """Numbers and nesting as parsers meet them, read as they are everywhere else."""
    write_article(archive, "good.md", "Good")
    (archive / "digits.md").write_text(f"---\ntitle: A\norder: {'1' * 5_000}\n---\n\nText.\n")
    (archive / "digits.jsonl").write_text('{"id": "d", "title": "D", "order": %s}' % ("1" * 5_000))
    (archive / "deep.jsonl").write_text("[" * 200_000)
    (archive / "surrogate.jsonl").write_text(json.dumps({"id": "s", "title": "\ud800 x"}))
    report = _run(archive, index, seconds=20)
    assert "good" in titles(index)
    assert report.articles + report.failed == 5


def test_a_pdf_may_take_longer() -> None:
    limits = Limits(1, 5.0)
    assert limits.seconds(FileTask("a.md", "", 0)) == 5
    assert (
        limits.seconds(FileTask("a.pdf", "", 0))
        == limits.seconds(FileTask("a", "", 0, "PDF"))
        == 50
    )
