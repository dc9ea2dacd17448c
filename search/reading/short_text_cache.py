"""A cache for functions of short texts that occur often: names, dates, facet values."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_Result = TypeVar("_Result")
_MAX_TEXTS = 8_192
_MAX_LENGTH = 120


def memoised(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """The function with a cache. Longer texts are not cached, so that its memory is bounded."""
    cached = lru_cache(maxsize=_MAX_TEXTS)(function)

    @wraps(function)
    def call(text: str) -> _Result:
        return cached(text) if len(text) <= _MAX_LENGTH else function(text)

    return call
