"""Whatever happens to the folder of an index, an engine serves a whole generation, if there is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from search.engines import Engine
from search.engines.targets import open_target
from search.engines.whoosh import generations, serving
from search.errors import IndexDamaged, IndexMissing
from search.indexing.upkeep import roll_back
from tests.support import article, publish

RIVER = SearchRequest(text="river")
NOISE = " ".join(f"word{number}" for number in range(500))


@pytest.fixture(autouse=True)
def look_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each call look at the files, not one a second."""
    monkeypatch.setattr(serving, "_LOOK", 0)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with two generations."""
    folder = tmp_path / "index"
    _publish(folder, "first")
    _publish(folder, "second")
    return folder


@pytest.fixture
def engine(index: Path) -> Iterator[Engine]:
    """An engine that has opened the index, and read only what every search needs."""
    with open_engine(index) as opened:
        opened.status()
        yield opened


def _publish(index: Path, title: str) -> None:
    """Publish a generation of two segments."""
    parts = [[article(f"{part}", f"A river. {NOISE}", title=f"{title} {part}")] for part in "ab"]
    publish(index, *parts)


def _titles(engine: Engine) -> set[str]:
    return {each.title for each in engine.search(RIVER).hits}


def _segments(index: Path, number: int) -> list[Path]:
    return sorted((index / "generations" / f"{number:06}").glob("*.segment"))


FIRST, SECOND = {"first a", "first b"}, {"second a", "second b"}


def _overwritten(file: Path) -> None:
    """Each block of a file is hit, in place; its end, which is read when it is opened, is not."""
    with file.open("r+b") as stream:
        for start in range(100, file.stat().st_size * 3 // 4, 1024):
            stream.seek(start)
            stream.write(b"\xaa\x55\xaa\x55")


def _cut(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(file.stat().st_size // 8)


def _emptied(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(0)


IN_PLACE = [_overwritten, _cut, _emptied]
Damage = Callable[[Path], None]


def test_a_new_index_under_the_same_number_is_served(tmp_path: Path) -> None:
    _publish(tmp_path / "index", "first")
    with open_engine(tmp_path / "index") as engine:
        assert _titles(engine) == FIRST
        shutil.rmtree(tmp_path / "index")
        _publish(tmp_path / "index", "second")
        assert _titles(engine) == SECOND
        assert engine.status().generation == "000001"
        assert engine.fault() is None


def test_a_new_index_is_served_though_its_pointer_looks_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_seen", lambda index: (1, 2, 3))
    test_a_new_index_under_the_same_number_is_served(tmp_path)


def test_another_folder_in_its_place_is_served(tmp_path: Path) -> None:
    for title in ("first", "second"):
        _publish(tmp_path / title, title)
    (tmp_path / "index").symlink_to(tmp_path / "first")
    with open_engine(tmp_path / "index") as engine:
        assert _titles(engine) == FIRST
        (tmp_path / "new").symlink_to(tmp_path / "second")
        (tmp_path / "new").replace(tmp_path / "index")
        assert _titles(engine) == SECOND
        (tmp_path / "second").rename(tmp_path / "away")
        (tmp_path / "first").rename(tmp_path / "second")
        assert _titles(engine) == FIRST


def test_a_segment_of_another_generation_is_not_searched(index: Path) -> None:
    shutil.copy(_segments(index, 1)[0], _segments(index, 2)[0])
    with open_engine(index) as engine:
        assert _titles(engine) == FIRST
        fault = engine.fault()
        assert fault
        assert fault.generation == "000001"
        assert "000002" in fault.reason
        assert "is not the file that was written" in fault.reason


def test_a_segment_under_the_name_of_another_is_not_searched(index: Path) -> None:
    one, other = _segments(index, 2)
    shutil.copy(one, other)
    with open_engine(index) as engine:
        assert _titles(engine) == FIRST


def test_a_generation_in_the_place_of_another_is_not_taken_for_it(index: Path) -> None:
    """The published one is found under its new name."""
    first, second = (index / "generations" / name for name in ("000001", "000002"))
    first.rename(index / "aside")
    second.rename(first)
    (index / "aside").rename(second)
    with open_engine(index) as engine:
        for _ in range(2):
            assert _titles(engine) == SECOND
            assert engine.fault()


@pytest.mark.parametrize("lost", ["CURRENT", "generations", "generations/000002", "."])
def test_what_is_open_goes_on_when_files_go(index: Path, engine: Engine, lost: str) -> None:
    (index / lost).rename(index.parent / "lost")
    assert _titles(engine) == SECOND
    assert engine.article("a")
    fault = engine.fault()
    assert fault
    assert str(index) in fault.reason
    (index.parent / "lost").rename(index / lost)
    assert _titles(engine) == SECOND
    assert engine.fault() is None


def test_what_is_open_goes_on_when_its_folder_is_removed(index: Path, engine: Engine) -> None:
    shutil.rmtree(index)
    assert _titles(engine) == SECOND
    _publish(index, "first")
    assert _titles(engine) == FIRST
    assert engine.fault() is None


def test_what_is_open_goes_on_when_a_damaged_generation_is_published(
    index: Path, engine: Engine
) -> None:
    _publish(index, "third")
    _cut(_segments(index, 3)[0])
    assert _titles(engine) == SECOND
    assert engine.fault()
    _publish(index, "fourth")
    assert _titles(engine) == {"fourth a", "fourth b"}
    assert engine.fault() is None


@pytest.mark.parametrize("lost", ["CURRENT", "generations/000002"])
def test_a_fresh_engine_serves_the_newest_whole_generation(index: Path, lost: str) -> None:
    (index / lost).rename(index.parent / "lost")
    with open_engine(index) as engine:
        assert _titles(engine) == (SECOND if lost == "CURRENT" else FIRST)
        assert engine.fault()
        (index.parent / "lost").rename(index / lost)
        assert _titles(engine) == SECOND
        assert engine.fault() is None


def test_the_generation_before_is_preferred_to_one_that_was_rolled_back(index: Path) -> None:
    _publish(index, "third")
    roll_back(open_target(index))
    _cut(_segments(index, 2)[0])
    with open_engine(index) as engine:
        assert _titles(engine) == FIRST


def test_an_index_without_a_whole_generation_is_damaged(index: Path) -> None:
    for number in (1, 2):
        _cut(_segments(index, number)[0])
    with open_engine(index) as engine, pytest.raises(IndexDamaged, match="000002"):
        engine.search(RIVER)


def test_an_index_without_any_generation_is_missing(tmp_path: Path) -> None:
    with open_engine(tmp_path) as engine, pytest.raises(IndexMissing):
        engine.search(RIVER)


@pytest.mark.parametrize("name", ["generation.json", "manifest.columns", "_MAIN_1.toc"])
def test_a_lost_file_that_no_search_needs_is_told(index: Path, engine: Engine, name: str) -> None:
    (index / "generations" / "000002" / name).unlink()
    assert _titles(engine) == SECOND
    assert engine.fault()


def test_a_lost_manifest_is_told_by_a_fresh_engine(index: Path) -> None:
    (index / "generations" / "000002" / "manifest.columns").unlink()
    with open_engine(index) as engine:
        for _ in range(2):
            assert _titles(engine) == SECOND
        assert engine.fault()


@pytest.mark.parametrize("damage", IN_PLACE)
def test_damage_that_a_search_meets_is_answered_from_the_generation_before(
    index: Path, engine: Engine, damage: Damage
) -> None:
    for file in _segments(index, 2):
        damage(file)
    assert _titles(engine) == FIRST
    fault = engine.fault()
    assert fault
    assert (fault.generation, "000002" in fault.reason) == ("000001", True)
    assert _titles(engine) == FIRST


@pytest.mark.parametrize("damage", IN_PLACE)
def test_what_a_search_has_read_stays_right(index: Path, engine: Engine, damage: Damage) -> None:
    before = engine.search(RIVER).hits
    for file in _segments(index, 2):
        damage(file)
    found = engine.search(RIVER).hits
    assert found == before or {each.title for each in found} == FIRST
    assert engine.fault()


@pytest.mark.parametrize("damage", IN_PLACE)
def test_without_another_generation_damage_is_an_error_until_it_is_mended(
    tmp_path: Path, damage: Damage
) -> None:
    _publish(tmp_path, "first")
    with open_engine(tmp_path) as engine:
        engine.status()
        files = {file: file.read_bytes() for file in _segments(tmp_path, 1)}
        for file in files:
            damage(file)
        for _ in range(2):
            with pytest.raises(IndexDamaged):
                engine.search(RIVER)
        assert engine.fault()
        for file, content in files.items():
            file.write_bytes(content)
        assert _titles(engine) == FIRST
        assert engine.fault() is None


def test_hits_that_are_listed_one_by_one_are_those_of_one_generation(
    index: Path, engine: Engine
) -> None:
    hits = engine.scan(RIVER)
    _publish(index, "third")
    engine.status()
    shutil.rmtree(index)
    assert {each.title for each in hits} == SECOND


def test_all_generations_are_listed_with_their_faults(index: Path) -> None:
    newest, oldest = generations.listed(index)
    assert (newest.number, oldest.number) == (2, 1)
    assert (newest.articles, newest.faults) == (2, ())
    assert newest.published_at
    assert newest.identity != oldest.identity
    _cut(_segments(index, 1)[0])
    (index / "generations" / "000002" / "generation.json").unlink()
    newest, oldest = generations.listed(index)
    assert newest.generation is None
    assert newest.faults
    assert oldest.faults
