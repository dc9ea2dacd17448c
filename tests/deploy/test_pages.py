"""The pages of docs/deploy: their commands run, their files parse, and all that they name is there."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from search.config.environment import Settings
from tests.deploy.machine import ARTICLE, STANDINS, Machine, blocks, clone
from tests.deploy.server import ROOT
from web import create_app

FOLDER = ROOT / "docs" / "deploy"
PAGES = sorted(path.name for path in FOLDER.glob("*.md"))
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
OF_OTHERS = {"FORWARDED_ALLOW_IPS", "PORT", "WEB_CONCURRENCY"}
FOLLOWED = (
    "heroku.md",
    "dokku.md",
    "render.md",
    "railway.md",
    "fly.md",
    "docker.md",
    "upgrading.md",
)
"""Pages that are followed here from beginning to end; the others have tests of their own."""

_PARSERS: dict[str, Callable[[str], object]] = {
    ".json": json.loads,
    ".toml": tomllib.loads,
    ".yaml": yaml.safe_load,
}


def _settings() -> set[str]:
    text = (ROOT / "search" / "config" / "environment.py").read_text(encoding="utf-8")
    return set(re.findall(r"\b(?:BACKISSUE_[A-Z_]+|BONSAI_URL)\b", text))


def _named(value: object) -> Iterator[str]:
    """The names of environment variables in a platform's file, whatever its form."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("env", "environment") and isinstance(inner, dict):
                yield from inner
            yield from _named(inner)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, dict) and {"key", "value"} <= each.keys():
                yield each["key"]
            yield from _named(each)


def _load(name: str) -> dict[str, object]:
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    loaded = _PARSERS[path.suffix](text)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine.make(tmp_path_factory.mktemp("pages") / "machine")


@pytest.fixture(scope="module")
def built(machine: Machine) -> Path:
    """A clone after the build of a buildpack, twice: there is something to go back to."""
    folder = clone(machine.root / "built")
    for text in (ARTICLE, f"{ARTICLE}\nIt fell again.\n"):
        (folder / "archive" / "a.md").write_text(text)
        machine.run(
            "bin/post_compile", folder, BACKISSUE_INDEX="index", BACKISSUE_ARCHIVE="archive"
        )
    return folder


@pytest.mark.parametrize("page", [name for name in PAGES if name not in ("README.md", "proxy.md")])
def test_every_page_is_listed_and_says_how_it_gets_an_index(page: str) -> None:
    overview = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"]({page})" in overview
    if page != "upgrading.md":
        text = (FOLDER / page).read_text(encoding="utf-8")
        assert re.search(
            r"^Index: (?:\*\*way [123]\*\*|a folder of the server)", text, re.MULTILINE
        )


@pytest.mark.parametrize("page", [*(f"docs/deploy/{name}" for name in PAGES), "SECURITY.md"])
def test_every_file_that_is_named_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target
    for path in re.findall(r"`/?(docs/deploy/[\w./-]+|bin/\w+)`", text):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("path", [*FILES, ROOT / "SECURITY.md"], ids=lambda path: str(path.name))
def test_every_setting_that_is_named_is_one(path: Path) -> None:
    named = set(
        re.findall(r"\b(?:BACKISSUE_[A-Z_]+|BONSAI_URL)\b", path.read_text(encoding="utf-8"))
    )
    assert named <= _settings()


@pytest.mark.parametrize(
    ("name", "known"),
    [
        (
            "app.json",
            {"name", "description", "keywords", "stack", "buildpacks", "formation", "env"},
        ),
        ("docs/deploy/dokku.json", {"healthchecks"}),
        ("docs/deploy/railway.json", {"build", "deploy"}),
        ("docs/deploy/render.yaml", {"services"}),
        ("docs/deploy/compose.yaml", {"name", "services", "volumes"}),
        (
            "docs/deploy/fly.toml",
            {
                *("app", "primary_region", "kill_signal", "kill_timeout"),
                *("build", "env", "mounts", "http_service", "vm"),
            },
        ),
    ],
)
def test_a_file_of_a_platform_parses_and_names_what_there_is(name: str, known: set[str]) -> None:
    """The keys are those that the platform documents."""
    loaded = _load(name)
    assert loaded.keys() <= known
    assert set(_named(loaded)) <= _settings() | OF_OTHERS
    routes = {
        rule.rule for rule in create_app(settings=Settings(index=Path("none"))).url_map.iter_rules()
    }
    asked = set(
        re.findall(r'"?(?:path|healthcheckPath|healthCheckPath)"?\s*[:=]\s*"?(/\w+)', _text(name))
    )
    assert asked <= routes


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_compose_and_fly_build_a_target_of_the_dockerfile() -> None:
    targets = set(re.findall(r"^FROM \S+ AS (\S+)$", _text("docs/deploy/Dockerfile"), re.MULTILINE))
    site = yaml.safe_load(_text("docs/deploy/compose.yaml"))["services"]["site"]
    assert site["build"]["target"] in targets
    assert (FOLDER / site["build"]["context"] / site["build"]["dockerfile"]).exists()
    assert (FOLDER / site["build"]["context"]).resolve() == ROOT
    build = tomllib.loads(_text("docs/deploy/fly.toml"))["build"]
    assert build["build-target"] in targets
    assert (FOLDER / build["dockerfile"]).exists()
    assert (FOLDER / build["ignorefile"]).exists()


@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed(page: str, machine: Machine, built: Path) -> None:
    """Its commands run in order; what they would run on the platform is run here, after a build."""
    folder = Path(shutil.copytree(built, machine.root / page))
    scripts = blocks(page)
    assert scripts
    given = {"BACKISSUE_INDEX": "index", "BACKISSUE_ARCHIVE": "archive", "HOME": str(folder)}
    said = len(machine.said())
    printed = [machine.run(f". .profile\n{script}", folder, **given) for script in scripts]
    words = {line.split()[0] for script in scripts for line in script.splitlines()}
    assert {line.split()[0] for line in machine.said()[said:]} >= words & {*STANDINS}
    if any("search river" in script for script in scripts):
        assert "1 found" in "".join(printed)
