"""The quiet log of searches, which is off unless a setting names its file.

It has days, and no times, addresses, cookies or browsers, so that nobody can be told from it. Each
search is one line, appended in one write, so that workers do not write into each other's lines. A file
that is full is put aside, and the one that was put aside before goes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from fcntl import LOCK_EX, flock
from pathlib import Path

from flask import current_app

from search.model.noted_search import NotedSearch
from search.model.results import Results

MOST_BYTES = 10_000_000
"""Of a file; there are two."""
OLDER = ".1"
"""The suffix of the file before this one."""


def note(results: Results, file: Path | None) -> None:
    """Note a search for words, its first page only. A log that cannot be written is no reason to refuse
    an answer."""
    request = results.request
    if not file or not request.text.strip() or request.page > 1:
        return
    noted = NotedSearch(
        date.today().isoformat(), request.text, results.total, results.took_ms, request.is_narrowed
    )
    try:
        append(file, noted.line().encode("utf-8", "replace"))
    except OSError as error:
        current_app.logger.warning("The search could not be noted in %s: %s", file, error)


def append(file: Path, line: bytes, most: int = MOST_BYTES) -> None:
    """Append a line; if the file is full, it becomes the older one first. Raises `OSError`."""
    stream = _opened(file)
    try:
        if os.fstat(stream).st_size + len(line) > most:
            _put_aside(file, stream)
            os.close(stream)
            stream = _opened(file)
        os.write(stream, line)
    finally:
        os.close(stream)


def _opened(file: Path) -> int:
    return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)


def _put_aside(file: Path, stream: int) -> None:
    """Rename the file that is open as `stream`, unless another worker has done that meanwhile."""
    flock(stream, LOCK_EX)
    with suppress(FileNotFoundError):
        if os.stat(file).st_ino == os.fstat(stream).st_ino:
            os.replace(file, file.with_name(file.name + OLDER))
