"""Reindexes of containers: what changed in them is read, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Reindex
from tests.indexing.files import age, counts, titles
from tests.reading.packing import Answer, page, tarred, web_archive, zipped

MEMBERS = {
    "2019/a.html": page("The bridge"),
    "b.md": b"# The ferry\n\nIt came late.",
    "all.jsonl": b'{"title": "The mill", "content": "One."}\nno\n',
    "c.png": b"\x89PNG",
}


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    age(file)


def test_only_members_that_changed_are_read_again(
    archive: Path, index: Path, run_reindex: Reindex, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = archive / "backup.zip"
    _write(file, zipped(MEMBERS))
    report = run_reindex()
    assert counts(report) == (3, 0, 0, 0, 1)
    assert [each.path for each in report.failures] == ["backup.zip/all.jsonl:2"]
    assert report.ignored == {".png": 1}
    assert set(titles(index).values()) == {"The bridge", "The ferry", "The mill"}
    members = {"new.md": b"# The lock\n\nNew.", **MEMBERS, "2019/a.html": page("The old bridge")}
    del members["b.md"]
    _write(file, zipped(members))
    report = run_reindex()
    assert counts(report) == (1, 1, 1, 1, 1)
    assert titles(index)["backup/2019/a"] == "The old bridge"
    with monkeypatch.context() as patch:
        patch.setattr("search.reading.record_files._open_regular", _never_open)
        again = run_reindex()
    assert (again.is_published, again.failures) == (False, report.failures)
    assert again.ignored == {".png": 1}


def _never_open(file: Path) -> int:
    raise AssertionError(f"{file} was opened")


def test_a_record_that_moved_in_its_container_is_named_by_its_new_place(
    archive: Path, run_reindex: Reindex
) -> None:
    lines = b'{"id": "x", "title": "A", "content": "One."}\n'
    _write(archive / "backup.zip", zipped({"all.jsonl": lines}))
    _write(archive / "z.jsonl", lines)
    assert _owner(run_reindex().failures[0].reason) == "backup.zip/all.jsonl:1"
    _write(archive / "backup.zip", zipped({"a.md": b"# New", "all.jsonl": b"\n\n" + lines}))
    report = run_reindex()
    assert counts(report)[:3] == (1, 0, 0)
    assert _owner(report.failures[0].reason) == "backup.zip/all.jsonl:3"


def _owner(reason: str) -> str:
    return reason.partition("belongs to ")[2].partition(": ")[0]


def test_what_a_cut_lost_stays_published(archive: Path, index: Path, run_reindex: Reindex) -> None:
    members = {f"{n}.md": f"# Title {n}".encode() for n in range(9)}
    _write(archive / "all.tar", tarred(members))
    assert run_reindex().added == 9
    _write(archive / "all.tar", tarred(members)[:5_000])
    report = run_reindex()
    assert (report.removed, report.articles) == (0, 9)
    assert ["is cut" in each.reason for each in report.failures] == [True]
    _write(archive / "all.tar", tarred(dict(list(members.items())[1:])))
    assert counts(run_reindex()) == (0, 0, 1, 8, 0)
    assert "all/0" not in titles(index)


def test_a_crawl_is_indexed_once_for_each_address(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    answers = [
        Answer("https://x.example/a", page("Old"), date="2019-01-01T00:00:00Z"),
        Answer("https://x.example/a", page("New"), date="2020-01-01T00:00:00Z"),
        Answer("https://x.example/b", status="302 Found"),
    ]
    _write(archive / "crawl.warc.gz", web_archive(answers, is_packed=True))
    report = run_reindex()
    assert counts(report) == (1, 0, 0, 0, 0)
    assert report.ignored == {"older captures": 1, "redirects": 1}
    assert titles(index) == {"x.example/a": "New"}
    _write(archive / "later.warc", web_archive(answers))
    report = run_reindex()
    assert counts(report) == (0, 0, 0, 1, 0)
    assert report.ignored["captures of pages that another file has"] == 1
