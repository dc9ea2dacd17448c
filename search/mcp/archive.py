"""What the tools of language models work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from search.config.archive import ArchiveConfig
from search.engines.protocol import Engine
from search.errors import BackissueError
from search.model.deadline import Deadline
from search.model.facets import FacetTable
from search.model.request import SearchRequest
from search.result_formats.paths import article_path, search_path


@dataclass(frozen=True, slots=True)
class Archive:
    """An engine with the facets that it offers, and how paths of the site become addresses. `deadline` is
    that of one call of a tool; None gives it the time limit of the engine."""

    engine: Engine
    facets: FacetTable
    address: Callable[[str], str]
    title: str
    deadline: Deadline | None = None

    @classmethod
    def of(cls, engine: Engine, title: str = "", site: str = "") -> Archive:
        """With the title and the address that the archive itself has, where none is given; as an archive
        without settings while there is no index."""
        try:
            config = engine.config()
        except BackissueError:
            config = ArchiveConfig()
        base = site.rstrip("/") or config.url
        name = title or config.title or "Backissue"
        return cls(engine, config.facets, lambda path: f"{base}{path}", name)

    def article_url(self, id: str, anchor: str = "") -> str:
        """The address of an article, or of one of its paragraphs."""
        fragment = f"#{quote(anchor, safe='')}" if anchor else ""
        return self.address(f"{article_path(id)}{fragment}")

    def search_url(self, request: SearchRequest) -> str:
        """The address of the page of a search."""
        return self.address(search_path(request))
