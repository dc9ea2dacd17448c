"""A search by reading every article from beginning to end: slow, plain, and right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from search import analysis
from search.articles import Article
from search.request import FACETS, FacetName, SearchRequest

STEMMED = ("title", "text")
ANYWHERE = ("title", "text", "author")


@dataclass(frozen=True)
class Word:
    """A word, a phrase (several words) or, with `is_prefix`, a beginning, in a field or anywhere."""

    words: tuple[str, ...]
    field: str = ""
    is_prefix: bool = False

    def __str__(self) -> str:
        text = " ".join(self.words)
        shown = f'"{text}"' if len(self.words) > 1 else text + "*" * self.is_prefix
        return f"{self.field}:{shown}" if self.field else shown

    def holds(self, item: Item) -> bool:
        fields = (self.field,) if self.field else item.anywhere
        return any(self._stands_in(text, field) for field in fields for text in item.texts(field))

    def _stands_in(self, text: str, field: str) -> bool:
        found = analysis.words(text)
        folded = [analysis.fold(word) for word in self.words]
        if self.is_prefix:
            return any(word.startswith(folded[0]) for word in found)
        form: Callable[[str], str] = analysis.stem if field in STEMMED else str
        wanted = [form(word) for word in folded]
        forms = [form(word) for word in found]
        size = len(wanted)
        return any(forms[at : at + size] == wanted for at in range(len(forms) - size + 1))


@dataclass(frozen=True)
class Both:
    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return "(" + " ".join(map(str, self.parts)) + ")"

    def holds(self, item: Item) -> bool:
        return all(part.holds(item) for part in self.parts)


@dataclass(frozen=True)
class Either:
    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return "(" + " OR ".join(map(str, self.parts)) + ")"

    def holds(self, item: Item) -> bool:
        return any(part.holds(item) for part in self.parts)


@dataclass(frozen=True)
class Without:
    part: Query

    def __str__(self) -> str:
        return f"(NOT {self.part})"

    def holds(self, item: Item) -> bool:
        return not self.part.holds(item)


Query = Word | Both | Either | Without


@dataclass(frozen=True)
class Item:
    """An article, or one of its passages."""

    article: Article
    passage: int | None = None

    @property
    def anywhere(self) -> tuple[str, ...]:
        return ANYWHERE if self.passage is None else ("text",)

    def texts(self, field: str) -> Sequence[str]:
        if field == "title":
            return (self.article.title,)
        if field == "text":
            texts = [paragraph.text for paragraph in self.article.passages]
            return texts if self.passage is None else (texts[self.passage],)
        return values(self.article, field)  # type: ignore[arg-type]


def values(article: Article, facet: FacetName) -> tuple[str, ...]:
    every = {
        "author": article.authors,
        "region": article.regions,
        "theme": article.themes,
        "report": article.reports,
        "source": (article.source.name,) if article.source.name else (),
    }
    return every[facet]


def matching(
    articles: Sequence[Article],
    query: Query | None,
    request: SearchRequest,
    ignoring: FacetName | None = None,
) -> list[Item]:
    """The items that match a query and all filters of `request`, one facet's left out."""
    return [
        item
        for item in _items(articles, request)
        if (query is None or query.holds(item)) and _passes(item.article, request, ignoring)
    ]


def counts(
    articles: Sequence[Article], query: Query | None, request: SearchRequest, facet: FacetName
) -> Counter[str]:
    """How many items would be found for each value of a facet, if it alone were chosen in it."""
    found = matching(articles, query, request, ignoring=facet)
    return Counter(value for item in found for value in values(item.article, facet))


def _items(articles: Sequence[Article], request: SearchRequest) -> Iterator[Item]:
    for article in articles:
        if request.unit == "article":
            yield Item(article)
        else:
            yield from (Item(article, number) for number in range(len(article.passages)))


def _passes(article: Article, request: SearchRequest, ignoring: FacetName | None) -> bool:
    for facet in FACETS:
        chosen, own = request.selection(facet), set(values(article, facet))
        if facet == ignoring:
            continue
        if chosen.included and not own & set(chosen.included):
            return False
        if own & set(chosen.excluded):
            return False
    if request.since and not (article.published and article.published >= request.since):
        return False
    return not request.until or bool(article.published and article.published <= request.until)
