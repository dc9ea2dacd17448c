"""A clone after `pip install -r requirements.txt`, as platforms with buildpacks make one and start it."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from tests.deploy.machine import Machine, blocks, clone
from tests.deploy.release import GUNICORN
from tests.deploy.server import ROOT, WORKERS, Server, is_running, running, until

RENDER = yaml.safe_load((ROOT / "docs/deploy/render.yaml").read_text(encoding="utf-8"))["services"][
    0
]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine.make(tmp_path_factory.mktemp("clone") / "machine")


@pytest.fixture(scope="module")
def built(machine: Machine) -> Path:
    """A clone after what Render's file says, which is what Heroku's buildpack does, too."""
    folder = clone(machine.root / "clone")
    machine.run(RENDER["buildCommand"], folder)
    return folder


@contextmanager
def _served(machine: Machine, script: str, folder: Path) -> Iterator[Server]:
    """The site that a shell on the machine starts."""
    log = machine.root / "log"
    with running(["bash", "-c", script], folder, log, **machine.variables()) as server:
        yield server


def _answers(server: Server) -> bool:
    assert len(server.workers()) == WORKERS
    assert "BufferingWorker" in server.log.read_text()
    assert json.loads(server.get("/readyz").text)["articles"] == 1
    return ">river</mark>" in server.get("/search?q=river").text


def test_the_command_is_there_under_any_name_and_from_any_folder(
    machine: Machine, built: Path, tmp_path: Path
) -> None:
    (tmp_path / "linked").symlink_to(built / "bin" / "backissue")
    for command in (built / "bin" / "backissue", tmp_path / "linked"):
        said = machine.run(
            f"{command} search river --index {shlex.quote(str(built / 'index'))}", tmp_path
        )
        assert "1 found" in said
        assert "Usage: backissue " in machine.run(f"{command} --help", tmp_path)


def test_where_the_packages_are_missing_it_says_what_to_do(machine: Machine, built: Path) -> None:
    machine.add("bare/python3", f'#!/bin/bash\nexec {sys.executable} -S "$@"\n')
    path = f"{machine.root}/commands/bare:/usr/bin:/bin"
    done = machine.run(f"PATH={path} bin/backissue --version 2>&1 || echo ended with $?", built)
    assert "ended with 2" in done
    assert "run `pip install -r requirements.txt`" in done
    assert "Traceback" not in done


def test_the_profile_puts_the_command_on_the_path(machine: Machine, built: Path) -> None:
    said = machine.run(". .profile && cd / && backissue --version", built, HOME=str(built))
    assert said.startswith("backissue, version ")


def test_the_procfile_runs_as_a_platform_runs_it(machine: Machine, built: Path) -> None:
    """Honcho reads the Procfile, gives the process its port, and ends it with all its children."""
    honcho = Path(sys.executable).with_name("honcho")
    with _served(machine, f"exec {honcho} start --no-prefix --port $PORT web", built) as server:
        assert _answers(server)
        server.process.terminate()
        server.process.wait(20)
        assert until(lambda: not is_running(server.process.pid), 5)


def test_the_start_command_of_render_serves_what_its_build_command_built(
    machine: Machine, built: Path
) -> None:
    with _served(machine, f"exec {RENDER['startCommand']}", built) as server:
        assert _answers(server)


def test_the_overview_shows_commands_that_serve(machine: Machine, tmp_path: Path) -> None:
    """In a clone the last line serves; with a wheel, test_release.py runs what is shown here."""
    in_clone, installed = blocks("README.md")
    folder = clone(machine.root / "overview")
    *before, last = in_clone.splitlines()
    machine.run("\n".join(before), folder)
    with _served(machine, f"exec {last}", folder) as server:
        assert _answers(server)
    assert shlex.split(installed.splitlines()[0]) == [*GUNICORN[1:]]
    assert re.match(r"backissue serve\b", installed.splitlines()[1])
