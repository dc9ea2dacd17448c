"""What a shell and its user get: completion, the manual, the version."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from search.cli.manual import manual
from search.config import version
from tests.deploy.server import ROOT
from tests.test_project import PROJECT

START = "from search.cli import main; main(prog_name='backissue')"


def _run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, "-c", START, *words]
    return subprocess.run(command, capture_output=True, text=True, env=given, check=False)


@pytest.mark.parametrize(
    ("typed", "at", "offered"),
    [
        ("backissue rein", "1", {"reindex"}),
        ("backissue search --so", "2", {"--sort", "--source"}),
        ("backissue search --sort n", "3", {"newest"}),
        ("backissue completion ", "2", {"bash", "fish", "zsh"}),
    ],
)
def test_words_are_completed(typed: str, at: str, offered: set[str]) -> None:
    given = {"COMP_WORDS": typed, "COMP_CWORD": at, "_BACKISSUE_COMPLETE": "bash_complete"}
    done = _run(**given)
    assert done.stderr == ""
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == offered


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_the_script_for_a_shell_is_one_that_it_reads(shell: str, tmp_path: Path) -> None:
    done = _run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_BACKISSUE_COMPLETE={shell}_complete" in done.stdout
    if program := shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(done.stdout)
        subprocess.run([program, "-n", str(script)], check=True)


def test_another_shell_is_refused() -> None:
    done = _run("completion", "cmd")
    assert done.returncode == 2
    assert "'cmd' is not one of 'bash', 'fish', 'zsh'" in done.stderr


def test_the_manual_is_that_of_the_commands() -> None:
    page = (ROOT / "docs" / "backissue.1").read_text(encoding="utf-8")
    assert page == manual(), "run `python -m search.cli.manual > docs/backissue.1`"


def test_the_version_has_one_place(tmp_path: Path) -> None:
    assert version.installed() == PROJECT["version"]
    assert _run("--version").stdout == f"backissue, version {PROJECT['version']}\n"
    assert version.installed(tmp_path) == importlib.metadata.version("backissue")
