"""A reindex does what changed and nothing else, and its result is that of a rebuild."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.errors import ArchiveMissing, IndexNotWritable, ReindexRunning
from search.indexing.lock import locked
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex, roll_back
from search.indexing.report import Report
from tests.conftest import Reindex


def _write(archive: Path, name: str, title: str, text: str = "Some text.") -> Path:
    file = archive / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    _age(file)
    return file


def _age(file: Path) -> None:
    """Make a file look as if it had been there for a while."""
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns - 10_000_000_000))


def _lines(archive: Path, name: str, *records: Mapping[str, object]) -> None:
    text = "".join(json.dumps(record) + "\n" for record in records).encode()
    file = archive / name
    file.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    _age(file)


def _titles(index: Path, text: str = "") -> dict[str, str]:
    with open_engine(index) as engine:
        hits = engine.search(SearchRequest(text=text, size=100)).hits
    return {hit.id: hit.title for hit in hits}


def _counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.removed, report.unchanged, report.failed


def test_only_what_changed_is_done(archive: Path, index: Path, run_reindex: Reindex) -> None:
    for number in range(5):
        _write(archive, f"sub/a{number}.md", f"Title {number}")
    first = run_reindex()
    assert _counts(first) == (5, 0, 0, 0, 0)
    assert first.generation == "000001"

    again = run_reindex()
    assert _counts(again) == (0, 0, 0, 5, 0)
    assert (again.generation, again.is_published) == ("000001", False)

    _write(archive, "sub/a1.md", "Another title")
    (archive / "sub/a2.md").unlink()
    _write(archive, "b.md", "New")
    third = run_reindex()
    assert _counts(third) == (1, 1, 1, 3, 0)
    assert (third.generation, third.articles) == ("000002", 5)
    assert _titles(index) == {
        "sub/a0": "Title 0",
        "sub/a1": "Another title",
        "sub/a3": "Title 3",
        "sub/a4": "Title 4",
        "b": "New",
    }


def test_a_file_that_was_only_touched_is_no_change(archive: Path, run_reindex: Reindex) -> None:
    file = _write(archive, "a.md", "Title")
    run_reindex()
    os.utime(file)
    report = run_reindex()
    assert _counts(report) == (0, 0, 0, 1, 0)
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
    assert _titles(index) == {"a": "Title two"}


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    _write(archive, "a.md", "Title")
    (archive / "empty.md").touch()
    assert _counts(run_reindex(is_dry=True)) == (1, 0, 0, 0, 1)
    assert not index.exists()
    run_reindex()
    _write(archive, "b.md", "Title")
    assert _counts(run_reindex(is_dry=True)) == (1, 0, 0, 1, 1)
    assert _titles(index) == {"a": "Title"}


def test_failures_are_reported_each_time_and_the_rest_goes_on(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    _write(archive, "good.md", "Good")
    (archive / "empty.md").touch()
    (archive / "binary.md").write_bytes(bytes(range(256)) * 40)
    for report in (run_reindex(), run_reindex(), run_reindex(is_full=True)):
        assert [each.path for each in report.failures] == ["binary.md", "empty.md"]
        assert all(each.reason for each in report.failures)
    assert _titles(index) == {"good": "Good"}


def test_files_of_other_kinds_are_counted(archive: Path, run_reindex: Reindex) -> None:
    _write(archive, "a.md", "Title")
    (archive / "picture.JPG").touch()
    (archive / "LICENCE").touch()
    assert run_reindex().ignored == {".jpg": 1, "no suffix": 1}


def test_lines_are_followed_by_their_content(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    records: list[dict[str, object]] = [
        {"id": f"r{number}", "title": f"Record {number}", "content": "Text."} for number in range(6)
    ]
    _lines(archive, "all.jsonl.gz", *records)
    assert run_reindex().added == 6
    records[3]["title"] = "Changed"
    _lines(archive, "all.jsonl.gz", {"id": "new", "title": "New", "content": "x"}, *records[1:])
    report = run_reindex()
    assert _counts(report) == (1, 1, 1, 4, 0)
    assert _titles(index) == {
        "new": "New",
        **{f"r{number}": f"Record {number}" for number in (1, 2, 4, 5)},
        "r3": "Changed",
    }


def test_the_first_of_two_with_one_id_has_it(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    _lines(archive, "b.jsonl", {"id": "x", "title": "From b", "content": "Text."})
    run_reindex()
    _lines(
        archive,
        "c.jsonl",
        {"id": "x", "title": "From c", "content": "Text."},
        {"id": "y", "title": "Other", "content": "Text."},
    )
    report = run_reindex()
    assert _counts(report) == (1, 0, 0, 1, 1)
    assert report.failures[0].path == "c.jsonl:1"
    assert "b.jsonl:1" in report.failures[0].reason

    _lines(archive, "a.jsonl", {"id": "x", "title": "From a", "content": "Text."})
    assert _counts(run_reindex()) == (0, 1, 0, 1, 2)
    assert _titles(index) == {"x": "From a", "y": "Other"}

    (archive / "a.jsonl").unlink()
    assert _counts(run_reindex()) == (0, 1, 0, 1, 1)
    assert _titles(index) == {"x": "From b", "y": "Other"}


def test_an_article_that_moved_with_its_id_is_no_change(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    _lines(archive, "a.jsonl", {"id": "x", "title": "X", "content": "Text."})
    run_reindex()
    (archive / "a.jsonl").rename(archive / "b.jsonl")
    assert _counts(run_reindex()) == (0, 0, 0, 1, 0)
    assert _titles(index) == {"x": "X"}


def test_segments_stay_few_after_many_small_reindexes(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    for number in range(60):
        _write(archive, f"a{number}.md", f"Title {number}")
        run_reindex()
    generation = index / "generations" / "000060"
    assert len(list(generation.glob("*.segment"))) <= 14
    assert len(_titles(index)) == 60
    assert sorted(folder.name for folder in (index / "generations").iterdir()) == [
        "000059",
        "000060",
    ]


def test_the_generation_before_can_be_published_again(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    file = _write(archive, "a.md", "First")
    run_reindex()
    _write(archive, "a.md", "Second")
    run_reindex()
    roll_back(index)
    assert _titles(index) == {"a": "First"}
    assert run_reindex().updated == 1
    assert _titles(index) == {"a": "Second"}
    assert file.exists()


def test_one_reindex_at_a_time(archive: Path, index: Path, run_reindex: Reindex) -> None:
    _write(archive, "a.md", "Title")
    with locked(index), pytest.raises(ReindexRunning, match="Another reindex"):
        run_reindex()
    run_reindex()


def test_folders_that_cannot_be_used(archive: Path, index: Path, run_reindex: Reindex) -> None:
    with pytest.raises(ArchiveMissing, match="holds no article"):
        run_reindex()
    with pytest.raises(ArchiveMissing, match="There is no folder"):
        reindex(Options(archive / "nowhere", index, 1), Silent())
    file = _write(archive, "a.md", "Title")
    with pytest.raises(IndexNotWritable, match="cannot be written"):
        reindex(Options(archive, file / "index", 1), Silent())


def test_a_damaged_index_is_written_anew(archive: Path, index: Path, run_reindex: Reindex) -> None:
    _write(archive, "a.md", "Title")
    run_reindex()
    (segment,) = (index / "generations" / "000001").glob("*.segment")
    segment.write_bytes(b"garbage")
    report = run_reindex()
    assert report.is_published
    assert "written anew" in report.notes[0]
    assert _titles(index) == {"a": "Title"}


def test_what_a_crash_left_behind_is_cleared_away(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    _write(archive, "a.md", "Title")
    run_reindex()
    (index / "generations" / "building-dead").mkdir()
    (index / "generations" / "000007").mkdir()
    _write(archive, "b.md", "Title")
    assert run_reindex().generation == "000008"
    assert sorted(each.name for each in (index / "generations").iterdir()) == ["000001", "000008"]


def test_several_processes_give_the_same_index(archive: Path, index: Path, tmp_path: Path) -> None:
    for number in range(200):
        _write(archive, f"a{number}.md", f"Title {number}", "river " * (number % 7) + "flood")
    _lines(archive, "b.jsonl", *({"id": f"r{n}", "title": "x", "content": "y"} for n in range(100)))
    (archive / "empty.md").touch()
    one = reindex(Options(archive, index, 1), Silent())
    two = reindex(Options(archive, tmp_path / "other", 2), Silent())
    assert _counts(one) == _counts(two) == (300, 0, 0, 0, 1)
    assert (one.paragraphs, one.failures) == (two.paragraphs, two.failures)
    assert _answers(index) == _answers(tmp_path / "other")


_TEXTS = st.sampled_from(["river", "river flood", "library at night", "the bank"])
_STEPS = st.lists(st.tuples(st.integers(0, 9), st.none() | _TEXTS), min_size=1, max_size=12)


@settings(max_examples=25)
@given(st.lists(_STEPS, min_size=1, max_size=5))
def test_after_any_changes_the_answers_are_those_of_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[int, str | None]]]
) -> None:
    folder = tmp_path_factory.mktemp("changes")
    archive = folder / "archive"
    archive.mkdir()
    _write(archive, "always.md", "Always")
    for steps in rounds:
        for number, text in steps:
            if text is None:
                (archive / f"a{number}.md").unlink(missing_ok=True)
            else:
                _write(archive, f"a{number}.md", f"Title {text}", text)
        reindex(Options(archive, folder / "index", 1), Silent())
    reindex(Options(archive, folder / "rebuilt", 1), Silent())
    assert _answers(folder / "index") == _answers(folder / "rebuilt")
    shutil.rmtree(folder)


def _answers(index: Path) -> list[object]:
    texts = [
        "",
        "river",
        "flood",
        '"river flood"',
        "title:library",
        "NOT bank",
        "li*",
        "the OR night",
    ]
    requests = [
        SearchRequest(text=text, unit=unit, size=100)
        for text in texts
        for unit in ("article", "paragraph")
    ]
    with open_engine(index) as engine:
        return [(engine.search(each).total, engine.search(each).hits) for each in requests]


@pytest.mark.slow
def test_ten_changes_among_five_thousand(archive: Path, index: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    words = [f"word{number}" for number in range(300)]

    def text() -> str:
        return " ".join(chance.choices(words, k=60))

    for number in range(5_000):
        _write(archive, f"{number % 50}/a{number}.md", f"Title {number}", text())
    reindex(Options(archive, index, 2), Silent())
    for number in range(10):
        (archive / f"{number}/a{number + 100 - number % 50}.md").unlink(missing_ok=True)
        (archive / f"{number}/a{number}.md").unlink()
        _write(archive, f"{number}/a{number + 50}.md", "Changed", text())
        _write(archive, f"new/a{number}.md", "New", text())
    report = reindex(Options(archive, index, 2), Silent())
    assert (report.added, report.updated) == (10, 10)
    assert 10 <= report.removed <= 20
    assert report.unchanged == 5_000 - report.removed - 10
    reindex(Options(archive, tmp_path / "rebuilt", 2), Silent())
    requests = [
        SearchRequest(text=" OR ".join(chance.sample(words, chance.randint(1, 3))))
        for _ in range(50)
    ] + [SearchRequest(text=" ".join(chance.sample(words, 2))) for _ in range(50)]
    with open_engine(index) as engine, open_engine(tmp_path / "rebuilt") as rebuilt:
        for request in requests:
            ours, theirs = engine.search(request), rebuilt.search(request)
            assert (ours.total, ours.hits) == (theirs.total, theirs.hits)
