"""A cluster that cannot be used is said in a sentence, without its password, and with exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from search.cli.serving import serve
from search.config.environment import Serving
from search.engines.opensearch.state import Published
from search.errors import IndexOfOtherVersion
from tests.deploy.server import free_port
from tests.indexing.files import write_article
from tests.opensearch.test_client import served
from web.background import Background

NOT_ALLOWED = (401, "text/plain", "Unauthorized")
PAGE = (200, "text/html", "<p>Hello")


def _run(address: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "search.cli", *words],
        env={**os.environ, "BACKISSUE_INDEX": address},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _is_a_sentence(done: subprocess.CompletedProcess[str], said: str) -> bool:
    *_, last = done.stderr.splitlines()
    assert said in last
    assert last.startswith("backissue: ")
    assert last.endswith(".")
    assert "hidden" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode == 2


@pytest.mark.parametrize("command", ["reindex", "check", "rollback"])
@pytest.mark.parametrize(
    ("answer", "said"),
    [(NOT_ALLOWED, "did not accept the user and password"), (PAGE, "is no OpenSearch")],
)
def test_who_answers_is_no_use(
    archive: Path, command: str, answer: tuple[int, str, str], said: str
) -> None:
    write_article(archive, "a.md", "Title")
    words = {"reindex": ("reindex", str(archive)), "rollback": ("reindex", "--rollback")}
    with served(lambda _: answer) as url:
        address = url.replace("http://", "http://ann:hidden@")
        done = _run(f"{address}/x", *words.get(command, (command,)))
    assert _is_a_sentence(done, said)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://ann:hidden@127.0.0.1:1/x", "did not answer (no connection)"),
        ("http://ann:hidden@127.0.0.1:1/X", "cannot be the prefix of names in a cluster"),
        ("https://ann:hidden@", "A host in the address of the cluster cannot be read"),
    ],
)
def test_nobody_answers(archive: Path, address: str, said: str) -> None:
    write_article(archive, "a.md", "Title")
    assert _is_a_sentence(_run(address, "reindex", str(archive)), said)
    assert _is_a_sentence(_run(address, "check"), said)


def test_serving_shows_no_password(
    archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither on the terminal nor in the list of processes; other users do not see the environment."""
    started: list[tuple[list[str], dict[str, str]]] = []

    def popen(command: list[str], env: dict[str, str], **_: object) -> SimpleNamespace:
        started.append((command, env))
        return SimpleNamespace(pid=1)

    def execve(_: str, command: list[str], env: dict[str, str]) -> None:
        started.append((command, env))

    monkeypatch.setattr("subprocess.Popen", popen)
    monkeypatch.setattr("os.execve", execve)
    address = "https://ann:hidden@search.example/news"
    serve(address, archive, "127.0.0.1", Serving(port=free_port()))
    assert Background(tmp_path).start(archive, address)
    assert "Backissue serves https://search.example:443/news at" in capsys.readouterr().out
    assert len(started) == 2
    for command, environment in started:
        assert "hidden" not in " ".join(command)
        assert environment["BACKISSUE_INDEX"] == address


def test_settings_of_another_version_are_never_equal_to_ours() -> None:
    published = Published("backissue-000001", 0, stamp={"title": "x", "colour_of_links": "blue"})
    with pytest.raises(IndexOfOtherVersion, match="backissue-000001"):
        published.settings()
    assert published.reading_key == ""
    assert Published("backissue-000001", 0).reading_key
