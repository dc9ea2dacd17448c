"""`backissue inspect`: what would be indexed of a file, for people and for programs."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from search.cli.commands import main

SETTINGS = """
about = "about.md"

[facets.theme]
fields = ["tags"]

[facets.theme.aliases]
white_house = "White House"
Uncategorized = ""

[facets.region.folders]
"politics/europe" = "Europe"

[drop]
texts = ["Subscribe to"]
"""
ARTICLE = """---
title: High water
authors: [Ann Bo, Cy Do]
date: 2019-05-04
tags: [white_house, Uncategorized, Water]
---

The river rose.

## Later

Subscribe to our newsletter!
"""
ARTICLE_KEYS = [
    "id", "title", "authors", "published", "publisher", "source", "language", "address", "summary",
    "paragraphs", "captions", "facets", "origins", "left_out",
]  # fmt: skip


@pytest.fixture
def article(archive: Path) -> Path:
    """A file in an archive with settings."""
    (archive / "backissue.toml").write_text(SETTINGS)
    (archive / "about.md").write_text("About us.\n")
    file = archive / "politics" / "europe" / "flood.md"
    file.parent.mkdir(parents=True)
    file.write_text(ARTICLE)
    return file


def _run(*words: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(
        main, ["inspect", *map(str, words)], env={"COLUMNS": "200", **environment}
    )


def _objects(*words: str | Path, code: int = 0, **environment: str) -> list[dict[str, Any]]:
    done = _run(*words, "--json", **environment)
    assert (done.exit_code, done.stderr) == (code, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _write_lines(file: Path, count: int) -> None:
    lines = [json.dumps({"id": f"a{n}", "title": f"Title {n}"}) for n in range(count)]
    file.write_text("\n".join(lines))


def test_a_date_is_shown_as_far_as_it_is_known(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ndate: December 1899\n---\nThe river rose.")
    (found,) = _objects(file)
    assert found["articles"][0]["published"] == "1899-12"
    assert found["warnings"] == []


def test_an_article_as_json(article: Path) -> None:
    (found,) = _objects(article)
    assert list(found) == ["path", "articles", "failures", "warnings"]
    assert (found["path"], found["failures"], found["warnings"]) == (str(article), [], [])
    (read,) = found["articles"]
    assert list(read) == ARTICLE_KEYS
    assert {key: read[key] for key in ARTICLE_KEYS[:9]} == {
        "id": "politics/europe/flood",
        "title": "High water",
        "authors": ["Ann Bo", "Cy Do"],
        "published": "2019-05-04",
        "publisher": "",
        "source": "",
        "language": "",
        "address": "",
        "summary": "",
    }
    assert [(each["kind"], each["text"]) for each in read["paragraphs"]] == [
        ("text", "The river rose."), ("heading", "Later"),
    ]  # fmt: skip
    assert all(list(each)[:3] == ["anchor", "kind", "text"] for each in read["paragraphs"])
    assert read["facets"] == {
        "author": ["Ann Bo", "Cy Do"],
        "region": ["Europe"],
        "theme": ["White House", "Water"],
    }


def test_what_the_settings_did_is_named(article: Path) -> None:
    (read,) = _objects(article)[0]["articles"]
    assert read["origins"]["region"] == "folder politics/europe"
    assert read["origins"]["theme"].endswith("alias of white_house")
    assert "theme “Uncategorized” (alias)" in read["left_out"]


def test_what_the_settings_drop_is_named(article: Path) -> None:
    lines = article.with_suffix(".jsonl")
    lines.write_text('{"id": "a", "content": "The river rose.\\nSubscribe to our newsletter!"}')
    (read,) = _objects(lines)[0]["articles"]
    assert read["left_out"] == ["“Subscribe to our newsletter!” (drop.texts)"]


def test_a_page_for_people(article: Path) -> None:
    long = "A word " * 40 + "at the end."
    article.write_text(ARTICLE + f"\n{long}\n")
    done = _run(article)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == str(article)
    assert "id politics/europe/flood" in lines
    assert "region Europe folder politics/europe" in lines
    assert any(line.startswith("published 2019-05-04") for line in lines)
    assert "1 text The river rose." in lines
    assert "2 heading Later" in lines
    assert "left out theme “Uncategorized” (alias)" in lines
    assert "at the end." not in done.stdout
    assert "at the end." in _run(article, "--full").stdout


def test_files_of_many_records(archive: Path) -> None:
    file = archive / "all.jsonl.gz"
    lines = [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}, [], {"title": "C", "date": "?"}]
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    (found,) = _objects(file, code=1)
    assert [each["title"] for each in found["articles"]] == ["A", "C"]
    second, third = found["failures"]
    assert second.startswith("record 2: has the id “a”, which belongs to record 1")
    assert third.startswith("record 3: is not a JSON object")
    (warning,) = found["warnings"]
    assert warning.startswith("record 4: the date “?”")


def test_people_see_twenty_articles_of_a_file(archive: Path) -> None:
    file = archive / "all.jsonl"
    _write_lines(file, 23)
    assert len(_objects(file)[0]["articles"]) == 23
    limited = _run(file)
    assert ("Title 19" in limited.stdout, "Title 20" in limited.stdout) == (True, False)
    assert "only the first 20 records were read: --all reads the rest" in limited.stdout
    assert "Title 22" in _run(file, "--all").stdout
    assert len(_objects(file, "--limit", "3")[0]["articles"]) == 3


def test_a_folder_stands_for_its_files(article: Path) -> None:
    root = article.parents[2]
    names = [found["path"] for found in _objects(root)]
    assert names == [str(root / "about.md"), str(article)]
    below = _objects(article.parents[1])
    assert below[0]["articles"][0]["id"] == "politics/europe/flood"
    limited = _run(root, "--limit", "1")
    assert "flood" not in limited.stdout
    assert "only 1 of its 2 files were read; --all reads the rest" in limited.stderr


def test_what_a_reindex_passes_over_is_said(article: Path) -> None:
    (about,) = _objects(article.parents[2] / "about.md")
    assert about["warnings"] == ["is the page about the archive: a reindex passes over it"]
    hidden = article.rename(article.with_name(".flood.md"))
    assert "begins with a dot" in _objects(hidden)[0]["warnings"][0]


def test_a_draft_is_no_failure(archive: Path) -> None:
    draft = archive / "a.md"
    draft.write_text("---\ntitle: High water\ndraft: true\n---\nThe river rose.\n")
    lines = archive / "a.jsonl"
    lines.write_text('{"id": "a", "title": "A"}\n{"id": "b", "title": "B", "draft": true}')
    alone, second = _objects(draft, lines)
    assert (alone["articles"], len(second["articles"])) == ([], 1)
    assert alone["warnings"][0].startswith("is a draft")
    assert second["warnings"][0].startswith("record 2: is a draft")


def test_one_file_that_cannot_be_read_stops_no_other(article: Path, tmp_path: Path) -> None:
    binary = tmp_path / "a.xls"
    binary.write_bytes(b"\0\1")
    missing, sheet, good = _objects(tmp_path / "no.md", binary, article, code=1)
    assert missing["failures"] == ["cannot be read: No such file or directory"]
    assert sheet["failures"][0].startswith("is none of the files that are read")
    assert (missing["articles"], sheet["articles"], len(good["articles"])) == ([], [], 1)


def test_the_root_is_the_archive_of_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "x" / "y" / "a.md"
    file.parent.mkdir(parents=True)
    file.write_text("# A\n\nB\n")
    ids = [
        _objects(file, BACKISSUE_ARCHIVE=str(root))[0]["articles"][0]["id"]
        for root in (tmp_path, tmp_path / "elsewhere")
    ]
    assert ids == ["x/y/a", "a"]
    assert _objects(tmp_path / "x")[0]["articles"][0]["id"] == "y/a"


def test_settings_may_be_elsewhere(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("[facets.desk.folders]\npolitics = 'Politics'\n")
    (read,) = _objects(article, "--config", other)[0]["articles"]
    assert read["facets"]["desk"] == ["Politics"]
    other.write_text("titel = 1")
    done = _run(article, "--config", other)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "titel" in done.stderr


@pytest.mark.parametrize("words", [(), ("a.md", "--limit", "0"), ("a.md", "--nothing")])
def test_a_wrong_call_exits_with_2(words: tuple[str, ...]) -> None:
    assert _run(*words).exit_code == 2


def test_names_of_files_may_be_any_bytes(archive: Path) -> None:
    file = archive / os.fsdecode(b"\xff\x1b[31m.md")
    file.write_text("# A\n\nB\n")
    (found,) = _objects(file, code=1)
    assert found["path"] == str(file)
    assert "cannot be part of an address" in found["failures"][0]
    assert "\x1b" not in _run(file).stdout


def test_brackets_are_no_markup(archive: Path) -> None:
    file = archive / "a.jsonl"
    file.write_text(
        '{"id": "a[/b]\\\\", "title": "x"}\n{"id": "b", "title": "[red]x", "date": "[/b]"}'
    )
    done = _run(file)
    assert done.exit_code == 1
    assert "has the id “a[/b]" in done.stdout
    assert "the date “[/b]”" in done.stdout
    assert "[red]x" in done.stdout
