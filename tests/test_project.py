"""The project's own files agree with each other, and the README with the code."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.metadata import distribution, entry_points
from pathlib import Path

import click
import pytest
import yaml
from packaging.specifiers import SpecifierSet

from search.cli.commands import main
from search.config.archive_toml import (
    DROP_SETTINGS,
    FILE_NAME,
    SETTINGS,
    WORDPRESS_SETTINGS,
    archive_config,
)
from search.config.facet_settings import FACET_SETTINGS, MAX_FACETS
from search.model.facets import DEFAULT_FACETS, DEFAULT_NAMES
from search.model.request import EXCLUDING, PARAMETERS, SearchRequest, Selection
from tests.support import FACETS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = (
    "requirements.txt", "requirements-dev.txt", "requirements-build.txt", "requirements-bench.txt",
    "requirements-bench-quality.txt", "requirements-bench-reading.txt",
)  # fmt: skip
SETUP = (*LOCKS, "pyproject.toml", "Makefile", "Procfile", "gunicorn.conf.py", ".ci/run")
COMMANDS = tuple(main.commands.values())
MOST_LINES = 300
MOST_LINES_OF_CODE = 280


def _modules() -> Iterator[Path]:
    for folder in ("search", "web", "tests", "benchmarks"):
        yield from (ROOT / folder).rglob("*.py")


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return found[0].lower()


def _documented(name: str) -> bool:
    """Whether the README shows `name` as code, alone or before what belongs to it."""
    return re.search(rf"`{re.escape(name)}[ `]", README) is not None


@pytest.mark.parametrize("name", SETUP)
def test_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"\w+://(?!127\.0\.0\.1)\S+", text) == []
    assert re.findall(r"--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.findall(r"^([^\s#].*(?:\n {4}--hash.*)*)", text, re.MULTILINE)
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry


def test_what_the_project_requires_is_locked() -> None:
    run = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for requirement in PROJECT["dependencies"]:
        assert f"\n{_name(requirement)}==" in run
    for extra, requirements in PROJECT["optional-dependencies"].items():
        own = ROOT / f"requirements-{extra}.txt"  # an extra for users is locked with those of tests
        locked = own if own.exists() else ROOT / "requirements-dev.txt"
        locked_with = locked.read_text(encoding="utf-8")
        for requirement in requirements:
            assert f"\n{_name(requirement)}==" in locked_with
    assert "\nwhoosh3==3.54.0 " in run


def test_all_locks_agree() -> None:
    versions = [
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in LOCKS
    ]
    run, development, build, bench, quality, readers = versions
    assert run.items() <= development.items()
    assert run.items() <= bench.items()
    assert run.items() <= quality.items()
    assert build.items() <= development.items()
    assert all(development.get(name, version) == version for name, version in bench.items())
    assert all(bench.get(name, version) == version for name, version in quality.items())
    differ = {name for name, version in readers.items() if run.get(name, version) != version}
    assert differ <= {"python-dateutil"}  # newspaper4k needs an older one


def test_what_is_locked_installs_on_the_oldest_python() -> None:
    """Packages raise their least Python even within 3.11, and Debian 12 has 3.11.2."""
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    oldest = PROJECT["requires-python"].removeprefix(">=") + ".0"
    for name in locked:
        required = str(distribution(name).metadata.json.get("requires_python", ""))
        assert SpecifierSet(required).contains(oldest), f"{name} needs Python {required}"


def test_the_changelog_knows_this_version() -> None:
    """The version is the newest released one, or a later one whose changes are listed already."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[([0-9.]+)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    is_unreleased = re.search(r"^## \[Unreleased\]$", changelog, re.MULTILINE) is not None
    assert changelog.count("\n## ") == len(released) + is_unreleased
    versions = [tuple(map(int, version.split("."))) for version in released]
    assert versions == sorted(versions, reverse=True)
    current = tuple(map(int, PROJECT["version"].split(".")))
    newest = versions[0] if versions else (0,)
    assert (current > newest) if is_unreleased else (current == newest)


