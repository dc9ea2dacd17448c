"""The values of a facet by their words, to complete one from any of its words or of those of an alias."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from search.text import analyzer
from search.text.analyzer import MAX_WORD

_LAST = "\U0010ffff"


class ValueWords:
    """The words of the names of values: of the values themselves, and of `aliases` for them."""

    def __init__(self, values: Sequence[str], aliases: Mapping[str, str]) -> None:
        ordinals = {value: ordinal for ordinal, value in enumerate(values)}
        known = [(name, ordinals[value]) for name, value in aliases.items() if value in ordinals]
        names = [*ordinals.items(), *known]
        self._ordinals = [ordinal for _, ordinal in names]
        self._entries = sorted(
            (word, number)
            for number, (name, _) in enumerate(names)
            for word in set(analyzer.words(name))
        )

    def matching(self, typed: Sequence[str]) -> set[int]:
        """The ordinals of the values with a name that has all words typed; the last of these may be
        the beginning of a word."""
        *whole, last = typed
        names = self._numbers(last, last + _LAST * (len(last) < MAX_WORD))
        for word in whole:
            names &= self._numbers(word, word)
        return {self._ordinals[number] for number in names}

    def _numbers(self, first: str, end: str) -> set[int]:
        """The names with a word from `first` to `end`."""
        start = bisect_left(self._entries, (first, -1))
        stop = bisect_left(self._entries, (end, len(self._ordinals)))
        return {number for _, number in self._entries[start:stop]}
