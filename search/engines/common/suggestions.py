"""Completions of a query that is being typed: what was typed, and which offers are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.model.results import Completion
from search.text import analyzer
from search.text.analyzer import Token

WORD, PHRASE, TITLE = "word", "phrase", "title"
MOST_VALUES, MOST_OTHERS = 2, 2
"""Offers beside the words; if there are fewer words, there may be more of them."""
_MUCH = 20
"""A value that at least one in so many of the articles with the likeliest word have is worth the first place."""
_SIGNS = frozenset('"()[]:^~*?')
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A query whose last word is still being typed; it has at least one word."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def words(self) -> list[str]:
        return [token.word for token in self.tokens]

    @property
    def last(self) -> str:
        return self.tokens[-1].word

    def before(self, words: int) -> str:
        """The text before its last so many words."""
        return self.text[: self.tokens[-words].start].rstrip()

    def completed(self, end: str) -> str:
        """The text with its last word replaced."""
        return self.text[: self.tokens[-1].start] + end

    @property
    def is_plain(self) -> bool:
        """Whether it is words only, so that each word must be found."""
        parts = self.text.split()
        is_negative = any(part.startswith("-") for part in parts)
        return not (is_negative or _SIGNS.intersection(self.text) or _OPERATORS.intersection(parts))


def typed(text: str) -> Typed | None:
    """None if no word is being typed at the end of `text`."""
    tokens = tuple(analyzer.tokens(text))
    return Typed(text, tokens) if tokens and not text[-1:].isspace() else None


def arranged(
    typed: Typed,
    words: Sequence[Completion],
    values: Sequence[Completion],
    others: Sequence[Completion],
    limit: int,
) -> tuple[Completion, ...]:
    """Offers of all kinds in the order in which they are shown, `limit` in all.

    Words come first, unless several words are typed and all are those of a value that many articles have. Values and others have
    room for some, and for what the words leave.
    """
    leading = [each for each in values[:1] if _leads(each, typed, words)]
    following = values[len(leading) :]
    some = [*following[:MOST_VALUES], *others[:MOST_OTHERS]]
    more = [*following[MOST_VALUES:], *others[MOST_OTHERS:]]
    room = max(limit - len(leading) - len(some), limit // 2)
    return tuple([*leading, *words[:room], *some, *more][:limit])


def _leads(value: Completion, typed: Typed, words: Sequence[Completion]) -> bool:
    most = words[0].count if words else 0
    return len(typed.tokens) > 1 and not value.query and value.count * _MUCH >= most
