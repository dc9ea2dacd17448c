"""Whatever is no file with text is reported, never opened, and nobody waits for it."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from search.engines.targets import open_target
from search.errors import ArchiveMissing
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.reading import Unreadable, records, uncompressed_size
from tests.conftest import Reindex
from tests.indexing.files import counts, titles, write_article


def test_whatever_is_no_file_is_reported(
    archive: Path, index: Path, run_reindex: Reindex, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(archive, "a.md", "Title")
    (archive / "loop.md").symlink_to("loop.md")
    (archive / "full.md").symlink_to("/dev/full")
    (archive / "zero.html").symlink_to("/dev/zero")
    os.mkfifo(archive / "pipe.md")
    os.mkfifo(archive / "pipe.jsonl.gz")
    (archive / "around").symlink_to(".")
    monkeypatch.chdir(archive)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        report = run_reindex()
    assert counts(report) == (1, 0, 0, 0, 7)
    assert {each.path: each.reason.partition(",")[0] for each in report.failures} == {
        "around": "is a link to a folder",
        "full.md": "is a device",
        "loop.md": "cannot be read: Too many levels of symbolic links",
        "pipe.jsonl.gz": "is a named pipe",
        "pipe.md": "is a named pipe",
        "socket.md": "is a socket",
        "zero.html": "is a device",
    }
    assert titles(index) == {"a": "Title"}


@pytest.mark.parametrize("below", ["index", "deep/index", "."])
def test_an_index_in_the_archive_is_no_article(archive: Path, below: str) -> None:
    write_article(archive, "a.md", "Title")
    index = archive / below
    write_article(archive, "generations/b.md", "An article of a folder named so")
    if below == ".":
        (archive / "generations" / "b.md").unlink()
    options = Options(archive, 1)
    first = reindex(options, open_target(index), Silent())
    (index / "CHECKED").touch()
    (index / "progress.json").write_text("{}")
    again = reindex(options, open_target(index), Silent())
    assert counts(first)[0] == again.unchanged == first.articles
    assert (again.generation, again.ignored, again.failures) == (first.generation, {}, ())


def test_an_index_is_no_archive(archive: Path, index: Path, run_reindex: Reindex) -> None:
    write_article(archive, "a.md", "Title")
    run_reindex()
    with pytest.raises(ArchiveMissing, match=r"no article\. It is an index: give"):
        reindex(Options(index, 1), open_target(archive / "index"), Silent())


def test_a_link_to_a_file_is_followed(
    archive: Path, index: Path, run_reindex: Reindex, tmp_path: Path
) -> None:
    (archive / "a.md").symlink_to(write_article(tmp_path, "elsewhere.md", "Title"))
    assert counts(run_reindex()) == (1, 0, 0, 0, 0)
    assert titles(index) == {"a": "Title"}


@pytest.mark.parametrize("name", ["pipe.md", "pipe.md.gz", "pipe.jsonl"])
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(Unreadable, match="is a named pipe"):
        list(records(tmp_path / name, name))
    assert uncompressed_size(tmp_path / name) == 0


def test_folders_may_be_nested_deeper_than_calls(
    archive: Path, run_reindex: Reindex, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(archive, "a.md", "Title")
    monkeypatch.chdir(archive)
    for _ in range(1_500):
        os.mkdir("d")
        os.chdir("d")
    os.chdir(archive)
    assert counts(run_reindex()) == (1, 0, 0, 0, 0)
