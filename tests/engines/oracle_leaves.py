"""What a search by reading finds: articles and passages, and the leaves of queries that they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from itertools import pairwise, product

from search.model.articles import Article
from search.model.dates import AnyDate, span_of
from search.model.facets import FacetName
from search.text import analyzer
from search.text.compounds import GAP, indexed_words
from search.text.languages import language_of
from search.text.stemming import tagged

STEMMED = ("title", "text", "caption")
ANYWHERE = ("title", "text", "author", "caption")


@dataclass(frozen=True)
class Item:
    """An article, or one of its passages."""

    article: Article
    passage: int | None = None

    @property
    def anywhere(self) -> tuple[str, ...]:
        return ANYWHERE if self.passage is None else ("text",)

    def searched(self, field: str) -> Iterator[tuple[str, str]]:
        """The texts in a field, or in those that are searched without one, each with its field."""
        for each in (field,) if field else self.anywhere:
            yield from ((each, text) for text in self.texts(each))

    def words(self, field: str) -> Iterator[str]:
        """The words as written in a field, or anywhere."""
        for _, text in self.searched(field):
            yield from (word for word in indexed_words(text) if word != GAP)

    def form(self, field: str) -> Callable[[str], str]:
        """The form of words that are the same to the article, in a field."""
        if field not in STEMMED:
            return str
        language = language_of(self.article)
        return lambda word: analyzer.stem(tagged(word, language))

    def texts(self, field: str) -> Sequence[str]:
        if field == "title":
            return (self.article.title,)
        if field == "text":
            texts = [paragraph.text for paragraph in self.article.passages]
            return texts if self.passage is None else (texts[self.passage],)
        if field == "caption":
            return [caption.text for caption in self.article.captions]
        return values(self.article, field)


def values(article: Article, facet: FacetName) -> tuple[str, ...]:
    return article.values(facet)


@dataclass(frozen=True)
class Word:
    """A word, words side by side or, with `is_prefix`, a beginning, in a field or anywhere."""

    words: tuple[str, ...]
    field: str = ""
    is_prefix: bool = False

    def __str__(self) -> str:
        return _fielded(self.field, "/".join(self.words) + "*" * self.is_prefix)

    def holds(self, item: Item) -> bool:
        return any(
            self._stands_in(text, item.form(field)) for field, text in item.searched(self.field)
        )

    def _stands_in(self, text: str, form: Callable[[str], str]) -> bool:
        found = indexed_words(text)
        folded = [analyzer.fold(word) for word in self.words]
        if self.is_prefix:
            return any(word.startswith(folded[0]) for word in found)
        wanted = [form(word) for word in folded]
        forms = [form(word) for word in found]
        size = len(wanted)
        return any(forms[at : at + size] == wanted for at in range(len(forms) - size + 1))


@dataclass(frozen=True)
class Quoted:
    """Words side by side, as written."""

    words: tuple[str, ...]
    field: str = ""

    def __str__(self) -> str:
        return _fielded(self.field, f'"{" ".join(self.words)}"')

    def holds(self, item: Item) -> bool:
        return any(self._stands_in(text) for _, text in item.searched(self.field))

    def _stands_in(self, text: str) -> bool:
        found, wanted = indexed_words(text), list(map(analyzer.fold, self.words))
        size = len(wanted)
        return any(found[at : at + size] == wanted for at in range(len(found) - size + 1))


@dataclass(frozen=True)
class Near:
    """Words in this order, as written, each at most `slop` words behind the one before it."""

    words: tuple[str, ...]
    slop: int
    field: str = ""

    def __str__(self) -> str:
        return _fielded(self.field, f'"{" ".join(self.words)}"~{self.slop}')

    def holds(self, item: Item) -> bool:
        return any(self._stands_in(text) for _, text in item.searched(self.field))

    def _stands_in(self, text: str) -> bool:
        found, wanted = indexed_words(text), list(map(analyzer.fold, self.words))
        places = [[at for at, word in enumerate(found) if word == each] for each in wanted]
        return any(
            all(0 < then - at <= self.slop for at, then in pairwise(chosen))
            for chosen in product(*places)
        )


@dataclass(frozen=True)
class Together:
    """Words in any order in one paragraph or value."""

    words: tuple[str, ...]
    field: str = ""

    def __str__(self) -> str:
        return _fielded(self.field, f"[{' '.join(self.words)}]")

    def holds(self, item: Item) -> bool:
        return any(
            self._stand_in(text, item.form(field)) for field, text in item.searched(self.field)
        )

    def _stand_in(self, text: str, form: Callable[[str], str]) -> bool:
        found = [form(word) for word in indexed_words(text)]
        return all(form(analyzer.fold(word)) in found for word in self.words)


@dataclass(frozen=True)
class Pattern:
    """A word with * for any letters and ? for one."""

    text: str
    field: str = ""

    def __str__(self) -> str:
        return _fielded(self.field, self.text)

    def holds(self, item: Item) -> bool:
        pattern = analyzer.fold(self.text)
        return any(fnmatchcase(word, pattern) for word in item.words(self.field))


@dataclass(frozen=True)
class Fuzzy:
    """A word of which at most `distance` letters are wrong, but not the first."""

    word: str
    distance: int
    field: str = ""

    def __str__(self) -> str:
        return _fielded(self.field, f"{self.word}~{self.distance}")

    def holds(self, item: Item) -> bool:
        wanted = analyzer.fold(self.word)
        return any(
            word[0] == wanted[0] and edits(word, wanted) <= self.distance
            for word in item.words(self.field)
        )


@dataclass(frozen=True)
class Range:
    """Words between two, and all that begin with the greater one; "" is no bound. Words with signs before
    them are in no range."""

    field: str
    start: str
    end: str

    def __str__(self) -> str:
        return _fielded(self.field, f"[{self.start} to {self.end}]")

    def holds(self, item: Item) -> bool:
        low, high = analyzer.fold(self.start), analyzer.fold(self.end)
        if high and low > high and not low.startswith(high):
            low, high = high, low
        return any(
            (low or "0") <= word and (not high or word <= high or word.startswith(high))
            for word in item.words(self.field)
        )


@cache
def may_be(day: AnyDate | None, since: date | None, until: date | None) -> bool:
    """Whether one of the days that a date may be is in a range."""
    if day is None:
        return False
    first, last = span_of(day)
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return any((since or each) <= each <= (until or each) for each in days)


@dataclass(frozen=True)
class Dates:
    """Published between two days, or on one of them; None is no bound."""

    start: date | None
    end: date | None

    def __str__(self) -> str:
        return f"date:[{self.start or ''} to {self.end or ''}]"

    def holds(self, item: Item) -> bool:
        start, end = self.start, self.end
        if start and end:
            start, end = min(start, end), max(start, end)
        return may_be(item.article.published, start, end)


Leaf = Word | Quoted | Near | Together | Pattern | Fuzzy | Range | Dates


@cache
def edits(one: str, other: str) -> int:
    """The fewest letters to leave out, add, change or swap with the next, none of them touched twice.

    Optimal string alignment, by the recurrence of its definition.
    """
    if not one or not other:
        return max(len(one), len(other))
    ways = [
        edits(one[:-1], other) + 1,
        edits(one, other[:-1]) + 1,
        edits(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if one[-2:] == other[-2:][::-1] and len(one) > 1 and len(other) > 1:
        ways.append(edits(one[:-2], other[:-2]) + 1)
    return min(ways)


def _fielded(field: str, text: str) -> str:
    return f"{field}:{text}" if field else text
