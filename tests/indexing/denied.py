"""Folders and files that cannot be read: for a user without root's rights, and in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_WITHOUT_RIGHTS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""What makes root a user like others: without these rights the modes of files hold for it too. (Another
user could not enter the folders of a test, or those of the project.)"""


def as_a_user() -> tuple[str, ...]:
    """What begins a command that runs without root's rights."""
    return _WITHOUT_RIGHTS if os.getuid() == 0 else ()


def reindex_as_a_user(archive: Path, index: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Run `backissue reindex --json`; returns its exit code and what it printed."""
    command = [sys.executable, "-m", "search.cli", "reindex", str(archive), "--json", *options]
    done = subprocess.run(
        [*as_a_user(), *command, "--index", str(index)], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


@contextmanager
def unreadable(*paths: Path) -> Iterator[None]:
    """Nobody but root may read these files and folders."""
    modes = [(path, path.stat().st_mode) for path in paths]
    for path in paths:
        path.chmod(0)
    try:
        yield
    finally:
        for path, mode in modes:
            path.chmod(mode)


@contextmanager
def denied(*folders: Path) -> Iterator[None]:
    """The system refuses to list these folders."""
    refused = set(map(str, folders))
    scandir = os.scandir

    def listing(folder: str) -> object:
        if str(folder) in refused:
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", listing)
        yield
