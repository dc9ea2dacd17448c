"""Articles with the same text, from the files of an archive to the lists of a reader."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from tests.conftest import Reindex
from tests.indexing.files import Configure, write_article
from tests.indexing.test_mending import reported, run

TEXT = "These and those with which the " + " ".join(f"word{number}" for number in range(80))
NEARLY = TEXT.replace("word40", "another")


@pytest.fixture
def same(archive: Path) -> Callable[[int], None]:
    """Write so many articles with one text, and one with another."""

    def write(count: int) -> None:
        for number in range(count):
            text = NEARLY if number % 2 else TEXT
            write_article(archive, f"a{number}.md", f"Title {number}", text)
        write_article(archive, "other.md", "Other", "Only word1 and word2.")

    return write


def _found(index: Path, copies: Any = "once") -> dict[str, list[str]]:
    """The articles that have a word, each with its copies."""
    request = SearchRequest(text="word1", sort="oldest", copies=copies)
    with open_engine(index) as engine:
        results = engine.search(request)
    assert results.total == len(results.hits)
    return {hit.id: [each.id for each in hit.copies.listed] for hit in results.hits}


def test_groups_follow_changes_of_the_archive(
    archive: Path, index: Path, run_reindex: Reindex, same: Callable[[int], None]
) -> None:
    same(3)
    run_reindex()
    assert _found(index) == {"a0": ["a1", "a2"], "other": []}
    write_article(archive, "a0.md", "Title 0", "It has word1 and a text of its own now.")
    (archive / "a2.md").unlink()
    run_reindex()
    assert _found(index) == {"a0": [], "a1": [], "other": []}
    write_article(archive, "b.md", "Title", TEXT)
    run_reindex()
    assert _found(index) == {"a0": [], "a1": ["b"], "other": []}
    assert _found(index, "all") == {"a0": [], "a1": ["b"], "b": ["a1"], "other": []}


_CHAIN = 24


def _link(number: int) -> str:
    """A text that differs from that of each neighbour in the same few words, so that it is like some of
    the others and not like all."""
    words = [f"word{each}" if each > 4 * number else f"other{each}" for each in range(120)]
    return " ".join(words)


@settings(max_examples=6)
@given(
    st.lists(
        st.dictionaries(
            st.integers(0, _CHAIN), st.none() | st.integers(0, _CHAIN), min_size=1, max_size=4
        ),
        min_size=1,
        max_size=6,
    )
)
def test_after_any_changes_the_groups_are_those_of_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[dict[int, int | None]]
) -> None:
    folder = tmp_path_factory.mktemp("groups")
    archive = folder / "archive"
    archive.mkdir()
    for number in range(60):
        own = " ".join(f"own{number}x{word}" for word in range(60))
        kept = _link(number % _CHAIN) if number % 3 else own
        write_article(archive, f"s{number}.md", f"Title {number}", kept)
    reindex(Options(archive, 1), open_target(folder / "index"), Silent())
    for changes in rounds:
        for number, text in changes.items():
            if text is None:
                (archive / f"a{number}.md").unlink(missing_ok=True)
            else:
                write_article(archive, f"{'az'[text % 2]}{number}.md", "Title", _link(text))
        reindex(Options(archive, 1), open_target(folder / "index"), Silent())
    reindex(Options(archive, 1), open_target(folder / "rebuilt"), Silent())
    with open_engine(folder / "index") as grown, open_engine(folder / "rebuilt") as rebuilt:
        assert rebuilt.duplicates()
        assert grown.duplicates() == rebuilt.duplicates()
    shutil.rmtree(folder)


def test_the_archive_can_have_each_article_shown(
    archive: Path, index: Path, configure: Configure, same: Callable[[int], None]
) -> None:
    """Nothing is read again for that."""
    same(2)
    configure("")
    assert _found(index) == {"a0": ["a1"], "other": []}
    report = configure("duplicates = false")
    assert (report.is_published, report.updated) == (True, 0)
    assert _found(index) == {"a0": [], "a1": [], "other": []}
    assert reported("report", "duplicates", "--index", index) == (
        0,
        {"are_grouped": False, "groups": []},
    )
    assert "does not group" in run("report", "duplicates", "--index", index).stdout
    assert configure("duplicates = true").is_published
    assert _found(index) == {"a0": ["a1"], "other": []}


def test_the_report_lists_all_of_them(
    index: Path, run_reindex: Reindex, same: Callable[[int], None]
) -> None:
    same(2)
    run_reindex()
    code, found = reported("report", "duplicates", "--index", index)
    assert code == 0
    (group,) = found["groups"]
    assert [(each["id"], each["title"]) for each in group] == [("a0", "Title 0"), ("a1", "Title 1")]
    assert group[0]["shared"] == 1 > group[1]["shared"] > 0.6
    printed = run("report", "duplicates", "--index", index).stdout
    assert "2 articles have the same text as another; they are 1 text." in printed


def test_a_damaged_list_of_groups_is_found_and_mended(
    archive: Path, index: Path, run_reindex: Reindex, same: Callable[[int], None]
) -> None:
    same(2)
    run_reindex()
    (file,) = index.glob("generations/*/duplicates.columns")
    content = bytearray(file.read_bytes())
    content[0] ^= 255
    file.write_bytes(content)
    code, found = reported("check", "--index", index)
    assert code == 1
    assert "duplicates.columns is not as it was written" in str(found)
    report = run_reindex()
    assert report.is_published
    assert (report.updated, report.unchanged) == (0, 3)
    assert "Duplicates are found again" in " ".join(report.notes)
    assert _found(index) == {"a0": ["a1"], "other": []}
    assert reported("check", "--index", index)[0] == 0
    assert not run_reindex().is_published


def test_a_rollback_has_its_own_groups(
    archive: Path, index: Path, run_reindex: Reindex, same: Callable[[int], None]
) -> None:
    same(2)
    run_reindex()
    (archive / "a1.md").unlink()
    run_reindex()
    assert _found(index) == {"a0": [], "other": []}
    assert run("reindex", "--rollback", "--index", index).exit_code == 0
    assert _found(index) == {"a0": ["a1"], "other": []}
    assert reported("check", "--index", index)[0] == 0


def test_the_command_line_shows_them_once_and_exports_each(
    index: Path, run_reindex: Reindex, same: Callable[[int], None]
) -> None:
    same(2)
    run_reindex()
    once = run("search", "word1", "--index", index).stdout
    assert "2 found" in once
    assert "Also published as a1" in once
    assert "3 found" in run("search", "word1", "--copies", "all", "--index", index).stdout
    exported = run("export", "--format", "ndjson", "--index", index).stdout
    assert len(exported.splitlines()) == 3
    fewer = run("export", "--format", "ndjson", "--copies", "once", "--index", index).stdout
    assert len(fewer.splitlines()) == 2
