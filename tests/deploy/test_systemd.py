"""The page for a server with systemd is followed; its units are valid, confined, and start the site."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.deploy.machine import ARTICLE, Machine, blocks, clone
from tests.deploy.server import ROOT, environment, running

FOLDER = ROOT / "docs" / "deploy" / "systemd"
SERVICES = ("backissue.service", "backissue-reindex.service")
UNITS = (*SERVICES, "backissue-reindex.timer")
ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = {"backissue.service": 1.5, "backissue-reindex.service": 1.0}
CONFINED = {
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "ProtectSystem": "strict",
    "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes", "PrivateUsers": "yes",
    "RestrictNamespaces": "yes", "MemoryDenyWriteExecute": "yes", "UMask": "0027",
}  # fmt: skip


class Unit(ConfigParser):
    """A unit as an INI file, of which a key may be there several times: the values are joined."""

    def __init__(self, name: str) -> None:
        super().__init__(
            strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",)
        )
        text = (FOLDER / name).read_text(encoding="utf-8")
        lines = text.splitlines()
        seen: dict[str, int] = {}
        for number, line in enumerate(lines):
            key = line.partition("=")[0]
            if line.startswith("[") or not key:
                continue
            seen[key] = seen.get(key, -1) + 1
            lines[number] = line.replace("=", f" {seen[key]} =", 1)
        self.read_string("\n".join(lines))

    def all(self, section: str, key: str) -> list[str]:
        values = dict(self[section])
        return [text for name, text in values.items() if name.rsplit(" ", 1)[0] == key]

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A server on which the page was followed, with an article."""
    made = Machine.make(tmp_path_factory.mktemp("server") / "machine")
    folder = clone(made.root / "clone")
    (made.root / "srv" / "archive").mkdir()
    (made.root / "srv" / "archive" / "a.md").write_text(ARTICLE)
    (made.root / "var" / "lib" / "backissue").mkdir(parents=True)  # as StateDirectory does
    for script in blocks("systemd.md"):
        made.run(script, folder)
    return made


def _command(machine: Machine, unit: str) -> str:
    """What a service starts, for a shell."""
    (line,) = Unit(unit).all("Service", "ExecStart")
    return "exec " + machine.moved(shlex.join(line.split()))


def _variables(machine: Machine, unit: str) -> dict[str, str]:
    pairs = [line.split("=", 1) for line in Unit(unit).all("Service", "Environment")]
    return {name: machine.moved(value) for name, value in pairs}


def test_following_the_page_puts_the_units_in_place(machine: Machine) -> None:
    for name in UNITS:
        assert (machine.root / "etc/systemd/system" / name).exists()
    said = machine.said()
    assert "systemctl daemon-reload" in said
    started = [word for line in said if line.startswith("systemctl ") for word in line.split()[2:]]
    assert set(started) - {"--now"} <= {*UNITS}
    assert any(line.startswith("useradd ") and line.endswith(" backissue") for line in said)


def test_what_the_services_start_indexes_and_serves(machine: Machine) -> None:
    folder = machine.root / "var" / "lib" / "backissue"
    reindex, web = "backissue-reindex.service", "backissue.service"
    machine.run(_command(machine, reindex), folder, **_variables(machine, reindex))
    script = _command(machine, web).replace("127.0.0.1:8000", "127.0.0.1:$PORT")
    given = machine.variables(**_variables(machine, web))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind("")  # a name that the system makes up, and that is no file
        told.settimeout(20)
        given["NOTIFY_SOCKET"] = "@" + told.getsockname()[1:].decode()
        _look_at(machine, script, folder, given)
        assert told.recv(1000).startswith(b"READY=1")


def _look_at(machine: Machine, script: str, folder: Path, given: dict[str, str]) -> None:
    with running(["bash", "-c", script], folder, machine.root / "log", **given) as server:
        assert server.get("/readyz").status == 200
        assert ">river</mark>" in server.get("/search?q=river").text


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_confined(name: str) -> None:
    unit = Unit(name)
    for key, value in CONFINED.items():
        assert unit.all("Service", key) == [value], key
    assert unit.all("Service", "User") == ["backissue"]
    web = name == "backissue.service"
    assert unit.all("Service", "ReadOnlyPaths") == (["/var/lib/backissue"] if web else [])
    assert unit.all("Service", "PrivateNetwork") == ([] if web else ["yes"])


def test_the_units_are_valid(machine: Machine, tmp_path: Path) -> None:
    """By systemd where there is one, which also says how exposed they are; else by their form."""
    if ANALYZE is None:
        for name in UNITS:
            assert {*Unit(name).sections()} <= {"Unit", "Service", "Timer", "Install"}
            assert all(
                re.fullmatch(r"[A-Z]\w+ \d+", key)
                for section in Unit(name).values()
                for key in section
            )
        return
    for name in UNITS:
        text = (FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/", f"{machine.root}/opt/"))
    files = [str(tmp_path / name) for name in UNITS]
    done = subprocess.run(
        [ANALYZE, "verify", *files], capture_output=True, text=True, env=environment(), check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    for name, most in MOST_EXPOSED.items():
        words = [ANALYZE, "security", "--offline=true", "--no-pager", str(tmp_path / name)]
        said = subprocess.run(
            words, capture_output=True, text=True, env=dict(os.environ), check=False
        )
        found = re.search(r"exposure level for \S+ (\d+\.\d)", said.stdout)
        assert found, said.stdout + said.stderr
        assert float(found[1]) <= most, name
