"""The quiet log of searches, which is off unless a setting names its file.

It has days, and no times, addresses, cookies or browsers, so that nobody can be told from it. Each
search is one line, appended in one write, so that workers do not write into each other's lines. A file
that is full is put aside, and the one that was put aside before goes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fcntl import LOCK_EX, flock
from pathlib import Path

from flask import Flask, Response, g

from search.model.noted_search import OLDER, NotedSearch
from search.model.results import Results

MOST_BYTES = 10_000_000
"""Of a file; there are two."""


def register(app: Flask, file: Path | None) -> None:
    """Note the searches that pages of `app` answer, in `file` if there is one."""
    if file is None:
        return

    def write(response: Response) -> Response:
        if noted := noted_search():
            today = replace(noted, day=date.today().isoformat())
            try:
                append(file, today.line().encode("utf-8", "replace"))
            except OSError as error:
                app.logger.warning("The search could not be noted in %s: %s", file, error)
        return response

    app.after_request(write)


def note(results: Results) -> None:
    """Note a search for words with its answer; only its first page."""
    request = results.request
    if request.text.strip() and request.page == 1:
        note_again(
            NotedSearch("", request.text, results.total, results.took_ms, request.is_narrowed)
        )


def note_again(noted: NotedSearch | None) -> None:
    """Note a search whose answer was kept."""
    g.noted = noted


def noted_search() -> NotedSearch | None:
    """What is noted of the search that this request answers; None if it answers none."""
    found: NotedSearch | None = g.get("noted")
    return found


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
