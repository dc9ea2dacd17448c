"""What the Dockerfile builds runs, writes only where it may, and says whether it is healthy."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.deploy import dockerfile
from tests.deploy.dockerfile import Image
from tests.deploy.machine import Machine, clone
from tests.deploy.server import ROOT, Server, running

WRITABLE = ("data", "log", "said")
WITHOUT_POWERS = ("--bounding-set", "-all", "--inh-caps", "-all", "--no-new-privs")


@dataclass(frozen=True, slots=True)
class Container:
    """An image, and the machine that its steps were run on."""

    image: Image
    machine: Machine

    def variables(self, **given: str) -> dict[str, str]:
        return self.machine.variables(**{**self.image.variables, **given})

    @contextmanager
    def running(self) -> Iterator[Server]:
        """The site, by its command; nothing but /data can be written, whoever runs it."""
        folder = Path(self.machine.moved(self.image.directory))
        command = [*_without_powers(), "bash", "-c", 'exec "$@"', "-", *self.image.command]
        subprocess.run(["chmod", "-R", "a-w", self.machine.root / "opt"], check=True)
        before = self._files()
        try:
            given = self.variables()
            del given["PORT"]
            with running(command, folder, self.machine.root / "log", **given) as server:
                yield server
            assert self._files() == before
        finally:
            subprocess.run(["chmod", "-R", "u+w", self.machine.root / "opt"], check=True)

    def _files(self) -> dict[Path, int]:
        """When each file changed, but for those that may."""
        return {
            path: path.lstat().st_mtime_ns
            for top in self.machine.root.iterdir()
            if top.name not in WRITABLE
            for path in (top, *top.rglob("*"))
        }


def _without_powers() -> list[str]:
    """Root may write anywhere, unless it gives up its powers; others have none."""
    setpriv = shutil.which("setpriv")
    return [setpriv, *WITHOUT_POWERS] if setpriv and os.geteuid() == 0 else []


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    made = Machine.make(tmp_path_factory.mktemp("docker") / "machine")
    folder = clone(made.root / "clone")
    for name in ("tests", "benchmarks", ".git", ".venv"):
        (folder / name).mkdir()
    return made


@pytest.fixture(scope="module")
def container(machine: Machine) -> Container:
    """The image with the index in it, of which the one without is a stage."""
    return Container(dockerfile.build("with-index", machine, machine.root / "clone"), machine)


@pytest.mark.slow
def test_an_image_with_its_index_serves_at_once(container: Container) -> None:
    with container.running() as server:
        assert server.get("/readyz").status == 200
        assert ">river</mark>" in server.get("/search?q=river").text
        check = container.variables(PORT=str(server.port))
        container.machine.run(container.image.check, container.machine.root, **check)
    stopped = {"PORT": str(server.port)}
    with pytest.raises(AssertionError, match="refused"):
        container.machine.run(
            container.image.check, container.machine.root, **container.variables(**stopped)
        )


@pytest.mark.slow
def test_an_image_without_one_serves_what_is_made_on_its_volume(container: Container) -> None:
    variables = {
        **container.image.variables,
        "BACKISSUE_INDEX": container.machine.moved("/data/index"),
    }
    site = Container(replace(container.image, variables=variables), container.machine)
    with site.running() as server:
        assert server.get("/healthz").status == 200
        assert server.get("/readyz").status == 503
        site.machine.run("backissue reindex", site.machine.root, **site.variables())
        assert ">river</mark>" in server.get("/search?q=river").text


@pytest.mark.slow
def test_the_image_has_no_tools_and_nothing_of_the_clone(container: Container) -> None:
    """What is copied into the last stages is the environment, the articles and the index."""
    copied = [
        rest.split()[-1]
        for stage in ("site", "with-index")
        for name, rest in dockerfile.stages()[stage]
        if name == "COPY"
    ]
    assert sorted(copied) == ["/archive", "/data", "/opt/backissue", "/opt/index"]
    installed = Path(container.machine.moved("/opt/backissue"))
    assert (installed / "bin" / "backissue").exists()
    assert not [*installed.rglob("hatchling")]
    assert not [*installed.rglob("tests")]
    assert (Path(container.machine.moved("/archive")) / "a.md").exists()


def test_it_runs_as_nobody_in_particular_and_says_whether_it_is_healthy() -> None:
    for name in ("site", "with-index"):
        steps = dockerfile.stages()[name]
        users = [rest for step, rest in steps if step == "USER"]
        assert all(user.split(":")[0].isdigit() and user.split(":")[0] != "0" for user in users)
    site = [step for step, _ in dockerfile.stages()["site"]]
    assert {"USER", "HEALTHCHECK", "CMD"} <= {*site}
    assert dockerfile.stages()["with-index"][0] == ("FROM", "site")


def test_what_is_sent_to_docker_is_what_the_wheel_is_built_of(machine: Machine) -> None:
    sent = dockerfile.sent(machine.root / "clone")
    assert sent >= {"search", "web", "static", "pyproject.toml", "archive"}
    assert not sent & {"tests", "benchmarks", "docs", ".git", ".venv"}
    versions = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    bases = {steps[0][1] for steps in dockerfile.stages().values()}
    assert f"python:{versions}-slim" in bases
