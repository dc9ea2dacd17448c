"""The commands as people and programs run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest


def _run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "search.cli", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


@pytest.fixture
def filled(archive: Path) -> Path:
    for number in range(3):
        (archive / f"a{number}.md").write_text(
            f"# Title {number}\n\nThe river rose {number} times.\n"
        )
    return archive


def test_reindex_and_search(filled: Path, index: Path) -> None:
    done = _run("reindex", filled, "--index", index)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Published generation 000001: 3 articles, 3 paragraphs" in done.stdout
    found = _run("search", "river", "--index", index)
    assert found.returncode == 0
    assert "3 found" in found.stdout
    assert "The river rose 1 times." in found.stdout


def test_one_article_is_no_articles(archive: Path, index: Path) -> None:
    (archive / "only.md").write_text("# Only\n\nThe river rose.\n")
    words = {"BACKISSUE_ARCHIVE": str(archive), "BACKISSUE_INDEX": str(index)}
    printed = [_run(*each, **words).stdout for each in (("reindex",), ("reindex",), ("check",))]
    assert "Published generation 000001: 1 article, 1 paragraph (" in printed[0]
    assert "Nothing changed: 1 article, generation" in printed[1]
    assert "is as it was written: 1 article, 1 paragraph." in printed[2]


def test_the_summary_as_json(filled: Path, index: Path) -> None:
    (filled / "empty.md").touch()
    done = _run("reindex", "--json", BACKISSUE_ARCHIVE=str(filled), BACKISSUE_INDEX=str(index))
    assert done.returncode == 0
    report = json.loads(done.stdout)
    expected = {"added": 3, "updated": 0, "removed": 0, "unchanged": 0, "failed": 1, "articles": 3}
    assert {key: report[key] for key in expected} == expected
    assert (report["paragraphs"], report["generation"]) == (3, "000001")
    assert report["failures"][0]["path"] == "empty.md"
    assert report["seconds"] > 0


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("BACKISSUE_MEMORY", "much", "a whole number, at least 1"),
        ("BACKISSUE_SHARDS", "0", "a whole number, at least 1"),
        ("BACKISSUE_REPLICAS", "1.5", "a whole number, at least 0"),
        ("BACKISSUE_TIME_LIMIT", "nan", "a number, at least 0.001"),
        ("BACKISSUE_TIME_LIMIT", "inf", "a number from 0.001 to 1000000000"),
        ("BACKISSUE_KEEP", "9999999999", "a whole number from 1 to 1000000000"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    filled: Path, index: Path, name: str, value: str, expected: str
) -> None:
    done = _run("reindex", filled, "--index", index, **{name: value})
    assert done.returncode == 2
    assert done.stderr == f"backissue: {name}='{value}' cannot be used: give {expected}.\n"


def test_a_config_that_cannot_be_used_is_named(filled: Path, index: Path) -> None:
    _run("reindex", filled, "--index", index)
    (filled / "backissue.toml").write_text("[facets.theme]\nlable = 'Topic'\n")
    done = _run("reindex", filled, "--index", index, "--json")
    assert done.returncode == 2
    sentence = (
        f"{filled}/backissue.toml: there is no setting facets.theme.lable: did you mean “label”?"
    )
    assert json.loads(done.stdout) == {"error": sentence}
    assert done.stderr == f"backissue: {sentence}\n"
    missing = _run("reindex", filled, "--index", index, BACKISSUE_CONFIG="no.toml")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr == "backissue: no.toml cannot be read: No such file or directory.\n"
    assert "3 found" in _run("search", "river", "--index", index).stdout


def test_facets_of_the_archive_are_options(filled: Path, index: Path) -> None:
    (filled / "backissue.toml").write_text("[facets.section.folders]\nlaw = 'Law'\n")
    (filled / "law").mkdir()
    (filled / "law" / "b.md").write_text("# River law\n\nThe river is tame.\n")
    _run("reindex", filled, "--index", index)
    words = ("search", "river", "--index", index)
    assert "1 found" in _run(*words, "--facet", "section=Law").stdout
    assert "3 found" in _run(*words, "--facet=-section=Law").stdout
    done = _run(*words, "--facet", "desk=Law")
    assert (done.returncode, done.stdout) == (2, "")
    assert "one of the facets author, region, theme, report, source, section" in done.stderr


def test_strict_fails_when_a_file_does(filled: Path, index: Path) -> None:
    assert _run("reindex", filled, "--index", index, "--strict").returncode == 0
    (filled / "empty.md").touch()
    assert _run("reindex", filled, "--index", index, "--strict").returncode == 1
    assert _run("reindex", filled, "--index", index).returncode == 0


def test_search_as_json_takes_filters(filled: Path, index: Path) -> None:
    (filled / "b.jsonl").write_text(
        json.dumps(
            {
                "id": "b",
                "title": "River law",
                "authors": ["Ann Bo"],
                "region": ["North & South"],
                "date": "2019-05-01",
                "content": "The river is tame.",
            }
        )
    )
    _run("reindex", filled, "--index", index)
    words = ("search", "river", "--index", index, "--json", "--region", "North & South")
    found = json.loads(_run(*words, "--from", "2019", "--to", "2019-05", "--sort", "newest").stdout)
    assert [hit["id"] for hit in found["hits"]] == ["b"]
    assert found["hits"][0]["passages"][0]["html"] == "The <mark>river</mark> is tame."
    assert found["hits"][0]["url"] == "/articles/b?q=river"
    assert found["facets"]["author"] == [
        {"value": "Ann Bo", "count": 1, "selected": False, "excluded": False}
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reindex", "nowhere"), "There is no folder nowhere"),
        (("search", "x", "--index", "nowhere"), "There is no index in nowhere yet"),
        (("search", "x", "--from", "abc"), "from='abc' cannot be used"),
        (("search", "x", "--match", "none"), "--match"),
        (("search", "x", "--page", "0"), "--page"),
        (("search", "x", "--sort", "best"), "--sort"),
        (("check", "--index", "nowhere"), "There is no index"),
        (("reindex", "--rollback", "--index", "/dev/null/x"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    done = _run(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_check_finds_any_change_to_the_files(filled: Path, index: Path) -> None:
    _run("reindex", filled, "--index", index)
    assert _run("check", "--index", index).returncode == 0
    (segment,) = (index / "generations" / "000001").glob("*.segment")
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    done = _run("check", "--index", index)
    assert done.returncode == 1
    assert segment.name in done.stderr


def test_roll_back_and_forth(filled: Path, index: Path) -> None:
    _run("reindex", filled, "--index", index)
    (filled / "a9.md").write_text("# New\n\nText.\n")
    _run("reindex", filled, "--index", index)
    done = _run("reindex", "--rollback", "--index", index, "--json")
    assert json.loads(done.stdout) == {
        "generation": "000001",
        "articles": 3,
        "paragraphs": 3,
        "is_published": True,
    }
    assert _run("reindex", "--rollback", "--index", index).returncode == 2


@pytest.mark.alone
def test_nothing_changed_is_said_within_a_second(archive: Path, index: Path) -> None:
    """The bound for 20,000 files is measured in benchmarks; here it is only far from a rebuild."""
    for number in range(300):
        (archive / f"a{number}.md").write_text(f"# Title {number}\n\nText.\n")
    _run("reindex", archive, "--index", index)
    time.sleep(0.2)
    done = _run("reindex", archive, "--index", index)
    assert "Nothing changed: 300 articles, generation 000001 stays." in done.stdout


def test_repeated_paragraphs_are_counted_and_listed(archive: Path, index: Path) -> None:
    footer = "Support the Lantern: our zephyr needs readers who pay."
    for number in range(20):
        words = " ".join(chr(97 + number) * 4 for _ in range(8))
        (archive / f"a{number:02}.md").write_text(
            f"# Title {number}\n\nIt is {words}\n\n{footer}\n"
        )
    done = _run("reindex", archive, "--index", index)
    line = "1 paragraph stands in many articles and is not searched: `backissue report boilerplate`"
    assert line in done.stdout
    listed = _run("report", "boilerplate", "--index", index)
    assert f"20  {footer}" in listed.stdout
    found = json.loads(_run("report", "boilerplate", "--index", index, "--json").stdout)
    assert found == {
        "paragraphs": [
            {
                "text": footer,
                "articles": 20,
                "example": "a00",
                "place": "end",
                "why": "stands at the end of 20 of 20 articles that have little else in common",
            }
        ]
    }
    assert json.loads(_run("reindex", archive, "--index", index, "--json").stdout)["repeated"] == 1
