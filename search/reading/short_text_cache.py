"""Remembering results for texts that come again and again: names, dates, values of facets."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_Result = TypeVar("_Result")
_MOST = 8_192
_LONGEST = 120


def memoised(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """The function with results remembered for short texts, so that the memory stays below a bound
    whatever the texts."""
    remembered = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def call(text: str) -> _Result:
        return remembered(text) if len(text) <= _LONGEST else function(text)

    return call
