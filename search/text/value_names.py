"""How the names of values are found and put in order: by their folded words."""

from __future__ import annotations

from functools import lru_cache

from search.text import analyzer

_REMEMBERED = 1 << 15


def holds(value: str, typed: str) -> bool:
    """Whether each word that is typed begins a word of the value."""
    words = words_of(value)
    return all(any(word.startswith(part) for word in words) for part in words_of(typed))


def sort_key(value: str) -> tuple[int, str]:
    """Letters first, then digits, then what has neither; case and accents do not count."""
    folded = " ".join(words_of(value))
    return (2, value) if not folded else (1, folded) if folded[0].isdigit() else (0, folded)


@lru_cache(_REMEMBERED)
def words_of(value: str) -> tuple[str, ...]:
    """The words of a name; the same values are listed again and again."""
    return tuple(analyzer.words(value))
