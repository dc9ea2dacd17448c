"""What a large index keeps is read whole once a day, and again as soon as anything is known of damage."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from search.engines.targets import open_target
from search.engines.whoosh import last_check
from search.errors import IndexDamaged
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from search.indexing.upkeep import check
from search.model.schema import TEXT
from search.storage.array_file import ArrayFile
from tests.indexing.files import write_article

Add = Callable[[], Report]


@pytest.fixture(autouse=True)
def every_index_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_check, "SMALL", 0)


@pytest.fixture
def add(archive: Path, index: Path) -> Add:
    """Writes one more article and brings the index up to date."""

    def run() -> Report:
        number = len([*archive.glob("*.md")])
        write_article(archive, f"a{number}.md", f"Title {number}", "A river rose. " * 40)
        return reindex(Options(archive, 1), open_target(index), Silent())

    return run


def _segments(index: Path) -> list[Path]:
    (newest, *_) = sorted((index / "generations").iterdir(), reverse=True)
    return sorted(newest.glob("*.segment"))


def _damage(segment: Path, *, is_seen: bool = False) -> None:
    """Damage a file; its time tells that only if `is_seen`."""
    status = segment.stat()
    data = bytearray(segment.read_bytes())
    data[len(data) // 3] ^= 4
    with segment.open("r+b") as file:
        file.write(data)
    if not is_seen:
        os.utime(segment, ns=(status.st_atime_ns, status.st_mtime_ns))


def _damage_terms(segment: Path) -> None:
    """Damage what every search of the text reads, but not what opening does."""
    file = ArrayFile(segment)
    terms = file[f"{TEXT}.terms"].tobytes()
    file.close()
    data = segment.read_bytes()
    place = data.index(terms)
    times = segment.stat()
    with segment.open("r+b") as stream:
        stream.seek(place)
        stream.write(bytes(255 - each for each in terms))
    os.utime(segment, ns=(times.st_atime_ns, times.st_mtime_ns))


def _age(index: Path, seconds: float) -> None:
    """Move the last check into the past."""
    identity, at = (index / last_check.CHECKED).read_text().split()
    (index / last_check.CHECKED).write_text(f"{identity} {float(at) - seconds}")


def _are_old(index: Path) -> None:
    """Let files have been written long before their generation was published."""
    for segment in _segments(index):
        os.utime(segment, (1_700_000_000, 1_700_000_000))


def _is_whole(index: Path) -> bool:
    return check(open_target(index)).is_whole


def test_what_was_read_lately_is_not_read_again(add: Add, index: Path) -> None:
    add()
    _are_old(index)
    (first,) = _segments(index)
    _damage(first)
    done = add()
    assert (done.added, done.unchanged, done.notes) == (1, 1, ())
    assert first.name in {each.name for each in _segments(index)}
    assert not _is_whole(index)  # a check reads everything, and has the next reindex do so
    assert first.name in add().notes[0]
    assert _is_whole(index)


def test_after_a_day_everything_is_read(add: Add, index: Path) -> None:
    add()
    _are_old(index)
    (first,) = _segments(index)
    _damage(first)
    _age(index, last_check.RECENT + 1)
    assert first.name in add().notes[0]
    assert _is_whole(index)


def test_a_check_of_the_future_counts_for_nothing(add: Add, index: Path) -> None:
    add()
    _are_old(index)
    (first,) = _segments(index)
    _damage(first)
    _age(index, -3600)
    assert first.name in add().notes[0]


def test_what_was_changed_since_it_was_published_is_read(add: Add, index: Path) -> None:
    add()
    _are_old(index)
    (first,) = _segments(index)
    _damage(first, is_seen=True)
    assert first.name in add().notes[0]
    assert _is_whole(index)


@pytest.mark.parametrize("size", [0, 1000])
def test_a_file_that_was_cut_is_found_at_once(add: Add, index: Path, size: int) -> None:
    add()
    (first,) = _segments(index)
    os.truncate(first, size)
    _are_old(index)
    assert first.name in add().notes[0]
    assert _is_whole(index)


def test_a_search_that_meets_damage_has_the_next_reindex_read_everything(
    add: Add, index: Path
) -> None:
    add()
    add()
    _are_old(index)
    for segment in _segments(index):
        _damage_terms(segment)
    with open_engine(index) as engine, pytest.raises(IndexDamaged):
        engine.search(SearchRequest("river"))
    (note,) = add().notes
    assert "What was damaged is built again" in note
    assert _is_whole(index)


def test_a_small_index_has_no_note_of_a_check(
    add: Add, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_check, "SMALL", 1 << 20)
    add()
    add()
    assert not (index / last_check.CHECKED).exists()
