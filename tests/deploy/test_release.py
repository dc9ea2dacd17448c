"""The wheel and the sdist: built without a network, installed into new environments, used there."""

from __future__ import annotations

import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.deploy.release import VERSION, build, install, linked, run, try_out
from tests.deploy.server import ROOT


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist."""
    return build(tmp_path_factory.mktemp("released"))


def test_the_wheel_holds_every_module_template_and_static_file_and_nothing_else(
    released: tuple[Path, Path],
) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for folder in ("search", "web", "static")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    expected = {f"web/{name}" if name.startswith("static/") else name for name in files}
    expected.add("web/gunicorn_conf.py")
    assert any(name.startswith("web/templates/") for name in expected)
    assert any(name.startswith("web/static/") for name in expected)
    with zipfile.ZipFile(released[0]) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


def test_the_sdist_holds_what_a_clone_needs_to_be_deployed_built_and_checked(
    released: tuple[Path, Path],
) -> None:
    top = released[1].name.removesuffix(".tar.gz")
    with tarfile.open(released[1]) as archive:
        held = {name.removeprefix(f"{top}/") for name in archive.getnames()}
    deployed = {
        ".profile",
        "Procfile",
        "app.json",
        "bin/backissue",
        "bin/post_compile",
        "gunicorn.conf.py",
    }
    documents = {path.name for path in ROOT.glob("*.md")} | {"LICENSE"}
    locks = {"requirements.txt", "requirements-build.txt", "requirements-dev.txt"}
    assert held >= deployed | documents | locks | {"Makefile", "docs/deploy/README.md"}
    assert not [name for name in held if re.search(r"__pycache__|\.venv|(^|/)\.git/", name)]


@pytest.mark.parametrize("number", [0, 1], ids=["wheel", "sdist"])
def test_it_installs_and_runs_where_nothing_else_is(
    released: tuple[Path, Path], number: int, tmp_path: Path
) -> None:
    commands = linked(tmp_path / "environment")
    install(released[number], commands)
    try_out(commands, tmp_path)


def test_the_version_is_that_of_the_project_everywhere(released: tuple[Path, Path]) -> None:
    assert [path.name.split("-")[1].removesuffix(".tar.gz") for path in released] == [VERSION] * 2
    assert (
        run(ROOT / "bin" / "backissue", "--version", cwd=ROOT) == f"backissue, version {VERSION}\n"
    )
