"""Exports on the command line, and the example of their documentation."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from contextlib import chdir
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from click.testing import CliRunner, Result

from search.cli.commands import main
from tests.support import article, publish

DOCUMENT = Path(__file__).parents[1] / "docs" / "exports.md"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("exports") / "index"
    held = [
        article(
            f"a{number:02}",
            f"The river rose {number} times: a flood." if number % 2 else "The river fell.",
            title=f"Title ‘{number}’",
            published=date(2010, 1, 1) + timedelta(days=100 * number) if number else None,
            themes=("Rivers", "Floods, and more")[: 1 + number % 2],
        )
        for number in range(60)
    ]
    publish(index, held)
    return index


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def test_all_hits_of_a_search_in_every_format(index: Path) -> None:
    def found(name: str, *words: str) -> str:
        done = run(
            "search", "river", "--index", index, "--sort", "oldest", "--format", name, *words
        )
        assert done.exit_code == 0
        return done.stdout_bytes.decode("utf-8")

    rows = [each["id"] for each in csv.DictReader(io.StringIO(found("csv", "--all")))]
    assert len(rows) == 60
    assert [json.loads(each)["id"] for each in found("ndjson", "--all").splitlines()] == rows
    assert [each["id"] for each in rispy.loads(found("ris", "--all"))] == rows
    assert [each["ID"] for each in bibtexparser.loads(found("bib", "--all")).entries] == rows
    assert found("csv", "--limit", "7").count("\r\n") == 8
    assert found("atom").count("<entry>") == 50
    assert found("atom", "--all").count("<entry>") == 60


def test_a_feed_has_the_newest_first(index: Path) -> None:
    done = run("search", "flood", "--index", index, "--format", "atom", "--limit", "1")
    assert "/articles/a59<" in done.stdout


def test_all_hits_for_people_are_refused(index: Path) -> None:
    for words in (["--all"], ["--all", "--json"], ["--limit", "5", "--format", "json"]):
        done = run("search", "river", "--index", index, *words)
        assert done.exit_code == 2
        assert "--format csv" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--json", "--format", "csv"), "--json is --format json"),
        (("--format", "csv", "--page", "2"), "--format csv lists all hits, without pages"),
    ],
)
def test_options_that_cannot_both_be_meant_are_refused(
    index: Path, words: tuple[str, ...], said: str
) -> None:
    done = run("search", "river", "--index", index, *words)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("name", ["ndjson", "csv", "ris", "bib", "csl.json"])
def test_an_export_is_a_whole_file(index: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / f"out.{name}"
    file.write_text("older")
    assert run("export", file, "--index", index, "--query", "flood").exit_code == 0
    printed = run("export", "--index", index, "--query", "flood", "--format", name)
    assert file.read_bytes() == printed.stdout_bytes
    assert file.read_text(encoding="utf-8").count("‘") == 30
    assert [*tmp_path.iterdir()] == [file]


def test_what_is_exported_can_be_narrowed(index: Path) -> None:
    narrow = ["--facet", "theme=Floods, and more", "--from", "2015", "--limit", "4", "--bom"]
    done = run("export", "--index", index, "--format", "csv", *narrow)
    assert done.stdout_bytes.startswith(b"\xef\xbb\xbfid,")
    assert done.stdout_bytes.count(b"\r\n") == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["out.xls"], "does not end as one of ndjson, csv"),
        (["--from", "soon"], "from='soon' cannot be used"),
        (["--facet", "colour=red"], "one of the facets author"),
        (["--index", "nowhere"], "backissue reindex"),
        (["nowhere/out.csv"], "nowhere/out.csv cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_exported_is_said(index: Path, words: list[str], said: str) -> None:
    done = run("export", "--index", index, *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_the_documented_example_counts(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with chdir(tmp_path):
        for words in (["floods.csv", "--query", "flood"], ["all.csv"]):
            assert run("export", *words, "--index", index).exit_code == 0
        assert run("export", "floods.ndjson", "--query", "flood", "--index", index).exit_code == 0
        names: dict[str, Any] = {}
        for code in re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL):
            exec(code, names)
    days = [date(2010, 1, 1) + timedelta(days=100 * number) for number in range(1, 60, 2)]
    assert names["years"] == Counter(str(day.year) for day in days)
    assert names["themes"] == {"Rivers": 30, "Floods, and more": 30}
    assert names["words"]["flood"] == 30
    assert "undated  0.0%" in capsys.readouterr().out
