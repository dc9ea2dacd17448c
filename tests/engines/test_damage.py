"""Whatever happens to the files of an index: `check` finds it, and no search gives a wrong answer."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines.whoosh import generations
from search.errors import BackissueError
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex

TEXTS = (
    "",
    "river",
    "river flood",
    '"river flood"',
    "fl*",
    "night OR bank",
    "author:ann",
    "fload~",
)


@dataclass(frozen=True)
class Index:
    """An index of a few articles, where it stands whole, and what it answers."""

    folder: Path
    answers: list[object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("damage")
    archive = folder / "archive"
    archive.mkdir()
    for number in range(40):
        words = f"river flood bank{number} night " * (number + 1)
        text = f"# Title {number}\n\nBy Ann River\n\n{words}\n\nThe bank of paragraph {number}.\n"
        (archive / f"a{number}.md").write_text(text)
    reindex(Options(archive, folder / "index", 1), Silent())
    return Index(folder / "index", _answers(folder / "index"))


def _answers(index: Path) -> list[object]:
    """What is found; a message in place of an answer that is refused."""
    found: list[object] = []
    for unit in ("article", "paragraph"):
        for text in TEXTS:
            try:
                with open_engine(index) as engine:
                    results = engine.search(SearchRequest(text=text, unit=unit))
                    found.append((results.total, results.hits, results.facets, results.timeline))
            except BackissueError as error:
                found.append(str(error))
    return found


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_found_and_never_answered(
    whole: Index, tmp_path: Path, data: st.DataObject
) -> None:
    index = tmp_path / "index"
    shutil.rmtree(index, ignore_errors=True)
    shutil.copytree(whole.folder, index)
    files = [each for each in index.rglob("*") if each.is_file() and each.name != "lock"]
    files.sort(key=lambda file: (file.suffix, file.name))
    file = files[data.draw(st.integers(0, len(files) - 1))]
    before = file.read_bytes()
    after = _damaged(before, data)
    file.write_bytes(after)

    try:
        faults = generations.faults(generations.current(index))
    except BackissueError as error:
        faults = [str(error)]
    assert faults or after == before
    for answer, expected in zip(_answers(index), whole.answers, strict=True):
        assert answer == expected or isinstance(answer, str)


def _damaged(content: bytes, data: st.DataObject) -> bytes:
    place = int(data.draw(st.floats(0, 1, exclude_max=True)) * len(content))
    match data.draw(st.sampled_from(["flip", "zero", "cut", "longer"])):
        case "flip":
            changed = content[place] ^ (1 << data.draw(st.integers(0, 7)))
            return content[:place] + bytes([changed]) + content[place + 1 :]
        case "zero":
            size = data.draw(st.integers(1, 300))
            return (content[:place] + bytes(size) + content[place + size :])[: len(content)]
        case "cut":
            return content[:place]
        case _:
            return content + data.draw(st.binary(min_size=1, max_size=20))
