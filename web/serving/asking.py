"""Who asks, as far as the head of a request has come: a person, or a program."""

from __future__ import annotations

import re
from enum import Enum, auto
from urllib.parse import unquote, urlsplit

from web.addresses import is_for_programs, is_of_health

_LINE = re.compile(rb"(?:\r\n)?([A-Z]+) ([^ \r\n]+) HTTP/[0-9.]+\r?\n")
_ACCEPT = re.compile(rb"^accept[ \t]*:([^\r\n]*)\r?$", re.I | re.M)
_HEAD = re.compile(rb"\r?\n\r?\n")


class Asking(Enum):
    """UNKNOWN: not even the address has come. HEAD: whoever asks wants no body."""

    UNKNOWN = auto()
    PERSON = auto()
    PROGRAM = auto()
    HEAD = auto()


def asking(received: bytes | bytearray, prefix: str) -> Asking:
    """Of a request of which `received` is the beginning, at a site that is mounted at `prefix`."""
    line = _LINE.match(received)
    if line is None:
        return Asking.UNKNOWN
    if line[1] == b"HEAD":
        return Asking.HEAD
    if is_for_programs(_path(line[2], prefix)) or _wants_json(received, line.end()):
        return Asking.PROGRAM
    return Asking.PERSON


def asks_for_health(received: bytes | bytearray, prefix: str) -> bool:
    """Whether it is a platform or a monitor that asks how the site is."""
    line = _LINE.match(received)
    return line is not None and is_of_health(_path(line[2], prefix))


def _path(target: bytes, prefix: str) -> str:
    """The path of a request's target, without the one that the site is mounted at."""
    text = target.decode("latin-1")
    if text.startswith("/"):
        return unquote(text.partition("?")[0]).removeprefix(prefix)
    try:
        return unquote(urlsplit(text).path).removeprefix(prefix)
    except ValueError:
        return ""


def _wants_json(received: bytes | bytearray, start: int) -> bool:
    end = _HEAD.search(received, start - 2)
    accepted = _ACCEPT.search(received, start, end.end() if end else len(received))
    if accepted is None:
        return False
    kinds = accepted[1].lower()
    return b"json" in kinds and b"text/html" not in kinds
