"""The embedded engine: it serves the published generation and follows when another is published."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from search.config.archive import ArchiveConfig
from search.engines.whoosh import generations
from search.engines.whoosh.searching.related import related, words_of_passage
from search.engines.whoosh.searching.scanning import scan, scan_articles
from search.engines.whoosh.searching.searcher import Searcher
from search.engines.whoosh.searching.suggester import completions
from search.errors import IndexDamaged
from search.model.deadline import NEVER, Deadline
from search.model.facets import FacetName
from search.model.related import RelatedArticles
from search.model.request import SearchRequest
from search.model.results import (
    Completion,
    FacetValue,
    FoundArticle,
    Hit,
    MarkedArticle,
    Results,
    Scan,
    Status,
)

Answer = TypeVar("Answer")

_ATTEMPTS = 5


class WhooshEngine:
    """Implements `search.engines.protocol.Engine` over an index folder.

    Opening is put off to the first call, so that every worker process maps the files for itself.
    Each call looks whether another generation was published, and opens it if so.
    """

    def __init__(self, index: Path, time_limit: float = 2.0) -> None:
        self._index = index
        self._time_limit = time_limit
        self._searcher: Searcher | None = None
        self._pointer = (0, 0)
        self._opening = threading.Lock()

    def search(self, request: SearchRequest, deadline: Deadline | None = None) -> Results:
        return self._ask(lambda searcher: searcher.search(request, deadline))

    def scan(
        self,
        request: SearchRequest,
        deadline: Deadline | None = None,
        *,
        skip: int = 0,
        most: int | None = None,
    ) -> Scan[Hit]:
        return self._ask(lambda searcher: scan(searcher, request, deadline or NEVER, skip, most))

    def scan_articles(
        self,
        request: SearchRequest,
        deadline: Deadline | None = None,
        *,
        skip: int = 0,
        most: int | None = None,
    ) -> Scan[FoundArticle]:
        return self._ask(
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

    def close(self) -> None:
        self._searcher = None

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
        return question(self._current())

    def _current(self) -> Searcher:
        """The published generation, opened; while one thread opens it, others use the last one."""
        searcher = self._searcher
        pointer = generations.pointer(self._index)
        if searcher is not None and pointer == self._pointer:
            return searcher
        if not self._opening.acquire(blocking=searcher is None):
            return searcher or self._open()
        try:
            latest = self._searcher
            if latest is None or latest.generation.name != generations.current_name(self._index):
                self._searcher = latest = self._open()
            self._pointer = pointer
            return latest
        finally:
            self._opening.release()

    def _open(self) -> Searcher:
        """Open the current generation, again if it is replaced and removed meanwhile."""
        for _ in range(_ATTEMPTS):
            generation = generations.current(self._index)
            try:
                return Searcher(generation, self._time_limit)
            except OSError as error:
                if generations.current_name(self._index) == generation.name:
                    raise IndexDamaged(
                        f"{generation.folder} cannot be opened ({error}): run `backissue check` to see"
                        " what is wrong, and `backissue reindex --full` to build it again."
                    ) from error
        raise IndexDamaged(f"The index in {self._index} changes faster than it can be opened.")
