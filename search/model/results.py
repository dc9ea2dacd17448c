"""What a search gives back, whichever engine answered. Values only."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from search.model.articles import PLAIN, Article, Form, ParagraphKind
from search.model.dates import AnyDate
from search.model.facets import AUTHOR, SOURCE, FacetName
from search.model.notices import Notice
from search.model.request import SearchRequest

Item = TypeVar("Item")


class Passage(NamedTuple):
    """A paragraph shown for a hit, or an excerpt of it.

    `position` is the number of the paragraph among the article's passages, from 0; `html` is
    escaped text with matches in <mark>; `text` is the same without marks.
    """

    anchor: str
    position: int
    html: str
    text: str


class Explanation(NamedTuple):
    """The parts of a score: of each word of the query that the hit holds, and what its title, its best
    stretch of text, neighbouring words and the words of the best articles give on top. A hit that
    `holds_all` words, or `is_together` in one paragraph, stands before others."""

    words: Mapping[str, float]
    title: float = 0.0
    stretch: float = 0.0
    pairs: float = 0.0
    feedback: float = 0.0
    holds_all: bool = True
    is_together: bool = False


class Copy(NamedTuple):
    """An article with the same text as another, or nearly; `source` is the paper that it is from."""

    id: str
    title: str
    source: str
    published: AnyDate | None


class Copies(NamedTuple):
    """The copies of an article, in the order of ids: at most MOST_COPIES, and how many more there are."""

    listed: tuple[Copy, ...] = ()
    more: int = 0


class Duplicate(NamedTuple):
    """A member of a group of articles with the same text; `shared` is about the part of the runs of five
    words that it shares with the first of the group, from 0 to 1, which is 1 for the same text."""

    copy: Copy
    shared: float


MOST_COPIES = 20
NO_COPIES = Copies()


class Hit(NamedTuple):
    """One article (or, when paragraphs are searched, one paragraph of it) that matches. `copies` have the
    same text, whether or not they match."""

    id: str
    title: str
    title_html: str
    publisher: str
    published: AnyDate | None
    facets: Mapping[FacetName, tuple[str, ...]]
    score: float
    passages: tuple[Passage, ...]
    explanation: Explanation | None = None
    copies: Copies = NO_COPIES

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """The values of the article in a facet."""
        return self.facets.get(facet, ())

    @property
    def authors(self) -> tuple[str, ...]:
        return self.values(AUTHOR)

    @property
    def source(self) -> str:
        return next(iter(self.values(SOURCE)), "")


class FoundArticle(NamedTuple):
    """A hit with the whole article that it is, or is in."""

    hit: Hit
    article: Article


class Scan(Iterator[Item]):
    """All hits of a search, or what is made of them, one by one; `total` is how many hits there are,
    also those that are left out. What it holds is given back when it ends or is closed."""

    def __init__(self, total: int, items: Generator[Item]) -> None:
        self.total = total
        self.items = items

    def __next__(self) -> Item:
        return next(self.items)

    def close(self) -> None:
        self.items.close()


class FacetValue(NamedTuple):
    """A value, and how many hits the search has if it alone is chosen in its facet."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a facet, selected ones first, then by falling count.

    `distinct` is how many values have a count above zero, listed or not.
    """

    name: FacetName
    values: tuple[FacetValue, ...]
    distinct: int


class Period(NamedTuple):
    """A year ("2019"), month ("2019-08") or day ("2019-08-31") and how many hits fall into it."""

    period: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a `SearchRequest`.

    `partial` says that a limit was reached, so that `total` and the counts cover only what was
    searched; `notices` say to the reader which. `understood` is how the query
    was read, in its own language. `suggestion` is another spelling that finds something.

    `relaxed` says that hits need not have all words; `matching_all` of them have, and come first.
    `some_from` counts the hits of this page, from 0, up to the first that has only some words and comes
    after one with all; None if there is none.
    `matching_some` is what the same search finds with `match=some`: None if that is no other search,
    or if it was not asked because there is enough with all words.

    `undated` hits are in no period of the timeline; `spread` ones, of whose dates less is known, are in
    each of several. An answer that `is_kept` was made for an earlier search.
    """

    request: SearchRequest
    total: int
    pages: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    timeline: tuple[Period, ...] = ()
    undated: int = 0
    spread: int = 0
    partial: bool = False
    is_kept: bool = False
    suggestion: str = ""
    understood: str = ""
    notices: tuple[Notice, ...] = ()
    relaxed: bool = False
    matching_all: int = 0
    matching_some: int | None = None
    some_from: int | None = None


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph of an article page. `html` is escaped text with its spans as elements (the contents of
    a table are its rows) and matches in <mark>; what is left of a match in the next cell of a table is in
    <mark class="more">."""

    anchor: str
    kind: ParagraphKind
    html: str
    matches: int
    form: Form = PLAIN
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article with the matches of a query marked; `paragraphs` starts with the body, and `captions`
    are those of the article. `is_whole` is False if there was no time to mark all of it. `copies` are
    articles with the same text."""

    article: Article
    title_html: str
    summary_html: str
    paragraphs: tuple[MarkedParagraph, ...]
    captions: tuple[MarkedParagraph, ...]
    matches: int
    is_whole: bool = True
    copies: Copies = NO_COPIES


@dataclass(frozen=True, slots=True)
class Completion:
    """Something to offer while a query is typed.

    `kind` is "word" (then `text` is the whole query with its end completed), "title" (then `id` is the
    article's), or the name of a facet that has the value `text`. `query` is the query to
    search for if it is taken. `count` is what that search finds; 0 if it was not counted.
    """

    text: str
    kind: str
    count: int = 0
    id: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """What is being served."""

    generation: str
    articles: int
    paragraphs: int
    published_at: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why what is served is not, or may not stay, what was published: a sentence for operators. What is
    served is whole, and was published at `published_at` (ISO 8601)."""

    generation: str
    published_at: str
    reason: str

    def __str__(self) -> str:
        return (
            f"Generation {self.generation}, published {self.published_at}, is served: {self.reason}"
        )
