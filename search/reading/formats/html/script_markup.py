"""Markup in the scripts of a page, which would make the page of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|$)', re.DOTALL)
_PARAGRAPH = re.compile(r"(?:<|\\u003c)p(?:>|\\u003e|\s)", re.IGNORECASE)
_SHORTEST = 500


def longest_markup(scripts: Iterable[str]) -> str:
    """The longest string of the scripts that holds a paragraph of HTML; "" if there is none."""
    return max(_strings(scripts), key=len, default="")


def _strings(scripts: Iterable[str]) -> Iterator[str]:
    for script in scripts:
        for found in _STRING.finditer(script):
            literal = found[0]
            if len(literal) >= _SHORTEST and _PARAGRAPH.search(literal):
                yield _read(literal)


def _read(literal: str) -> str:
    """The value of a literal; "" if it is not one of JSON, or not markup from its beginning on."""
    try:
        value = json.loads(literal, strict=False)
    except ValueError:
        return ""
    is_markup = isinstance(value, str) and value.lstrip().startswith("<")
    return value if is_markup else ""
