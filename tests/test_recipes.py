"""The recipes of CONTRIBUTING.md, carried out on a copy of the code.

That for result formats is carried out in tests/web/test_result_formats.py, and that for settings by the
checks of the README in test_project.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.server import ROOT
from tests.indexing.files import age


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of the package search."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "search", tmp_path / "search", ignore=ignored)
    return tmp_path


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _run(copy: Path, *words: str | Path) -> str:
    command = [sys.executable, "-m", "search.cli", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_default_facet_is_one_line(copy: Path) -> None:
    line = '        FacetField("section", "Section", "Sections", ("sections", "section")),\n'
    first = '        FacetField(AUTHOR, "Author"'
    _change(copy / "search/model/facets.py", first, line + first)
    archive = copy / "archive"
    archive.mkdir()
    for number, section in enumerate(("Politics", "Sport", "Politics")):
        text = f"---\ntitle: Number {number}\nsection: {section}\n---\nA river.\n"
        (archive / f"a{number}.md").write_text(text)
    _run(copy, "reindex", archive, "--index", copy / "index")
    options = ("--index", copy / "index", "--json")
    found = json.loads(_run(copy, "search", "river", "--section", "Politics", *options))
    assert found["total"] == 2
    assert found["hits"][0]["sections"] == ["Politics"]
    counts = {each["value"]: each["count"] for each in found["facets"]["section"]}
    assert counts == {"Politics": 2, "Sport": 1}
    assert json.loads(_run(copy, "search", "section:sport", *options))["total"] == 1


def test_a_format_is_one_module_and_one_line(copy: Path) -> None:
    formats = copy / "search/reading/formats"
    shutil.copy(ROOT / "tests/reading/json_array.py", formats)
    functions = 'f"{_HERE}.json_array:parse", f"{_HERE}.json_array:split"'
    line = f'    Format("arrays", (".array",), {functions}),\n'
    first = '    Format("Markdown"'
    _change(formats / "__init__.py", first, line + first)
    archive = copy / "archive"
    archive.mkdir()
    articles = [
        {"id": name, "title": f"The {name}", "content": "Water."}
        for name in ("weir", "lock", "mill")
    ]
    assert _reindexed(copy, archive, [*articles, {}]) == (3, 0, 0, 1)
    articles[1]["title"] = "The old lock"
    assert _reindexed(copy, archive, articles) == (0, 1, 2, 0)
    found = json.loads(_run(copy, "search", "old", "--index", copy / "index", "--json"))
    assert [each["title"] for each in found["hits"]] == ["The old lock"]
    assert _reindexed(copy, archive, articles[1:]) == (0, 0, 2, 0)


def _reindexed(copy: Path, archive: Path, articles: list[dict[str, str]]) -> tuple[int, ...]:
    """What a reindex of these articles counts as added, updated, unchanged and failed."""
    file = archive / "all.array"
    file.write_text(json.dumps(articles))
    age(file)
    report = json.loads(_run(copy, "reindex", archive, "--index", copy / "index", "--json"))
    return tuple(report[name] for name in ("added", "updated", "unchanged", "failed"))


@pytest.mark.slow
def test_mypy_lists_the_places_that_miss_a_new_node(copy: Path) -> None:
    tree = copy / "search/query/tree.py"
    node = (
        '@dataclass(frozen=True, slots=True)\nclass Soundex:\n    """Words that sound alike."""\n\n'
    )
    fields = "    field: str\n    text: str\n    boost: float = 1.0\n\n\n"
    _change(tree, "MultiTerm: TypeAlias = ", f"{node}{fields}MultiTerm: TypeAlias = Soundex | ")
    shutil.copy(ROOT / "pyproject.toml", copy)
    command = [sys.executable, "-m", "mypy", "--no-incremental", "search"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    modules = set(re.findall(r'^search/(\S+)\.py:\d+: error: .*"assert_never"', done.stdout, re.M))
    assert modules >= {
        "query/formatting",
        "highlight/leaf_matcher",
        "engines/whoosh/searching/multi_term",
        "engines/opensearch/searching/translation",
    }, done.stdout
