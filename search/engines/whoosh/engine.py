"""The embedded engine: it serves the published generation and follows when another is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from search.config.archive import ArchiveConfig
from search.engines.whoosh.opened import Opened, UsedScan
from search.engines.whoosh.searching.crosstab import crosstab
from search.engines.whoosh.searching.duplicates_listed import listed_duplicates
from search.engines.whoosh.searching.related import related, words_of_passage
from search.engines.whoosh.searching.scanning import scan, scan_articles
from search.engines.whoosh.searching.searcher import Searcher
from search.engines.whoosh.searching.suggester import completions
from search.engines.whoosh.serving import Serving
from search.errors import IndexDamaged
from search.model.crosstab import Crosstab, FacetValues
from search.model.deadline import NEVER, Deadline
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

Answer = TypeVar("Answer")
Item = TypeVar("Item")


class WhooshEngine:
    """Implements `search.engines.protocol.Engine` over an index folder.

    Opening is put off to the first call, so that every worker process opens the files for itself.
    Each call looks whether another generation was published, and opens it if so. If damage is found by
    a call, it is repeated in an earlier generation.
    """

    def __init__(self, index: Path, time_limit: float = 2.0) -> None:
        self._serving = Serving(index, time_limit)

    def search(self, request: SearchRequest, deadline: Deadline | None = None) -> Results:
        return self._ask(lambda searcher: searcher.search(request, deadline))

    def crosstab(
        self,
        request: SearchRequest,
        rows: FacetValues,
        columns: FacetValues,
        deadline: Deadline | None = None,
    ) -> Crosstab:
        return self._ask(lambda searcher: crosstab(searcher, request, rows, columns, deadline))

    def scan(
        self,
        request: SearchRequest,
        deadline: Deadline | None = None,
        *,
        skip: int = 0,
        most: int | None = None,
    ) -> Scan[Hit]:
        return self._scan(lambda searcher: scan(searcher, request, deadline or NEVER, skip, most))

    def scan_articles(
        self,
        request: SearchRequest,
        deadline: Deadline | None = None,
        *,
        skip: int = 0,
        most: int | None = None,
    ) -> Scan[FoundArticle]:
        return self._scan(
            lambda searcher: scan_articles(searcher, request, deadline or NEVER, skip, most)
        )

    def article(
        self, id: str, text: str = "", deadline: Deadline | None = None
    ) -> MarkedArticle | None:
        return self._ask(lambda searcher: searcher.article(id, text, deadline))

    def related(self, id: str, deadline: Deadline | None = None) -> RelatedArticles | None:
        return self._ask(lambda searcher: related(searcher, id, deadline))

    def distinctive_words(self, id: str, anchor: str = "") -> tuple[str, ...] | None:
        return self._ask(lambda searcher: words_of_passage(searcher, id, anchor))

    def duplicates(self) -> tuple[tuple[Duplicate, ...], ...] | None:
        return self._ask(listed_duplicates)

    def values(self, facet: FacetName) -> tuple[FacetValue, ...]:
        return self._ask(lambda searcher: searcher.values(facet))

    def suggest(
        self, text: str, limit: int = 8, narrowed: SearchRequest | None = None
    ) -> tuple[Completion, ...]:
        return self._ask(lambda searcher: completions(searcher, text, limit, narrowed))

    def config(self) -> ArchiveConfig:
        return self._ask(lambda searcher: searcher.config)

    def status(self) -> Status:
        return self._ask(lambda searcher: searcher.status())

    def fault(self) -> Fault | None:
        return self._serving.fault

    def close(self) -> None:
        self._serving.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, question: Callable[[Searcher], Answer]) -> Answer:
        return self._use(lambda opened: question(opened.searcher))

    def _scan(self, scanned: Callable[[Searcher], Scan[Item]]) -> Scan[Item]:
        return self._use(lambda opened: UsedScan(scanned(opened.searcher), opened))

    def _use(self, question: Callable[[Opened], Answer]) -> Answer:
        while True:
            opened = self._serving.use()
            try:
                answer = question(opened)
                opened.bound_memory()
                return answer
            except IndexDamaged as error:
                if not self._serving.give_up(opened, error):
                    raise
            finally:
                opened.leave()
