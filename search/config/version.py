"""The version, which pyproject.toml says and nothing else."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

NAME = "backissue"


def installed(tree: Path = Path(__file__).parents[2]) -> str:
    """The version of the source tree that runs, installed or not, or of the installed package."""
    try:
        text = (tree / "pyproject.toml").read_text(encoding="utf-8")
        values = tomllib.loads(text)["project"]
    except (OSError, ValueError, LookupError):
        values = {}
    if values.get("name") == NAME:
        return str(values["version"])
    try:
        return version(NAME)
    except PackageNotFoundError:
        return "unknown"
