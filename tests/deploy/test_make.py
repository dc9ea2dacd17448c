"""What make says on a machine that lacks something, and `make run` on one that does not."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.server import ROOT, Server, free_port, is_running, until

OLD = "#!/bin/sh\nexit 1\n"
BARE = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n'
BROKEN = "#!/nowhere/interpreter\n"
MAKE = shutil.which("make") or "make"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the Makefile, and a folder of commands that is all of the PATH."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "requirements.txt", "requirements-build.txt"):
        (tmp_path / name).touch()
    commands = tmp_path / "commands"
    commands.mkdir()
    for name in ("id", "touch", "true", "false"):
        (commands / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def _add(machine: Path, name: str, script: str) -> None:
    command = machine / "commands" / name
    command.write_text(script)
    command.chmod(0o755)


def _make(machine: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine / "commands"), **variables}
    return subprocess.run(
        [MAKE, *words], cwd=machine, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("scripts", [{}, {"python3": OLD}, {"python3.13": BROKEN, "python": OLD}])
def test_without_a_new_enough_python_it_says_so(machine: Path, scripts: dict[str, str]) -> None:
    for name, script in scripts.items():
        _add(machine, name, script)
    done = _make(machine, "run")
    assert done.returncode != 0
    assert "Backissue needs Python 3.11 or newer" in done.stderr
    assert not (machine / ".venv").exists()


def test_without_the_venv_module_it_says_what_to_install(machine: Path) -> None:
    _add(machine, "python3.13", OLD)
    _add(machine, "python3", BARE)
    done = _make(machine, "run")
    assert done.returncode != 0
    assert f"{machine}/commands/python3 comes without the modules venv and ensurepip" in done.stderr
    assert "python3-venv" in done.stderr


def test_the_first_python_that_will_do_makes_the_environment(machine: Path) -> None:
    _add(machine, "python3.13", BARE)
    _add(machine, "python3.11", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    done = _make(machine, ".venv/.made")
    assert done.returncode == 0, done.stderr
    assert "Setting up .venv with Python 3." in done.stdout
    assert (machine / ".venv" / "bin" / "python").exists()
    assert _make(machine, ".venv/.made").stdout == "make: '.venv/.made' is up to date.\n"

    moved = machine.rename(machine.with_name("moved"))
    assert "Setting up .venv" in _make(moved, ".venv/.made").stdout


def test_an_environment_of_another_folder_is_never_cleared(machine: Path) -> None:
    """A worktree may borrow the environment of another by a link."""
    _add(machine, "python3.13", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    borrowed = machine / "other" / "environment"
    borrowed.mkdir(parents=True)
    (borrowed / "kept").touch()
    (machine / ".venv").symlink_to(borrowed)
    done = _make(machine, ".venv/.made")
    assert (borrowed / "kept").exists()
    assert done.returncode != 0
    assert ".venv is a link to an environment of another folder" in done.stderr


def test_without_chromium_browser_tests_are_given_up_aloud_but_not_in_ci(machine: Path) -> None:
    done = _make(machine, "chromium")
    assert done.returncode == 0
    assert "the browser tests are skipped" in done.stderr
    assert "install it with: sudo apt-get install" in done.stderr
    assert _make(machine, "chromium", CI="true").returncode != 0
    _add(machine, "chromium", "#!/bin/sh\n")
    done = _make(machine, "chromium", CI="true")
    assert (done.returncode, done.stderr) == (0, "")


def test_chromium_is_installed_where_that_is_allowed(machine: Path) -> None:
    log = machine / "log"
    _add(machine, "sudo", '#!/bin/sh\n[ "$2" = true ] && exit\nshift\nexec "$@"\n')
    _add(
        machine, "env", '#!/bin/sh\n[ "$1" = DEBIAN_FRONTEND=noninteractive ] && shift\nexec "$@"\n'
    )
    _add(machine, "apt-get", f'#!/bin/sh\necho "$@" >> {log}\n')
    assert _make(machine, "chromium", CI="true").returncode == 0
    said = log.read_text().splitlines()
    assert said[0].startswith("update")
    assert said[1].startswith("install --yes")
    assert "chromium" in said[1]


def test_opensearch_needs_maven_and_java_or_a_server(machine: Path) -> None:
    done = _make(machine, "opensearch")
    assert done.returncode == 0
    assert "the tests of OpenSearch are skipped" in done.stderr
    assert "--no-install-recommends maven default-jre-headless" in done.stderr
    assert _make(machine, "opensearch", CI="true").returncode != 0
    server = {"OPENSEARCH_URL": "http://127.0.0.1:9200"}
    assert _make(machine, "opensearch", CI="true", **server).returncode == 0
    _add(machine, "mvn", "#!/bin/sh\n")
    assert _make(machine, "opensearch", CI="true").returncode != 0
    _add(machine, "java", "#!/bin/sh\n")
    done = _make(machine, "opensearch", CI="true")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_xapian_the_comparison_goes_on_and_says_so(machine: Path) -> None:
    done = _make(machine, "xapian", "SYSTEM_PYTHON=false")
    assert done.returncode == 0
    assert "the comparison goes on without it" in done.stderr
    assert "install --yes --no-install-recommends python3-xapian" in done.stderr
    done = _make(machine, "xapian", "SYSTEM_PYTHON=true")
    assert (done.returncode, done.stderr) == (0, "")


def test_make_run_serves_the_sample_archive(tmp_path: Path) -> None:
    made = ROOT / ".venv" / ".made"
    is_ours = made.exists() and made.read_text().strip() == str(ROOT)
    if not is_ours or Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("make run is tested by make test, which runs in .venv as it does")
    port = free_port()
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [MAKE, "run", f"PORT={port}"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(process, port, log)
    try:
        assert until(lambda: _is_ready(server), 60), log.read_text()
        assert f"http://127.0.0.1:{port}" in log.read_text()
        articles = json.loads(server.get("/readyz").text)["articles"]
        files = [path for path in (ROOT / "examples" / "archive").rglob("*") if path.is_file()]
        assert articles == len(files)
        assert json.loads(server.get("/search.json").text)["total"] == articles
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
        assert until(lambda: not is_running(process.pid), 5)
        assert not re.search("Traceback", log.read_text())
    finally:
        if is_running(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _is_ready(server: Server) -> bool:
    assert server.process.poll() is None, server.log.read_text()
    try:
        return server.get("/readyz").status == 200
    except OSError:
        return False
