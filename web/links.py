"""Addresses of pages, built from what they show. Parameters come from `SearchRequest` alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from search.model.facets import DEFAULT_FACETS, LANGUAGE, FacetName, FacetTable
from search.model.request import ARTICLE, PAGE, PASSAGE, TEXT, WITHIN, SearchRequest
from search.result_formats.paths import article_path, search_path
from web.url_templates import (
    DateTemplate,
    UrlTemplate,
    ValueTemplates,
    date_template,
    query,
    value_templates,
)

LETTER, YEAR = "letter", "year"
REINDEX = "/reindex"
MOST_IN_LINKS = 600
"""Characters of a search in an address."""
OFFERED = DEFAULT_FACETS.without([LANGUAGE])
"""The facets of an archive in one language that has no settings."""


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses under `root`, the path that the site is mounted at (usually ""), for an archive that
    offers `facets`."""

    root: str = ""
    facets: FacetTable = OFFERED

    def home(self) -> str:
        return f"{self.root}/"

    def help(self) -> str:
        return f"{self.root}/help"

    def about(self) -> str:
        return f"{self.root}/about"

    def chronicle(self, year: str = "", page: int = 1) -> str:
        """The articles by date: all, or those of a year."""
        params = [(YEAR, year)] if year else []
        params += [(PAGE, str(page))] if page != 1 else []
        return f"{self.root}/articles{'?' if params else ''}{query(params)}"

    def api(self) -> str:
        """The page about the addresses for programs."""
        return f"{self.root}/api"

    def view(self) -> str:
        """Where a choice of how results are listed is sent."""
        return f"{self.root}/view"

    def search(self, request: SearchRequest) -> str:
        params = request.to_params()
        return f"{self._results}?{query(params)}" if params else self._results

    def trends(self, params: Sequence[tuple[str, str]] = (), format: str = "") -> str:
        """Searches over time, or their counts in a format for programs."""
        path = f"{self.root}/trends{format and '.'}{format}"
        return f"{path}?{query(params)}" if params else path

    def export(self, request: SearchRequest, format: str) -> str:
        """The search in a format for programs."""
        return f"{self.root}{search_path(request, format)}"

    def are_short(self, request: SearchRequest) -> bool:
        """Whether hundreds of links can each hold the whole search. Where it is longer, a page holds it
        once, in the fields of its form."""
        return len(query(request.to_params())) <= MOST_IN_LINKS

    def search_for(self, text: str) -> str:
        return self.search(SearchRequest(text=text))

    def page(self, request: SearchRequest, number: int) -> str:
        return self.search(replace(request, page=number))

    def article(self, id: str, search: str = "") -> str:
        """The article `id`, found by `search`, which is the query of an address as `query` makes it: its
        matches are marked, and its results are the way back."""
        return f"{self.root}{article_path(id)}{'?' if search else ''}{search}"

    def similar(self, id: str, anchor: str = "") -> str:
        """The search for articles like `id`, or like its passage `anchor`."""
        passage = [(PASSAGE, anchor)] if anchor else []
        return f"{self._results}/similar?{query([(ARTICLE, id), *passage])}"

    def similar_passages(self, id: str) -> UrlTemplate:
        """Addresses of the searches for articles like each passage of `id`."""
        return UrlTemplate(f"{self.similar(id)}&{PASSAGE}=", "")

    def browse(
        self,
        facet: FacetName,
        letter: str = "",
        typed: str = "",
        within: SearchRequest | None = None,
    ) -> str:
        """The values of a facet from A to Z: all, one letter, or those that `typed` matches; in the
        whole archive, or in the hits of the search `within`."""
        params = [(name, value) for name, value in ((TEXT, typed), (LETTER, letter)) if value]
        params += [(WITHIN, search_of(within))] if within else []
        return f"{self.root}/{self.facets[facet].plural}{'?' if params else ''}{query(params)}"

    def with_values(self, request: SearchRequest) -> ValueTemplates:
        """Addresses of `request` with one more value."""
        return value_templates(self._results, request, self.facets.names)

    def with_dates(self, request: SearchRequest) -> DateTemplate:
        """Addresses of `request` with other dates."""
        return date_template(self._results, request)

    @property
    def _results(self) -> str:
        return f"{self.root}/search"


def search_of(request: SearchRequest) -> str:
    """A search as the query of its address, from its first page: what the parameter WITHIN holds."""
    whole = replace(request, page=1, facet_size=SearchRequest().facet_size)
    return query(whole.to_params())


def with_anchor(address: str, anchor: str) -> str:
    """The address of the element `anchor` on a page."""
    return f"{address}#{quote(anchor, safe='')}"


def is_web_address(address: str) -> bool:
    """Whether a link may lead there: http and https only, so that no script hides in one."""
    return address.lower().startswith(("http://", "https://"))
