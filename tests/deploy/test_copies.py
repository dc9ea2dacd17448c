"""A copy of an index folder serves, and follows, if files are copied in the order of the docs."""

from __future__ import annotations

import shutil
from pathlib import Path

from search import SearchRequest, open_engine
from tests.conftest import Reindex


def _copy(index: Path, copy: Path) -> None:
    """What the commands of docs/scaling.md do: the generations first, then the name of one."""
    shutil.copytree(
        index / "generations", copy / "generations", dirs_exist_ok=True, ignore=_left_out
    )
    shutil.copy(index / "CURRENT", copy / "next")
    (copy / "next").replace(copy / "CURRENT")


def _left_out(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name.startswith("building-")}


def test_a_copy_answers_and_follows_without_being_opened_again(
    archive: Path, index: Path, run_reindex: Reindex, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    (archive / "a.md").write_text("# First\n\nA river.\n")
    run_reindex()
    _copy(index, copy)
    with open_engine(copy) as engine:
        assert engine.search(SearchRequest(text="river")).total == 1
        (archive / "b.md").write_text("# Second\n\nAnother river.\n")
        run_reindex()
        assert engine.search(SearchRequest(text="river")).total == 1
        _copy(index, copy)
        assert engine.search(SearchRequest(text="river")).total == 2
    shutil.rmtree(index)
    with open_engine(copy) as engine:
        assert [hit.id for hit in engine.search(SearchRequest(text="another")).hits] == ["b"]
