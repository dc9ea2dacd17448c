"""Copies: articles with nearly the same text, such as a report that several papers printed.

Two texts are copies if at least two thirds of the words of the shorter one are in the other, and half
of its runs of four words (shingles: Broder, On the resemblance and containment of documents, 1997).
Nearly all pairs fail at the words, which takes less time.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import islice

from search.model.articles import Article
from search.text import analyzer

_RUN = 4
_SAME_WORDS, _SAME_RUNS = 2 / 3, 0.5
_READ = 50_000
"""Characters of an article that are looked at: about 8,000 words."""


class ComparedText:
    """What is compared of an article: the stems of its title and of its text, and its runs of four
    words; of an article without words in its text, the title is compared as its text."""

    def __init__(self, article: Article) -> None:
        text = "\n".join([each.text for each in article.passages if not each.is_repeated])[:_READ]
        title = analyzer.written_words(article.title.lower())
        self._words = analyzer.written_words(text.lower()) or title
        self._stems = _stems(self._words)
        self.stems = self._stems | _stems(title)

    def is_copy_of(self, other: ComparedText) -> bool:
        if not _share(self._stems, other._stems, _SAME_WORDS):
            return False
        return _share(self._runs, other._runs, _SAME_RUNS)

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        """The runs of four words, or all words if there are fewer."""
        if len(self._words) <= _RUN:
            return frozenset((tuple(self._words),))
        shifted = (islice(self._words, start, None) for start in range(_RUN))
        return frozenset(zip(*shifted, strict=False))


def _stems(words: list[str]) -> frozenset[str]:
    return frozenset(map(analyzer.stem, map(analyzer.fold, set(words))))


def _share(one: AbstractSet[object], other: AbstractSet[object], part: float) -> bool:
    """Whether so large a part of the smaller set is in the other."""
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) >= part * smaller
