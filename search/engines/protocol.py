"""What every engine offers. Pages, commands and tests know these protocols and no engine."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from search.config.archive import ArchiveConfig
from search.model.crosstab import Crosstab, FacetValues
from search.model.deadline import Deadline
from search.model.facets import FacetName
from search.model.related import RelatedArticles
from search.model.request import SearchRequest
from search.model.results import (
    Completion,
    Duplicate,
    FacetValue,
    Fault,
    FoundArticle,
    Hit,
    MarkedArticle,
    Results,
    Scan,
    Status,
)


class Engine(Protocol):
    """Answers searches from the generation that is published at the time of the call.

    Every method may raise `IndexMissing`, `IndexDamaged` or `IndexUnreachable`; input that cannot be
    used raises `BadParameter` and nothing else. Safe to use from several threads.

    A `deadline` is that of the whole request that the answer is for; None gives an answer the time limit
    of the engine. What is there by then is the answer, and it says that it is not whole. What the
    deadline's own check raises is passed on.
    """

    def search(self, request: SearchRequest, deadline: Deadline | None = None) -> Results:
        """Hits, exact counts and passages for `request`."""

    def crosstab(
        self,
        request: SearchRequest,
        rows: FacetValues,
        columns: FacetValues,
        deadline: Deadline | None = None,
    ) -> Crosstab:
        """The hits of `request` by the values of two facets; what it selects in these does not matter."""

    def scan(
        self,
        request: SearchRequest,
        deadline: Deadline | None = None,
        *,
        skip: int = 0,
        most: int | None = None,
    ) -> Scan[Hit]:
        """Every hit in the order of the request, whatever its page and size, made one by one: those after
        the first `skip`, `most` of them.

        The search runs at the call, so errors are raised by the call, `SearchTooLong` if it does not end
        by the deadline (None: there is none); the hits may take longer. After that only
        `IndexUnreachable` may still be raised, by any item. Generations that are published meanwhile do
        not matter. What is held in memory does not grow with the hits that were given.
        """

    def scan_articles(
        self,
        request: SearchRequest,
        deadline: Deadline | None = None,
        *,
        skip: int = 0,
        most: int | None = None,
    ) -> Scan[FoundArticle]:
        """`scan` with the whole article of each hit."""

    def article(
        self, id: str, text: str = "", deadline: Deadline | None = None
    ) -> MarkedArticle | None:
        """The article with that id, matches of the query `text` marked; None if there is none."""

    def related(self, id: str, deadline: Deadline | None = None) -> RelatedArticles | None:
        """The articles nearest to the article with that id by their distinctive words; None if there is
        no such article. Never the article itself, nor one of its copies."""

    def distinctive_words(self, id: str, anchor: str = "") -> tuple[str, ...] | None:
        """The words, folded, that tell most of what the passage `anchor` of an article is about, or the
        whole article without an anchor; None if there is no such passage."""

    def duplicates(self) -> tuple[tuple[Duplicate, ...], ...] | None:
        """The groups of articles with the same text, the largest first, each in the order of ids; None if
        the index does not group them."""

    def values(self, facet: FacetName) -> tuple[FacetValue, ...]:
        """All values of a facet with their number of articles, in alphabetical order."""

    def suggest(
        self, text: str, limit: int = 8, narrowed: SearchRequest | None = None
    ) -> tuple[Completion, ...]:
        """Completions of a query that is being typed, best first, within the filters of `narrowed`."""

    def config(self) -> ArchiveConfig:
        """What the archive says of itself, with the facets that it offers."""

    def status(self) -> Status:
        """What is being served."""

    def fault(self) -> Fault | None:
        """What is wrong though the last call was answered; None if nothing is. Costs nothing and raises
        nothing."""

    def close(self) -> None:
        """Release files and memory; the engine must not be used afterwards."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
