"""Which paragraphs of an article are marked as repeated while it is written.

What is repeated is known only when all articles are read. So it is guessed while they are, and those for
which the guess was wrong are written again at the end: a few in a hundred.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from search.indexing.furniture import AT_ONE_PLACE
from search.indexing.repeated import SHARE
from search.model.articles import Article
from search.text.paragraph_keys import DIGITS, NO_KEY

_SLOTS = 1 << 18
_SOON = 8
"""Articles after which a paragraph is taken for repeated, if that is more than the share of all."""


class Marker(Protocol):
    def marks(self, keys: Sequence[int]) -> list[bool]:
        """Which passages of an article count as repeated, by their keys."""


@dataclass(frozen=True, slots=True)
class Known:
    """Knows the folded keys of what is repeated."""

    repeated: Collection[int] = frozenset()

    def marks(self, keys: Sequence[int]) -> list[bool]:
        return _unless_all([key >> DIGITS in self.repeated for key in keys])


@dataclass(slots=True)
class Guessing:
    """Knows what was repeated in the generation before, and counts what it is asked about, roughly: by
    the last bits of keys, and without telling copies from other articles."""

    repeated: Collection[int] = frozenset()
    _articles: int = 0
    _counts: array[int] = field(default_factory=lambda: array("I"))
    _seen: Counter[int] = field(default_factory=Counter)
    _places: Counter[tuple[int, int]] = field(default_factory=Counter)

    def marks(self, keys: Sequence[int]) -> list[bool]:
        frequent = self._are_frequent(keys)
        self._articles += 1
        if not any(frequent) or 2 * sum(frequent) > len(keys):
            return [False] * len(keys)
        own = [index for index, key in enumerate(keys) if key != NO_KEY and not frequent[index]]
        first, last = (own[0], own[-1]) if own else (len(keys), -1)
        return [
            is_frequent and (not first < index < last or self._is_at_one_place(index, keys))
            for index, is_frequent in enumerate(frequent)
        ]

    def _are_frequent(self, keys: Sequence[int]) -> list[bool]:
        counts = self._counts = self._counts or array("I", bytes(4 * _SLOTS))
        most, repeated = max(_SOON, self._articles // SHARE), self.repeated
        frequent = []
        for key in keys:
            if key == NO_KEY:
                frequent.append(False)
                continue
            folded = key >> DIGITS
            counts[folded % _SLOTS] += 1
            frequent.append(counts[folded % _SLOTS] >= most or folded in repeated)
        return frequent

    def _is_at_one_place(self, index: int, keys: Sequence[int]) -> bool:
        """Whether a passage mostly stands so many from the same end."""
        folded = keys[index] >> DIGITS
        self._seen[folded] += 1
        places = (folded, index), (folded, index - len(keys))
        for place in places:
            self._places[place] += 1
        at_one_place = max(self._places[place] for place in places)
        return at_one_place >= AT_ONE_PLACE * self._seen[folded]


def marked(articles: Iterable[Article], keys: Sequence[int], marker: Marker) -> list[Article]:
    """Articles with their repeated paragraphs marked; `keys` has those of the passages of all."""
    found, start = [], 0
    for article in articles:
        end = start + len(article.paragraphs) + bool(article.summary)
        found.append(_with_marks(article, marker.marks(keys[start:end])))
        start = end
    return found


def _with_marks(article: Article, is_repeated: list[bool]) -> Article:
    """The article with those paragraphs marked of whose passages that is said."""
    own = is_repeated[1:] if article.summary else is_repeated
    if [each.is_repeated for each in article.paragraphs] == own:
        return article
    paragraphs = [
        each if each.is_repeated == mark else each._replace(is_repeated=mark)
        for each, mark in zip(article.paragraphs, own, strict=True)
    ]
    return replace(article, paragraphs=tuple(paragraphs))


def _unless_all(marks: list[bool]) -> list[bool]:
    """An article of which nothing would be left keeps all: see `search.indexing.repeated.marks`."""
    return [False] * len(marks) if all(marks) else marks
