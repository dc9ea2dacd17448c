"""Articles of very many different words, as lists of names and damaged files are."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from search import SearchRequest, open_engine
from search.engines.targets import open_target
from search.engines.whoosh.segments.merging import merge
from search.engines.whoosh.segments.segment import Segment
from search.engines.whoosh.segments.segment_writer import SegmentWriter
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.model.facets import DEFAULT_NAMES
from tests.support import article

_MOST_MB = 100


def _words(count: int, of: str) -> str:
    return " ".join(f"{of}{number:06}" for number in range(count))


def test_what_follows_many_words_is_indexed_as_well(tmp_path: Path) -> None:
    archive, index = tmp_path / "archive", tmp_path / "index"
    archive.mkdir()
    (archive / "a.md").write_text(f"# Names\n\n{_words(110_000, 'name')}\n", encoding="utf-8")
    (archive / "b.md").write_text("# Bridge\n\nname000007 built it.\n", encoding="utf-8")
    reindex(Options(archive, jobs=1, memory=64), open_target(index), Silent())
    with open_engine(index) as engine:
        found = {
            word: sorted(hit.title for hit in engine.search(SearchRequest(word)).hits)
            for word in ("name109999", "name000007", "bridge")
        }
    assert found == {
        "name109999": ["Names"],
        "name000007": ["Bridge", "Names"],
        "bridge": ["Bridge"],
    }


def test_segments_of_many_words_are_merged_in_little_memory(tmp_path: Path) -> None:
    segments = []
    for number in range(2):
        writer = SegmentWriter(tmp_path, DEFAULT_NAMES)
        writer.add(article(str(number), _words(100_000, f"name{number}x")))
        writer.finish()
        segments.append(Segment(tmp_path, writer.name))
    tracemalloc.start()
    try:
        merge(tmp_path, segments, DEFAULT_NAMES)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < _MOST_MB << 20
