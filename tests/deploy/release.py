"""What is released, the wheel and the sdist: built, installed where nothing else is, and tried.

    make release-check        the whole, with the locked packages from their registry: before a release

`test_release.py` does the same in short: there an environment sees the packages of this one.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from pathlib import Path

from tests.deploy.server import ROOT, WORKERS, Server, environment, running

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
TOOLS = ("hypothesis", "mypy", "pytest", "ruff")
"""What must not be needed where Backissue runs."""

GUNICORN = ("-m", "gunicorn", "--config", "python:web.gunicorn_conf", "web:create_app()")
_PURELIB = "import sysconfig; print(sysconfig.get_path('purelib'))"
_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--python")

_SITE = """
import sys
from pathlib import Path
import search, web
for package in (search, web):
    assert Path(package.__file__).is_relative_to(sys.prefix), package.__file__
client = web.create_app().test_client()
page = client.get("/about-nothing")
assert page.status_code == 404 and "<html" in page.text
address = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
style = client.get(address)
assert style.status_code == 200 and style.mimetype == "text/css", address
"""


def run(*words: str | Path, cwd: Path) -> str:
    """What a command prints; one that fails ends with an error that has its output."""
    variables = {name: text for name, text in environment().items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout


def build(folder: Path) -> tuple[Path, Path]:
    """The wheel and the sdist of this source tree, in `folder`; it needs no network."""
    run(sys.executable, "-m", "hatchling", "build", "--directory", folder, cwd=ROOT)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def linked(folder: Path) -> Path:
    """A new environment that sees the packages of this one; gives its folder of commands."""
    bare(folder)
    packages = Path(run(folder / "bin" / "python", "-c", _PURELIB, cwd=folder.parent).strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


def bare(folder: Path) -> Path:
    """A new environment with nothing in it, not even pip; gives its folder of commands."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    return folder / "bin"


def install(artifact: Path, commands: Path) -> None:
    """Install the locked packages, with their hashes, and a wheel or an sdist without any others."""
    locks = ["requirements.txt"]
    if artifact.suffix != ".whl":
        locks.append("requirements-build.txt")
    for lock in locks:
        _pip(commands, "install", "--require-hashes", "-r", ROOT / lock)
    without = ("--no-deps", "--no-index", "--no-build-isolation", "--force-reinstall")
    _pip(commands, "install", *without, artifact)


def _pip(commands: Path, *words: str | Path) -> str:
    """What the pip of this environment says of another, or does to it."""
    return run(sys.executable, *_PIP, commands / "python", *words, cwd=commands.parent.parent)


def try_out(commands: Path, folder: Path) -> None:
    """Its version, a reindex, a search, and pages by both commands that serve."""
    (folder / "archive").mkdir()
    (folder / "archive" / "a.md").write_text("# Title\n\nThe river rose.\n")
    command = commands / "backissue"
    assert run(command, "--version", cwd=folder) == f"backissue, version {VERSION}\n"
    run(command, "reindex", "archive", "--index", "index", "--jobs", "1", cwd=folder)
    assert "1 found" in run(command, "search", "river", "--index", "index", cwd=folder)
    run(commands / "python", "-c", _SITE, cwd=folder)
    for number, served in enumerate(([command, "serve"], [commands / "python", *GUNICORN])):
        words = [*map(str, served)]
        with running(words, folder, folder / f"log{number}", BACKISSUE_INDEX="index") as server:
            _look_at(server)


def _look_at(server: Server) -> None:
    assert len(server.workers()) == WORKERS
    assert server.get("/readyz").status == 200
    assert ">rose</mark>" in server.get("/search?q=rose").text
    assert "BufferingWorker" in server.log.read_text()
    assert "backissue_articles 1.0" in server.get("/metrics").text


def main() -> None:
    """Build and try both, and say so."""
    with tempfile.TemporaryDirectory(prefix="backissue-release-") as name:
        folder = Path(name)
        for artifact in build(folder):
            place = folder / artifact.suffix
            place.mkdir()
            commands = bare(place / "environment")
            install(artifact, commands)
            listed = _pip(commands, "list", "--format", "freeze")
            assert not [tool for tool in TOOLS if f"\n{tool}==" in f"\n{listed}"], listed
            try_out(commands, place)
            print(
                f"{artifact.name} installs from the locked packages, indexes, searches and serves."
            )


if __name__ == "__main__":
    main()
