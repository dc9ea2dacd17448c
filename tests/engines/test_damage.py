"""Whatever happens to the files of an index: `check` finds it, and no search gives a wrong answer."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines.targets import open_target
from search.engines.whoosh import generations
from search.engines.whoosh.generation import faults
from search.errors import BackissueError
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex


class Damage(NamedTuple):
    """What befalls a file, and the number or the bytes that go with it."""

    kind: str
    more: int | bytes

    def of(self, content: bytes, place: int) -> bytes:
        """What becomes of a content that is hit at a place."""
        before, behind = content[:place], content[place:]
        match self.kind, self.more:
            case "flip", int(bit):
                return before + bytes([behind[0] ^ (1 << bit)]) + behind[1:]
            case "zero", int(size):
                return (before + bytes(size) + behind[size:])[: len(content)]
            case "longer", bytes(more):
                return content + more
        return before


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
    answers: list[object] = field(repr=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("damage")
    archive = folder / "archive"
    archive.mkdir()
    for number in range(40):
        words = f"river flood bank{number} night " * (number + 1)
        text = f"# Title {number}\n\nBy Ann River\n\n{words}\n\nThe bank of paragraph {number}.\n"
        (archive / f"a{number}.md").write_text(text)
    reindex(Options(archive, 1), open_target(folder / "index"), Silent())
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


_FRACTION = st.floats(0, 1, exclude_max=True)
_DAMAGES = st.one_of(
    st.builds(Damage, st.just("flip"), st.integers(0, 7)),
    st.builds(Damage, st.just("zero"), st.integers(1, 300)),
    st.just(Damage("cut", 0)),
    st.builds(Damage, st.just("longer"), st.binary(min_size=1, max_size=20)),
)


@example(damage=Damage("longer", b" "), which=0.5, place=0.5)  # the description
@settings(max_examples=70, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=_DAMAGES, which=_FRACTION, place=_FRACTION)
def test_damage_is_found_and_never_answered(
    whole: Index, tmp_path: Path, damage: Damage, which: float, place: float
) -> None:
    index = tmp_path / "index"
    shutil.rmtree(index, ignore_errors=True)
    shutil.copytree(whole.folder, index)
    files = [each for each in index.rglob("*") if each.is_file() and each.name != "lock"]
    files.sort(key=lambda file: (file.suffix, file.name))
    file = files[int(which * len(files))]
    before = file.read_bytes()
    after = damage.of(before, int(place * len(before)))
    file.write_bytes(after)

    try:
        found = faults(generations.current(index))
    except BackissueError as error:
        found = [str(error)]
    assert found or after == before
    for answer, expected in zip(_answers(index), whole.answers, strict=True):
        assert answer == expected or isinstance(answer, str)


@pytest.fixture(scope="module")
def changed(whole: Index, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The index after a second reindex, with both generations."""
    folder = tmp_path_factory.mktemp("changed")
    archive = shutil.copytree(whole.folder.parent / "archive", folder / "archive")
    (archive / "a7.md").write_text("# Another title\n\nBy Ann River\n\nThe flood of a night.\n")
    shutil.copytree(whole.folder, folder / "index")
    reindex(Options(archive, 1), open_target(folder / "index"), Silent())
    return Index(folder / "index", _answers(folder / "index"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=_FRACTION, other=_FRACTION, is_open=st.booleans())
def test_a_file_in_the_place_of_another_is_found_and_never_answered(
    whole: Index, changed: Index, tmp_path: Path, which: float, other: float, is_open: bool
) -> None:
    index = tmp_path / "index"
    shutil.rmtree(index, ignore_errors=True)
    shutil.copytree(changed.folder, index)
    files = sorted(each for each in (index / "generations").rglob("*") if each.is_file())
    file = files[int(which * len(files))]
    alike = [each for each in files if each.suffix == file.suffix]
    content = alike[int(other * len(alike))].read_bytes()
    is_same = content == file.read_bytes()

    with open_engine(index, 60) as engine:
        if is_open:
            engine.status()
        file.unlink()
        file.write_bytes(content)
        results = engine.search(SearchRequest(text=TEXTS[2]))
    answer = (results.total, results.hits, results.facets, results.timeline)
    assert answer in (whole.answers[2], changed.answers[2])
    listed = generations.listed(index, faults)
    assert is_same or any(each.faults for each in listed)
    for each, before, after in zip(_answers(index), whole.answers, changed.answers, strict=True):
        assert each in (before, after)
