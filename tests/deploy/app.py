"""A small site for the tests of the worker, whose answers are slow, long or wrong at will."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

PIECE = b"x" * 65_536
PIECES = 400

Environ = dict[str, Any]
Start = Callable[..., Any]


def site(environ: Environ, start: Start) -> Iterable[bytes]:
    """/slow takes a second, /long sends 26 MB, /broken raises, /cut does so after a part; the body
    that was sent is said by any other path."""
    path = environ["PATH_INFO"]
    if path == "/broken":
        raise ValueError("broken on purpose")
    if path == "/slow":
        time.sleep(1)
    start("200 OK", [("Content-Type", "text/plain")])
    if path == "/long":
        return (PIECE for _ in range(PIECES))
    if path == "/cut":
        return _cut()
    said = f"{environ['REQUEST_METHOD']} {path} ".encode() + environ["wsgi.input"].read()
    return [said]


def _cut() -> Iterable[bytes]:
    yield from (PIECE for _ in range(PIECES))
    raise ValueError("broken on purpose, later")


def create() -> Callable[[Environ, Start], Iterable[bytes]]:
    return site
