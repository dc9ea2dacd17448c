"""Memory bounds how many processes there are and how large segments grow."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.config.archive import ArchiveConfig
from search.engines.targets import open_target
from search.engines.whoosh import generations
from search.engines.whoosh.writing import generation_writer
from search.indexing.budget import within
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from tests.indexing.files import write_article


@given(st.integers(1, 100_000), st.integers(1, 256))
def test_more_memory_never_gives_less(memory: int, jobs: int) -> None:
    less, more = within(memory, jobs), within(memory + 500, jobs)
    assert 1 <= less.jobs <= more.jobs <= jobs
    assert less.segment_words >= 1_000_000
    if less.jobs == more.jobs:
        assert less.segment_words <= more.segment_words


@pytest.fixture
def unmerged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments stay as they are written."""
    monkeypatch.setattr(generation_writer, "merges", lambda segments, written: [])


@pytest.mark.usefixtures("unmerged")
def test_a_segment_is_closed_when_its_share_is_full(archive: Path, index: Path) -> None:
    words = " ".join(f"word{number}" for number in range(1_000))
    for number in range(6):
        write_article(archive, f"a{number}.md", f"Title {number}", f"{words}\n\n" * 250)
    all_searched = ArchiveConfig(drop_repeated=False)
    reindex(Options(archive, 1, memory=1, config=all_searched), open_target(index), Silent())
    assert len(generations.current(index).table()) == 2


@pytest.mark.usefixtures("unmerged")
def test_a_segment_of_words_that_occur_once_is_closed_earlier(archive: Path, index: Path) -> None:
    for number in range(3):
        words = " ".join(f"w{number * 40_000 + each:x}" for each in range(40_000))
        write_article(archive, f"a{number}.md", f"Title {number}", words)
    reindex(Options(archive, 1, memory=1), open_target(index), Silent())
    assert len(generations.current(index).table()) == 2
