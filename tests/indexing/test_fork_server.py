"""When the server of processes begins early."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from search.indexing.fork_server import may_be_needed


@pytest.fixture
def published(tmp_path: Path) -> Path:
    file = tmp_path / "CURRENT"
    file.touch()
    return file


@pytest.fixture
def old(archive: Path, published: Path) -> Path:
    """An archive older than what was published of it."""
    (archive / "a.md").touch()
    (archive / "folder").mkdir()
    before = published.stat().st_mtime - 60
    for each in (archive / "a.md", archive / "folder", archive):
        os.utime(each, (before, before))
    return archive


def test_nothing_changed(old: Path, published: Path) -> None:
    assert not may_be_needed(old, published)


def test_nothing_published(old: Path, tmp_path: Path) -> None:
    assert may_be_needed(old, tmp_path / "none")


@pytest.mark.parametrize("changed", ["a.md", "folder", "."])
def test_something_changed(old: Path, published: Path, changed: str) -> None:
    later = published.stat().st_mtime + 60
    os.utime(old / changed, (later, later))
    assert may_be_needed(old, published)


def test_no_archive(published: Path) -> None:
    assert not may_be_needed(published.parent / "none", published)
