"""The wheel: built without a network, installed into a fresh environment, used from there."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.deploy.server import ROOT, WORKERS, running

SITE = """
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


def _run(*words: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = list(map(str, words))
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    _run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The folder of commands of an environment that has the wheel, and sees what it depends on."""
    folder = wheel.parent / "environment"
    _run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=wheel.parent)
    packages = Path(_run(folder / "bin" / "python", "-c", _PURELIB, cwd=wheel.parent).strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python")
    _run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=wheel.parent)
    return folder / "bin"


_PURELIB = "import sysconfig; print(sysconfig.get_path('purelib'))"


def test_it_holds_every_module_template_and_static_file_and_nothing_else(wheel: Path) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for folder in ("search", "web", "static")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    expected = {f"web/{name}" if name.startswith("static/") else name for name in files}
    expected.add("web/gunicorn.conf.py")
    assert any(name.startswith("web/templates/") for name in expected)
    assert any(name.startswith("web/static/") for name in expected)
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


def test_the_command_is_there(wheel: Path, installed: Path, tmp_path: Path) -> None:
    said = _run(installed / "backissue", "--help", cwd=tmp_path)
    assert "reindex" in said
    assert "serve" in said
    version = wheel.name.split("-")[1]
    assert version in _run(installed / "backissue", "--version", cwd=tmp_path)


def test_it_reindexes_searches_and_serves_pages_with_their_style(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.md").write_text("# Title\n\nThe river rose.\n")
    command = installed / "backissue"
    _run(command, "reindex", "archive", "--index", "index", cwd=tmp_path)
    assert "1 found" in _run(command, "search", "river", "--index", "index", cwd=tmp_path)
    _run(installed / "python", "-c", SITE, cwd=tmp_path)
    served = [str(command), "serve", "--index", "index"]
    with running(served, tmp_path, tmp_path / "log") as server:
        assert len(server.workers()) == WORKERS
        assert server.get("/search?q=river").status == 200
        assert "BufferingWorker" in server.log.read_text()
        assert "backissue_articles 1.0" in server.get("/metrics").text
