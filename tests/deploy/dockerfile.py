"""The steps of a Dockerfile, run on a machine of the tests: where Docker is missing, and quickly.

The stages share one root. So a copy from one stage to another must keep its path, and then is no work.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.deploy.machine import Machine
from tests.deploy.server import ROOT

FILE = ROOT / "docs" / "deploy" / "Dockerfile"


@dataclass(frozen=True, slots=True)
class Image:
    """What a stage says about its containers."""

    variables: dict[str, str] = field(default_factory=dict)
    directory: str = "/"
    user: str = ""
    command: tuple[str, ...] = ()
    check: str = ""


def stages() -> dict[str, list[tuple[str, str]]]:
    """The instructions of each stage, as pairs; the first of each is FROM with what it begins with."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, rest = line.split(" ", 1)
        if name == "FROM":
            base, stage = rest.split(" AS ")
            found[stage] = [(name, base)]
        else:
            found[list(found)[-1]].append((name, rest))
    return found


def build(stage: str, machine: Machine, context: Path) -> Image:
    """Run the steps of a stage, after those of the stages that it begins with and copies from."""
    built: dict[str, Image] = {}
    _build(stage, machine, context, built)
    return built[stage]


def sent(context: Path) -> set[str]:
    """The files and folders of a context that are sent; .dockerignore lets in only what it names."""
    lines = FILE.with_name("Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    return {line[1:] for line in lines if line.startswith("!") and (context / line[1:]).exists()}


def _build(stage: str, machine: Machine, context: Path, built: dict[str, Image]) -> None:
    steps = stages()[stage]
    needed = [steps[0][1], *re.findall(r"--from=(\S+)", " ".join(rest for _, rest in steps))]
    for other in needed:
        if other in stages() and other not in built:
            _build(other, machine, context, built)
    image = built.get(steps[0][1], Image())
    for name, rest in steps[1:]:
        image = _step(name, rest, image, machine, context)
    built[stage] = image


def _step(name: str, rest: str, image: Image, machine: Machine, context: Path) -> Image:
    match name:
        case "RUN":
            owned = rest if os.geteuid() == 0 else re.sub(r" --(owner|group)=\d+", "", rest)
            machine.run(owned, _place(image.directory, machine), **image.variables)
        case "COPY":
            _copy(rest.split(), _place(image.directory, machine), context)
        case "ENV":
            key, value = rest.split("=", 1)
            path = machine.variables()["PATH"]
            moved = machine.moved(value).replace("$PATH", path)
            return replace(image, variables={**image.variables, key: moved})
        case "WORKDIR":
            _place(rest, machine).mkdir(parents=True, exist_ok=True)
            return replace(image, directory=rest)
        case "USER":
            return replace(image, user=rest)
        case "CMD":
            return replace(image, command=tuple(json.loads(rest)))
        case "HEALTHCHECK":
            return replace(image, check=rest.partition(" CMD ")[2])
        case "EXPOSE":
            assert rest == image.variables["PORT"]
        case _:
            raise AssertionError(f"{name} is no step that is known here")
    return image


def _place(path: str, machine: Machine) -> Path:
    return Path(machine.moved(path))


def _copy(words: list[str], directory: Path, context: Path) -> None:
    *sources, target = words
    if sources[0].startswith("--from="):
        assert sources[1:] == [target], "a copy between stages keeps its path"
        return
    assert target in (".", "./")
    names = sent(context)
    for name in sorted(names if sources == ["."] else sources):
        assert name in names, f"{name} is left out by .dockerignore"
        if (context / name).is_dir():
            shutil.copytree(context / name, directory / name, dirs_exist_ok=True)
        else:
            shutil.copy(context / name, directory / name)
