"""A machine on which the pages of docs/deploy are followed.

A folder stands for its root: paths such as /opt are below it. Scripts stand for what cannot be here: the
command lines of platforms, and those that would change this machine. They write down how they were
called, and if they were to run a command of Backissue somewhere, they run it here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.release import linked
from tests.deploy.server import ROOT

ARTICLE = "# Title\n\nThe river rose.\n"
CLONE = (
    ".profile", ".python-version", "LICENSE", "Procfile", "README.md", "app.json", "bin", "docs",
    "gunicorn.conf.py", "pyproject.toml", "requirements-build.txt", "requirements.txt", "search",
    "static", "web",
)  # fmt: skip
STANDINS = (
    "caddy", "docker", "dokku", "fly", "git", "heroku", "journalctl", "nginx", "railway",
    "systemctl", "useradd",
)  # fmt: skip

_PLACES = re.compile(r"(?<![\w./:-])/(?=(?:archive|data|etc|opt|src|srv|var)\b)")
_STANDIN = """#!/bin/bash
echo "${0##*/} $*" >> "$SAID"
command='(^|/)backissue (check|reindex|search|--version) '
while [ $# -gt 0 ]; do
    [[ "$1 $2 " =~ $command ]] && exec bash -c "$*"
    shift
done
exit 0
"""
_PYTHON = """#!/bin/bash
[ "$1 $2" = "-m venv" ] || exec {python} "$@"
exec env PYTHONPATH={root} {ours} -m tests.deploy.machine "$3"
"""
_MODULE = """#!/bin/bash
exec {python} -m {module} "$@"
"""
_RSYNC = """#!/bin/bash
while [[ $1 == -* ]]; do [ "$1" = --exclude ] && shift; shift; done
[[ $1 == */ ]] && exec cp -a "$1." "$2"
exec cp -a "$1" "$2"
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """Its root, and how it is used."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Machine:
        """A machine with a Python that has the locked packages, and with the usual folders."""
        for folder in (
            "commands",
            "etc/systemd/system",
            "etc/nginx/conf.d",
            "etc/caddy",
            "opt",
            "srv",
        ):
            (root / folder).mkdir(parents=True)
        made = cls(root)
        python = environment(root / "python") / "python"
        ours = {"python": python, "ours": sys.executable, "root": ROOT}
        for name in ("python", "python3"):
            made.add(name, _PYTHON.format(**ours))
        for name in STANDINS:
            made.add(name, _STANDIN)
        if not shutil.which("rsync"):
            made.add("rsync", _RSYNC)
        return made

    def add(self, name: str, script: str) -> None:
        """A command of this machine."""
        _executable(self.root / "commands" / name, script)

    def moved(self, text: str) -> str:
        """`text`, with absolute paths below the root of this machine."""
        return _PLACES.sub(f"{self.root}/", text)

    def run(self, script: str, folder: Path, **variables: str) -> str:
        """What a script of a page prints; it fails with the output if a command fails."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.moved(script)],
            cwd=folder,
            env=self.variables(**variables),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
        return done.stdout

    def variables(self, **given: str) -> dict[str, str]:
        """The environment of its processes: no network, and nothing of this one's Python."""
        path = [
            self.root / "commands",
            self.root / "python" / "bin",
            "/usr/sbin",
            "/usr/bin",
            "/bin",
        ]
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
        fixed = {
            "PATH": os.pathsep.join(map(str, path)),
            "PIP_NO_INDEX": "1",
            "SAID": str(self._said),
        }
        return {**kept, **fixed, **given}

    def said(self) -> list[str]:
        """How the commands were called that something stands for."""
        return self._said.read_text().splitlines() if self._said.exists() else []

    @property
    def _said(self) -> Path:
        return self.root / "said"


def environment(folder: Path) -> Path:
    """A virtual environment with the locked packages and the commands that come with them."""
    commands = linked(folder)
    for name in ("pip", "gunicorn"):
        _executable(commands / name, _MODULE.format(python=commands / "python", module=name))
    return commands


def clone(folder: Path) -> Path:
    """The files of a clone, with an article in `archive`."""
    folder.mkdir(parents=True)
    for name in CLONE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    (folder / "archive").mkdir()
    (folder / "archive" / "a.md").write_text(ARTICLE)
    return folder


def blocks(page: str) -> list[str]:
    """The shell commands of a page, block by block."""
    text = (ROOT / "docs" / "deploy" / page).read_text(encoding="utf-8")
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _executable(file: Path, script: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(script)
    file.chmod(0o755)


if __name__ == "__main__":
    environment(Path(sys.argv[1]))
