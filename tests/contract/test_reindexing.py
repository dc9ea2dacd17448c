"""What a reindex does shows in searches: new, changed and removed articles, and a roll-back."""

from __future__ import annotations

from pathlib import Path

from search import SearchRequest
from search.engines import Engine, open_engine
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.upkeep import roll_back
from tests.contract.places import Place
from tests.indexing.files import write_article


def _counts(engine: Engine, *texts: str) -> list[int]:
    return [engine.search(SearchRequest(text=text, unit="paragraph")).total for text in texts]


def test_changes_show_after_a_reindex_and_not_before(place: Place, archive: Path) -> None:
    for number in range(4):
        write_article(archive, f"a{number}.md", f"Title {number}", "A river.\n\nAn otter.")
    options, target = Options(archive, 1), open_target(place.index)
    reindex(options, target, Silent())
    with open_engine(place.index) as engine:
        assert _counts(engine, "river", "otter") == [4, 4]
        first = engine.status()

        write_article(archive, "a1.md", "Title 1", "A lake.")
        (archive / "a2.md").unlink()
        write_article(archive, "new.md", "New", "A river.\n\nA lake.\n\nA heron.")
        assert _counts(engine, "river", "otter", "lake") == [4, 4, 0]
        report = reindex(options, target, Silent())
        assert (report.added, report.updated, report.removed) == (1, 1, 1)
        assert _counts(engine, "river", "otter", "lake", "heron") == [3, 2, 2, 1]
        assert engine.article("a2") is None
        assert engine.status().articles == 4
        assert engine.status().generation != first.generation

        assert not reindex(options, target, Silent()).is_published
        reindex(Options(archive, 1, is_full=True), open_target(place.index), Silent())
        assert _counts(engine, "river", "otter", "lake", "heron") == [3, 2, 2, 1]
        roll_back(open_target(place.index))
        assert _counts(engine, "river", "otter", "lake", "heron") == [3, 2, 2, 1]
