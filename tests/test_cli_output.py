"""What the commands print where it cannot be written, for programs, and when they are ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.cli.progress import EVERY, Lines
from search.engines import preparation
from search.engines.targets import open_target
from search.errors import ReindexRunning
from tests.deploy.server import ROOT, until
from tests.support import article, publish

COMMAND = [sys.executable, "-m", "search.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""}
LONG = 40_000

EVERY_COMMAND = [
    ("reindex", "ARCHIVE", "--index", "OTHER"),
    ("reindex", "ARCHIVE", "--index", "OTHER", "--json"),
    ("reindex", "nowhere", "--index", "OTHER", "--json"),
    ("search", "river", "--index", "INDEX"),
    ("search", "river", "--index", "INDEX", "--json"),
    ("check", "--index", "INDEX"),
    ("inspect", "ARCHIVE"),
    ("inspect", "ARCHIVE", "--json"),
    ("search", "--help"),
    ("--version",),
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An archive, its index, and a folder for another index, by the words that stand for them."""
    folder = tmp_path_factory.mktemp("places")
    (folder / "archive").mkdir()
    (folder / "archive" / "a.md").write_text("# Title\n\nThe river rose.\n")
    publish(folder / "index", [article(str(number), "The river rose.") for number in range(25)])
    return {
        "ARCHIVE": str(folder / "archive"),
        "INDEX": str(folder / "index"),
        "OTHER": str(folder / "other"),
    }


def _run(*words: str, **streams: object) -> subprocess.CompletedProcess[str]:
    given: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # options by name
        [*COMMAND, *words], env=ENVIRONMENT, text=True, check=False, **given
    )


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_an_output_that_is_full_is_said_in_a_sentence(
    words: tuple[str, ...], places: dict[str, str]
) -> None:
    with Path("/dev/full").open("w") as full:
        done = _run(*(places.get(each, each) for each in words), stdout=full)
    assert done.returncode == 2
    said = "backissue: the output cannot be written (No space left on device).\n"
    assert done.stderr == said


@pytest.mark.parametrize(
    "words", [("search", "river", "--index", "INDEX"), ("inspect", "ARCHIVE"), ("--help",)]
)
def test_a_reader_that_has_enough_ends_it_in_silence(
    words: tuple[str, ...], places: dict[str, str]
) -> None:
    there, here = os.pipe()
    os.close(there)
    done = _run(*(places.get(each, each) for each in words), stdout=here)
    os.close(here)
    assert (done.returncode, done.stderr) == (141, "")


def test_an_error_that_cannot_be_said_has_its_exit_code() -> None:
    with Path("/dev/full").open("w") as full:
        assert _run("search", "x", "--index", "nowhere", stderr=full).returncode == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reindex", "nowhere", "--json"), "There is no folder nowhere"),
        (("reindex", "ARCHIVE", "--json", "--jobs", "many"), "'many' is not a valid integer"),
        (("reindex", "--rollback", "--json", "--index", "OTHER"), "No generation before"),
        (("search", "x", "--json", "--index", "nowhere"), "There is no index in nowhere yet"),
        (("search", "x", "--format", "json", "--from", "abc"), "from='abc' cannot be used"),
        (("search", "x", "--format=json", "--page", "0"), "0 is not in the range"),
        (("search", "river", "--json", "--page", "9", "--index", "INDEX"), "has 3 pages"),
        (("inspect", "--json"), "Missing argument 'FILE...'"),
    ],
)
def test_programs_get_an_object_whatever_is_wrong(
    words: tuple[str, ...], said: str, places: dict[str, str]
) -> None:
    done = _run(*(places.get(each, each) for each in words))
    assert done.returncode == 2
    assert [*json.loads(done.stdout)] == ["error"]
    assert said in json.loads(done.stdout)["error"]
    assert said in done.stderr


def test_a_query_that_looks_like_an_option_is_no_wish_for_json(places: dict[str, str]) -> None:
    done = _run("search", "--index", "nowhere", "--", "--json")
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("query", "page", "said"),
    [
        ("river", "9999", "page=9999 cannot be shown: this search has 3 pages."),
        ("zzz", "2", "page=2 cannot be shown: nothing was found."),
    ],
)
def test_a_page_beyond_the_last_says_how_many_there_are(
    query: str, page: str, said: str, places: dict[str, str]
) -> None:
    done = _run("search", query, "--index", places["INDEX"], "--page", page)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"backissue: {said}\n")
    last = _run(
        "search", query, "--index", places["INDEX"], "--page", "3" if query == "river" else "1"
    )
    assert last.returncode == 0


def _has_read_some(index: Path) -> bool:
    found = preparation(str(index)).reindexing
    return found is not None and found.done > 0


@contextmanager
def _reading(archive: Path, index: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A reindex that is reading a long file."""
    record = json.dumps({"title": "Title", "content": "The river rose again. " * 40})
    (archive / "long.jsonl").write_text(f"{record}\n" * LONG)
    # What a shell runs in the background ignores SIGINT, and so would the reindex.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [*COMMAND, "reindex", str(archive), "--index", str(index), *options],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert until(lambda: _has_read_some(index), 60)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGTERM, 143, "ended by SIGTERM; the published index is as it was."),
        (signal.SIGINT, 130, "interrupted; the published index is as it was."),
    ],
)
def test_a_signal_ends_a_reindex_and_all_that_belongs_to_it(
    archive: Path, index: Path, number: int, code: int, said: str
) -> None:
    publish(index, [article("a", "The river rose.")])
    with _reading(archive, index, "--json") as process:
        process.send_signal(number)
        output, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (code, f"backissue: {said}\n")
        assert json.loads(output) == {"error": said}
        assert until(lambda: _is_empty(process.pid), 10)
    try:
        with open_target(index).session(is_dry=False):
            pass
    except ReindexRunning:
        pytest.fail("The lock is still held.")
    assert "1 found" in _run("search", "river", "--index", str(index)).stdout


def _is_empty(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_where_there_is_no_terminal_a_line_is_said_from_time_to_time() -> None:
    said: list[str] = []
    clock = [100.0]
    lines = Lines(said.append, lambda: clock[0])
    lines.begin(2000)
    lines.advance(500, 20)
    assert said == []
    clock[0] += EVERY
    lines.advance(500, 20)
    lines.advance(100, 20)
    clock[0] += EVERY
    lines.phase("Publishing")
    assert said == ["backissue: Reading, 50 %: 40 articles, 4 a second.", "backissue: Publishing."]


def test_a_short_reindex_says_nothing_on_the_way(archive: Path, index: Path) -> None:
    (archive / "a.md").write_text("# Title\n\nThe river rose.\n")
    done = _run("reindex", str(archive), "--index", str(index))
    assert (done.returncode, done.stderr) == (0, "")