def test_every_command_is_in_the_readme() -> None:
    assert len(COMMANDS) >= 4
    for command in COMMANDS:
        assert _documented(f"backissue {command.name}"), command.name


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_option_is_in_the_readme(command: click.Command) -> None:
    section = README[README.index(f"**`backissue {command.name}") :]
    section = section[: section.index("\n**`", 1)] if "\n**`" in section[1:] else section
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}`" in section, parameter.opts[0]


def test_every_url_parameter_is_in_the_readme() -> None:
    chosen = {facet: Selection(("x",), ("x",)) for facet in FACETS}
    request = SearchRequest(
        text="x",
        since=date(2019, 1, 1),
        until=date(2020, 1, 1),
        sort="newest",
        unit="paragraph",
        match="all",
        copies="all",
        page=2,
        size=20,
        facet_size=30,
        facets=("author",),
        passages=1,
        explain=True,
        interval="day",
        selections=chosen,
    )
    assert all(getattr(request, name) for name in SearchRequest.__dataclass_fields__)
    names = {name for name, _ in request.to_params()}
    assert names >= {*PARAMETERS, *FACETS}
    assert {name for name in names | {*DEFAULT_NAMES} if not _documented(name)} == set()


def test_every_facet_is_in_the_readme() -> None:
    """As a parameter, excluded, as a page, as an option, as a query field, as a field of JSON Lines."""
    fields = README[README.index("title:flood ") :].partition("\n")[0]
    for facet in DEFAULT_FACETS:
        assert _documented(facet.name), facet.name
        assert _documented(f"{EXCLUDING}{facet.name}"), facet.name
        assert f"`/{facet.plural}`" in README, facet.plural
        assert f"`--{facet.name}`" in README, facet.name
        assert re.search(rf"\b{facet.name}\b", fields), facet.name
        assert any(_documented(field) for field in facet.fields), facet.name


def test_the_settings_in_the_readme_are_those_that_there_are(tmp_path: Path) -> None:
    """The example is read as it is and has every setting; the table has every setting of a facet."""
    section = README[README.index("\n## An archive says what it is\n") :]
    section = section[: section.index("\n## ", 1)]
    example = section.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / FILE_NAME).write_text(example, encoding="utf-8")
    (tmp_path / "about.md").write_text("About.", encoding="utf-8")
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "style.css").write_text("body {}", encoding="utf-8")
    config = archive_config(tmp_path)
    assert {"section", *DEFAULT_NAMES} == {*config.facets.names}
    values = tomllib.loads(example)
    assert {*values} == {*SETTINGS}
    assert {*values["drop"]} == {*DROP_SETTINGS}
    assert {*values["wordpress"]} == {*WORDPRESS_SETTINGS}
    assert {key for facet in values["facets"].values() for key in facet} == {*FACET_SETTINGS}
    rows = "".join(re.findall(r"^\| (`.*?) \|", section, re.MULTILINE))
    assert {*re.findall(r"`(\w+)`", rows)} == {*FACET_SETTINGS}
    for number, facet in enumerate(DEFAULT_FACETS, 1):
        assert f"`{facet.name}` is {number}0" in section or f"`{facet.name}` {number}0" in section
    assert f"at most {MAX_FACETS} facets" in section


def test_every_environment_variable_is_in_the_readme() -> None:
    names = set(
        re.findall(r"BACKISSUE_[A-Z_]+", (ROOT / "search/config/environment.py").read_text())
    )
    assert len(names) >= 4
    for name in names | {"PORT", "WEB_CONCURRENCY"}:
        assert _documented(name), name


def test_the_hooks_before_a_commit_run_the_tools_of_the_environment() -> None:
    configuration = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (local,) = configuration["repos"]
    assert local["repo"] == "local"
    commands = [hook["entry"].split() for hook in local["hooks"]]
    assert all(hook["language"] == "system" for hook in local["hooks"])
    assert {command[0] for command in commands} == {
        ".venv/bin/ruff", ".venv/bin/mypy", ".venv/bin/lint-imports",
    }  # fmt: skip
    scripts = {f".venv/bin/{each.name}" for each in entry_points(group="console_scripts")}
    assert {".venv/bin/mypy", ".venv/bin/lint-imports"} <= scripts


def test_the_container_for_development_is_set_up_by_make() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    make, *targets = container["postCreateCommand"].split()
    assert make == "make"
    assert set(targets) <= _make_targets()
    assert SpecifierSet(PROJECT["requires-python"]).contains(container["image"].split(":")[1])


@pytest.mark.parametrize("name", ["bug", "idea"])
def test_a_form_for_issues_asks_for_something(name: str) -> None:
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml"
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids)) > 1
    assert all(field["attributes"]["label"] for field in fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "tests/README.md",
        ".github/pull_request_template.md",
    ],
)
def test_every_make_command_and_linked_file_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`|^ {4})make ([a-z-]+)", text, re.MULTILINE)) <= _make_targets()
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / name).parent.joinpath(target).exists(), target


def _make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def test_every_module_says_what_it_is_for() -> None:
    empty = [path for path in _modules() if not path.read_text(encoding="utf-8").strip()]
    assert all(path.name == "__init__.py" for path in empty)
    silent = [
        str(path.relative_to(ROOT))
        for path in _modules()
        if path not in empty and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_module_is_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in _modules()
    }
    long = {
        name: lines
        for name, lines in lengths.items()
        if lines > (MOST_LINES_OF_CODE if name.startswith(("search/", "web/")) else MOST_LINES)
    }
    assert long == {}
