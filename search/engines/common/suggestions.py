"""What completions of a query have in common, wherever words and values come from."""

from __future__ import annotations

from collections.abc import Sequence

from search.model.results import Completion
from search.text import analyzer


def holds(words: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether all words typed are among `words`; the last may be a beginning of one."""
    *whole, last = typed
    return all(word in words for word in whole) and any(word.startswith(last) for word in words)


def put_in_place(text: str, word: str) -> str:
    """`text` with another last word."""
    start = list(analyzer.tokens(text))[-1].start
    return text[:start] + word


def together(
    values: Sequence[Completion], words: Sequence[Completion], limit: int
) -> tuple[Completion, ...]:
    """Values, then words; at least half of `limit` is for values, if there are so many."""
    words = words[:limit]
    room = max(limit // 2, limit - len(words))
    return tuple([*values[:room], *words][:limit])
