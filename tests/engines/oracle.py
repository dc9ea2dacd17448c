"""A search by reading every article from beginning to end: slow, plain, and right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.model.articles import Article
from search.model.dates import PartialDate
from search.model.facets import FacetName
from search.model.request import SearchRequest
from tests.engines.oracle_leaves import Item, Leaf, may_be, values
from tests.support import FACETS

_YEARS = tuple(map(PartialDate, range(2016, 2023)))
_MONTHS = tuple(PartialDate(each.year, month) for each in _YEARS for month in range(1, 13))
"""All periods in which the articles of `strategies` are dated, and some more."""


@dataclass(frozen=True)
class Boosted:
    """Weighs more or less; matches the same."""

    part: Query
    boost: float

    def __str__(self) -> str:
        return f"{self.part}^{self.boost}"

    def holds(self, item: Item) -> bool:
        return self.part.holds(item)


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


Query = Leaf | Boosted | Both | Either | Without


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


def timeline(
    articles: Sequence[Article], query: Query | None, request: SearchRequest, shown: Sequence[str]
) -> dict[str, int]:
    """How many items would be found in each month or year, whichever `shown` are, that has any."""
    found = matching(articles, query, replace(request, since=None, until=None))
    counts: dict[str, int] = {}
    for period in _MONTHS if "-" in "".join(shown) else _YEARS:
        first, last = period.span
        since, until = max(first, request.since or first), min(last, request.until or last)
        count = sum(may_be(item.article.published, since, until) for item in found)
        counts |= {period.isoformat(): count} if count else {}
    return counts


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
    return not (request.since or request.until) or may_be(
        article.published, request.since, request.until
    )
