"""What the commands refuse, in which words and with which exit code; and names of every kind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.refusals import files
from tests.indexing.denied import as_a_user, unreadable

COMMAND = [sys.executable, "-m", "search.cli"]


def _run(
    *words: str | Path,
    folder: Path | None = None,
    program: Sequence[str] = COMMAND,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **environment}
    return subprocess.run(
        [*program, *map(str, words)],
        capture_output=True,
        text=True,
        env=given,
        cwd=folder,
        check=False,
    )


def _fill(archive: Path, first: int = 0) -> None:
    archive.mkdir(exist_ok=True)
    for number in range(first, 60):
        (archive / f"a{number}.md").write_text(f"# Title {number}\n\nText.\n")


@pytest.mark.slow
def test_many_removals_are_refused_with_3(archive: Path, index: Path) -> None:
    _fill(archive)
    assert _run("reindex", archive, "--index", index).returncode == 0
    for number in range(36):
        (archive / f"a{number}.md").unlink()
    for option in ("--full", "--dry-run", "--strict"):
        done = _run("reindex", archive, "--index", index, option)
        assert done.returncode == 3
        assert done.stderr.startswith(
            "backissue: This reindex would remove 36 of 60 articles, so nothing was published"
        )
        assert "--allow-removals" in done.stderr
        assert "Published" not in done.stdout
    done = _run("reindex", archive, "--index", index, "--json")
    assert done.returncode == 3
    report = json.loads(done.stdout)
    assert (report["is_published"], report["losses"]) == (False, {".": 36})
    assert report["error"] in done.stderr
    assert "60 found" in _run("search", "text", "--index", index).stdout
    allowed = _run("reindex", archive, "--index", index, "--json", "--allow-removals")
    assert allowed.returncode == 0
    report = json.loads(allowed.stdout)
    assert (report["removed"], "error" in report, "losses" in report) == (36, False, False)
    assert "24 found" in _run("search", "text", "--index", index).stdout


def test_the_limit_for_a_file_is_a_number_of_seconds(archive: Path, index: Path) -> None:
    _fill(archive, first=58)
    done = _run("reindex", archive, "--index", index, BACKISSUE_FILE_SECONDS="soon")
    assert done.returncode == 2
    assert "BACKISSUE_FILE_SECONDS='soon' cannot be used: give a number" in done.stderr
    assert _run("reindex", archive, "--index", index, BACKISSUE_FILE_SECONDS="60").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reindex", ""), "is given as an empty text"),
        (("reindex", " "), "is given as an empty text"),
        (("reindex", "archive", "--index", ""), "is given as an empty text"),
        (("reindex", "archive", "--config", ""), "is given as an empty text"),
        (("serve", "--archive", ""), "is given as an empty text"),
        (("search", "x", "--index", ""), "is given as an empty text"),
        (("check", "--index", ""), "is given as an empty text"),
        (("reindex", "archive", "--index", "ftp://ann:hidden@host/x"), "begins with ftp://"),
        (("search", "x", "--index", "s3://bucket/x"), "begins with s3://"),
        (("check", "--index", "file:///x"), "begins with file://"),
    ],
)
def test_locations_that_cannot_be_meant(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    _fill(tmp_path / "archive", first=58)
    before = sorted(tmp_path.rglob("*"))
    done = _run(*words, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "hidden" not in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "words",
    [
        ("reindex", "shut/archive", "--index", "index"),
        ("reindex", "archive", "--index", "shut/index"),
        ("watch", "shut/archive", "--index", "index"),
        ("inspect", "shut"),
        ("inspect", "shut/a.md"),
        ("generations", "--index", "shut/index"),
        ("report", "searches", "--log", "shut/log"),
    ],
)
def test_what_lies_in_a_folder_that_may_not_be_entered_is_named(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    _fill(tmp_path / "archive", first=59)
    (tmp_path / "shut").mkdir()
    with unreadable(tmp_path / "shut"):
        done = _run(*words, folder=tmp_path, program=(*as_a_user(), *COMMAND))
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search("^backissue: .*shut.* cannot be .*Permission denied", done.stderr), done.stderr
    assert done.stderr.count("\n") == 1


def test_the_address_of_a_site_that_cannot_be_meant(index: Path) -> None:
    done = _run("mcp", "--index", index, "--site", "archive.example.org")
    assert done.returncode == 2
    assert "--site 'archive.example.org' cannot be used: give an address" in done.stderr


def test_the_home_folder_may_be_written_as_a_tilde(tmp_path: Path) -> None:
    _fill(tmp_path / "articles", first=58)
    (tmp_path / "own.toml").write_text('title = "Own"\n')
    words = ("--index", "~/index", "--config", "~/own.toml")
    done = _run("reindex", "~/articles", *words, folder=tmp_path, HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    done = _run(
        "reindex",
        HOME=str(tmp_path),
        BACKISSUE_ARCHIVE="~/articles",
        BACKISSUE_INDEX="~/index",
        BACKISSUE_CONFIG="~/own.toml",
    )
    assert "Nothing changed" in done.stdout
    assert not (tmp_path / "~").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_names_that_are_no_text_are_printed(archive: Path, index: Path, encoding: str) -> None:
    _fill(archive, first=58)
    (archive / os.fsdecode(b"bad\xff.md")).touch()
    (archive / "caf\u00e9.md").touch()
    for option in ("--full", "--json"):
        words = ("reindex", archive, "--index", index, option)
        done = _run(*words, PYTHONIOENCODING=f"{encoding}:strict")
        assert (done.returncode, done.stderr) == (0, "")
        assert "udcff.md" in done.stdout


def test_files_that_are_made_to_do_harm_are_refused_with_a_sentence(
    archive: Path, index: Path
) -> None:
    archive.mkdir(exist_ok=True)
    for _, name, data in files(100_000_000):
        (archive / name).write_bytes(data)
    done = _run("reindex", archive, "--index", index)
    assert [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")] == [
        "bomb.zip/bomb.md: unpacks to more than 200 times its size, as no text does: remove the file",
        "deep.zip/in.zip/in.zip/in.zip: is in more than 3 containers, one in the other: unpack them",
        "out.tar/../../x.md: has a path that leads out of the file that it is in: pack it with a"
        " relative one",
    ]
    assert "Traceback" not in done.stderr
    assert not [*archive.parent.rglob("x.md")]
