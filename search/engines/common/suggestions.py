"""Completions of a query that is being typed: what was typed, and which offers are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from search.model.results import Completion
from search.model.schema import ANY
from search.query.parser import MAX_WORDS
from search.query.tree import And, Phrase, Query, Quoted, Term
from search.text import analyzer
from search.text.analyzer import Token
from search.text.signed_words import signed_after

WORD, TITLE = "word", "title"
MOST_VALUES, MOST_OTHERS = 2, 2
"""Offers beside the words; if there are fewer words, there may be more of them."""
_MUCH = 20
"""A value leads if one in so many articles that the likeliest word finds has it, or more."""
_LEAST, _SHARE = 3, 0.1
"""A phrase is frequent if so many of the titles, and this share of them, have it."""
_PER_STEM = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """A query whose last word is still being typed; it has at least one word.

    `is_plain` says whether each word must be found, and anywhere, as no sign or operator says otherwise.
    """

    text: str
    tokens: tuple[Token, ...]
    is_plain: bool

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


def typed(text: str, tree: Query) -> Typed | None:
    """A query so far, with its tree; None if no word is being typed at its end (C++ is a whole one), or
    more words were typed than are searched."""
    tokens = tuple(analyzer.tokens(text))
    if not tokens or text[-1:].isspace() or len(tokens) > MAX_WORDS:
        return None
    if signed_after(text, tokens[-1]):
        return None
    return Typed(text, tokens, _is_plain(tree))


def _is_plain(tree: Query) -> bool:
    if isinstance(tree, And):
        return all(map(_is_plain, tree.children))
    return isinstance(tree, Term | Phrase | Quoted) and tree.field == ANY


def room(values: Sequence[Completion], others: Sequence[Completion], limit: int) -> int:
    """How many words there is room for: each kind has room for some, and for what the others leave."""
    some = len(values[:MOST_VALUES]) + len(others[:MOST_OTHERS])
    return max(limit - some, limit // 2)


def arranged(
    typed: Typed,
    words: Sequence[Completion],
    values: Sequence[Completion],
    others: Sequence[Completion],
    limit: int,
) -> tuple[Completion, ...]:
    """Offers of all kinds in the order in which they are shown, `limit` in all.

    Words come first, unless several words are typed and all are those of a value that many articles have.
    """
    leading = [each for each in values[:1] if _leads(each, typed, words)]
    some = [*values[len(leading) : MOST_VALUES], *others[:MOST_OTHERS]]
    more = [*values[MOST_VALUES:], *others[MOST_OTHERS:]]
    return tuple([*leading, *words, *some, *more][:limit])


def _leads(value: Completion, typed: Typed, words: Sequence[Completion]) -> bool:
    most = words[0].count if words else 0
    return len(typed.tokens) > 1 and not value.query and value.count * _MUCH >= most


def likeliest(titles: Sequence[str], typed: Typed) -> list[str]:
    """Those that begin as the text typed before others; each title once."""
    start = " ".join(typed.words)
    return sorted(
        dict.fromkeys(titles),
        key=lambda each: not " ".join(analyzer.words(each)).startswith(start),
    )


def phrases(titles: Sequence[str], typed: Typed) -> list[tuple[str, str]]:
    """The pairs of adjacent words in titles that complete the text typed, the most frequent first."""
    *before, last = typed.words[-2:]
    counts: Counter[tuple[str, str]] = Counter()
    for each in titles:
        words = analyzer.words(each)
        counts.update(
            {
                (word, words[at + 1])
                for at, word in enumerate(words[:-1])
                if word.startswith(last) and (not before or words[at - 1 : at] == before)
            }
        )
    least = max(_LEAST, _SHARE * len(titles))
    return [pair for pair, count in counts.most_common() if count >= least]


def varied(words: Sequence[str]) -> list[str]:
    """Words in another order: further words of a stem come last, as they find the same articles."""
    seen: Counter[str] = Counter()
    first: list[str] = []
    last: list[str] = []
    for word in words:
        stem = analyzer.stem(word)
        seen[stem] += 1
        (first if seen[stem] <= _PER_STEM and "'" not in word else last).append(word)
    return first + last
