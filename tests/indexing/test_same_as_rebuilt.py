"""However an index came about, it answers as one that is built at once from the same files."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from tests.indexing.files import age, counts, write_article, write_lines


def test_several_processes_give_the_same_index(archive: Path, index: Path, tmp_path: Path) -> None:
    for number in range(200):
        write_article(
            archive, f"a{number}.md", f"Title {number}", "river " * (number % 7) + "flood"
        )
    write_lines(
        archive, "b.jsonl", *({"id": f"r{n}", "title": "x", "content": "y"} for n in range(100))
    )
    (archive / "empty.md").touch()
    one = reindex(Options(archive, 1), open_target(index), Silent())
    two = reindex(Options(archive, 2), open_target(tmp_path / "other"), Silent())
    assert counts(one) == counts(two) == (300, 0, 0, 0, 1)
    assert (one.paragraphs, one.failures) == (two.paragraphs, two.failures)
    assert _answers(index) == _answers(tmp_path / "other")


_TEXTS = st.sampled_from(["river", "river flood", "library at night", "the bank"])
_STEPS = st.lists(st.tuples(st.integers(0, 9), st.none() | _TEXTS), min_size=1, max_size=12)


@settings(max_examples=5)
@given(st.lists(_STEPS, min_size=1, max_size=5))
def test_after_any_changes_the_answers_are_those_of_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[int, str | None]]]
) -> None:
    folder = tmp_path_factory.mktemp("changes")
    archive = folder / "archive"
    archive.mkdir()
    write_article(archive, "always.md", "Always")
    for steps in rounds:
        for number, text in steps:
            if text is None:
                (archive / f"a{number}.md").unlink(missing_ok=True)
            else:
                write_article(archive, f"a{number}.md", f"Title {text}", text)
        reindex(Options(archive, 1), open_target(folder / "index"), Silent())
    reindex(Options(archive, 1), open_target(folder / "rebuilt"), Silent())
    assert _answers(folder / "index") == _answers(folder / "rebuilt")
    shutil.rmtree(folder)


_RECORDS = st.lists(
    st.builds(
        lambda id, text: json.dumps({"id": id, "title": f"Title {text}", "content": text}),
        st.sampled_from(["x", "y", "z"]),
        _TEXTS,
    )
    | st.sampled_from(["{", "", '{"id": "w", "title": "W", "date": "1/2/3"}']),
    max_size=4,
)
_FOLDERS = st.dictionaries(st.sampled_from(["a.jsonl", "b/a.jsonl", "b.jsonl"]), _RECORDS)


@settings(max_examples=5)
@given(st.lists(_FOLDERS, min_size=2, max_size=4))
def test_after_any_changes_of_lines_the_report_is_that_of_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[dict[str, list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    archive = folder / "archive"
    for files in rounds:
        shutil.rmtree(archive, ignore_errors=True)
        archive.mkdir()
        write_article(archive, "always.md", "Always")
        for name, records in files.items():
            (archive / name).parent.mkdir(exist_ok=True)
            (archive / name).write_text("\n".join(records))
            age(archive / name)
        report = reindex(Options(archive, 1), open_target(folder / "index"), Silent())
    rebuilt = reindex(Options(archive, 1), open_target(folder / "rebuilt"), Silent())
    assert (report.articles, report.paragraphs) == (rebuilt.articles, rebuilt.paragraphs)
    assert (report.failures, report.warnings) == (rebuilt.failures, rebuilt.warnings)
    assert _answers(folder / "index") == _answers(folder / "rebuilt")
    again = reindex(Options(archive, 1), open_target(folder / "index"), Silent())
    assert (again.failures, again.is_published) == (report.failures, False)
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
        write_article(archive, f"{number % 50}/a{number}.md", f"Title {number}", text())
    reindex(Options(archive, 2), open_target(index), Silent())
    for number in range(10):
        (archive / f"{number}/a{number + 100 - number % 50}.md").unlink(missing_ok=True)
        (archive / f"{number}/a{number}.md").unlink()
        write_article(archive, f"{number}/a{number + 50}.md", "Changed", text())
        write_article(archive, f"new/a{number}.md", "New", text())
    report = reindex(Options(archive, 2), open_target(index), Silent())
    assert (report.added, report.updated) == (10, 10)
    assert 10 <= report.removed <= 20
    assert report.unchanged == 5_000 - report.removed - 10
    reindex(Options(archive, 2), open_target(tmp_path / "rebuilt"), Silent())
    requests = [
        SearchRequest(text=" OR ".join(chance.sample(words, chance.randint(1, 3))))
        for _ in range(50)
    ] + [SearchRequest(text=" ".join(chance.sample(words, 2))) for _ in range(50)]
    with open_engine(index) as engine, open_engine(tmp_path / "rebuilt") as rebuilt:
        for request in requests:
            ours, theirs = engine.search(request), rebuilt.search(request)
            assert (ours.total, ours.hits) == (theirs.total, theirs.hits)
