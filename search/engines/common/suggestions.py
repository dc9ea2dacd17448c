"""Completions of a query: which facet values match, and how values and words are listed."""

from __future__ import annotations

from collections.abc import Sequence

from search.model.results import Completion
from search.text import analyzer


def matches(words: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether a value has all words typed; the last of these may be the beginning of a word."""
    *whole, last = typed
    return all(word in words for word in whole) and any(word.startswith(last) for word in words)


def with_last_word(text: str, word: str) -> str:
    """`text` with its last word replaced."""
    start = list(analyzer.tokens(text))[-1].start
    return text[:start] + word


def combined(
    values: Sequence[Completion], words: Sequence[Completion], limit: int
) -> tuple[Completion, ...]:
    """Values, then words, `limit` in all; at least half of them values, if there are enough."""
    words = words[:limit]
    room = max(limit // 2, limit - len(words))
    return tuple([*values[:room], *words][:limit])
