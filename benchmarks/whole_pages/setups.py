"""The servers that are compared, each with two workers over the same articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.processes import ROOT
from benchmarks.whole_pages import datasette

Build = Callable[[Path, Path], None]
"""Makes of a file of articles what a server needs, in an empty folder."""


@dataclass(frozen=True, slots=True)
class Setup:
    """A server: how it gets its articles, its command (PORT and FOLDER are put in), its environment, the
    path of a search, and whether it can run here."""

    name: str
    build: Build
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    path: Callable[[str], str] = lambda text: f"/search?q={quote(text)}"
    health: str = "/healthz"
    is_there: Callable[[], bool] = lambda: True


def _imports(name: str) -> Callable[[], bool]:
    def is_there() -> bool:
        command = [sys.executable, "-c", f"import {name}"]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    return is_there


def _build_peer(name: str) -> Build:
    def build(articles: Path, folder: Path) -> None:
        code = (
            f"import sys; from pathlib import Path; from benchmarks.peers import {name} as peer;"
            f"getattr(peer, sys.argv[3])().index(Path(sys.argv[1]), Path(sys.argv[2]), 2)"
        )
        kind = {"backissue": "Backissue", "tantivy": "Tantivy", "opensearch": "OpenSearch"}[name]
        command = [sys.executable, "-c", code, str(articles), str(folder), kind]
        subprocess.run(command, cwd=ROOT, check=True)

    return build


_GUNICORN = (sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:PORT", "--workers", "2")
_PLAIN = (
    *(*_GUNICORN, "--config", "/dev/null", "--worker-class", "sync"),
    "benchmarks.whole_pages.plain_site:site()",
)

SETUPS = (
    Setup(
        "Backissue",
        _build_peer("backissue"),
        (sys.executable, "-m", "gunicorn", "web:create_app()"),
        {"PORT": "PORT", "BACKISSUE_INDEX": "FOLDER/index", "WEB_CONCURRENCY": "2"},
    ),
    Setup(
        "Flask over tantivy-py",
        _build_peer("tantivy"),
        _PLAIN,
        {"PLAIN_PEER": "tantivy", "PLAIN_INDEX": "FOLDER"},
        is_there=_imports("tantivy"),
    ),
    Setup(
        "Flask over OpenSearch",
        _build_peer("opensearch"),
        _PLAIN,
        {"PLAIN_PEER": "opensearch", "PLAIN_INDEX": "FOLDER"},
        is_there=lambda: "OPENSEARCH_URL" in os.environ,
    ),
    Setup(
        "Datasette",
        lambda articles, folder: datasette.write(articles, folder / "pages.db"),
        (
            *(sys.executable, "-m", "datasette", "serve", "--port", "PORT"),
            *("--immutable", "FOLDER/pages.db"),
            *("--setting", "sql_time_limit_ms", "20000"),
            *("--setting", "facet_time_limit_ms", "20000"),
            *("--setting", "truncate_cells_html", "300"),
        ),
        path=datasette.path,
        health="/-/versions.json",
        is_there=_imports("datasette"),
    ),
)


def built(setup: Setup, articles: Path, work: Path) -> Path:
    """The folder of a server over a file of articles, made anew."""
    folder = work / "".join(char if char.isalnum() else "-" for char in setup.name.lower())
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    setup.build(articles, folder)
    return folder
