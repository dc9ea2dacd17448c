"""What stands in the way of an index: folders and pipes where files belong, files where folders do, and
folders that cannot be entered. Nothing is deleted: it is renamed, and the report says how."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from search.engines.whoosh.generations import CURRENT, FOLDER, ROLLBACK
from search.storage.index_folders import ASIDE
from search.storage.regular_files import irregular

_FILES = (CURRENT, ROLLBACK, f"{CURRENT}.new", f"{ROLLBACK}.new")


def make_way(index: Path) -> tuple[str, ...]:
    """Rename what is in the way; returns a sentence for each. Raises `OSError` if it cannot."""
    return tuple(set_aside(each) for each in _obstacles(index))


def set_aside(path: Path) -> str:
    """Give what is at `path` another name in the same folder; returns a sentence about it."""
    aside = path.with_name(f"{path.name}{ASIDE}{secrets.token_hex(4)}")
    path.rename(aside)
    return f"{path} was in the way and is now {aside.name}: remove it if nobody needs it."


def _obstacles(index: Path) -> Iterator[Path]:
    for name in _FILES:
        if _is_no_file(index / name):
            yield index / name
    folder = index / FOLDER
    if os.path.lexists(folder) and not _is_usable(folder):
        yield folder


def _is_no_file(path: Path) -> bool:
    """Whether something is there that is neither a file nor a link, which a file would replace."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISLNK(mode) and bool(irregular(mode))


def _is_usable(folder: Path) -> bool:
    """Whether a folder can be listed and written, if need be after its owner got the right to."""
    if not folder.is_dir():
        return False
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        with suppress(OSError):
            folder.chmod(0o700 | folder.stat().st_mode)
    try:
        os.scandir(folder).close()
    except OSError:
        return False
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)
