"""Addresses of pages, built from what they show. Parameters come from `SearchRequest` alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, quote_plus, urlencode

from search.request import TEXT, FacetName, Params, SearchRequest
from search.serialization import article_path

LETTER = "letter"

_SLOT = "\0value"


@dataclass(frozen=True, slots=True)
class Slot:
    """An address with a gap for one value: filling it costs a join, not a whole request."""

    before: str
    after: str

    def filled(self, value: str) -> str:
        """`value` is quoted already: see `quoted`."""
        return f"{self.before}{value}{self.after}"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses under `root`, the path that the site is mounted at ("" as a rule)."""

    root: str = ""

    def home(self) -> str:
        return f"{self.root}/"

    def search(self, request: SearchRequest) -> str:
        return self._search(request.to_params())

    def search_for(self, text: str) -> str:
        return self.search(SearchRequest(text=text))

    def page(self, request: SearchRequest, number: int) -> str:
        return self.search(replace(request, page=number))

    def article(self, id: str, text: str = "", anchor: str = "") -> str:
        """The article `id`, the matches of `text` marked, at the paragraph `anchor`."""
        fragment = f"#{quote(anchor, safe='')}" if anchor else ""
        return f"{self.root}{article_path(id, text)}{fragment}"

    def browse(self, facet: FacetName, letter: str = "", typed: str = "") -> str:
        """The values of a facet from A to Z: all, those of one letter, those that `typed` finds."""
        params = [(name, value) for name, value in ((TEXT, typed), (LETTER, letter)) if value]
        query = f"?{urlencode(params)}" if params else ""
        return f"{self.root}/{facet}s{query}"

    def including(self, request: SearchRequest, facet: FacetName) -> Slot:
        """Addresses of `request.with_value(facet, value)`, for values that are not chosen yet."""
        return self._slot(request.with_value(facet, _SLOT).to_params(), facet)

    def excluding(self, request: SearchRequest, facet: FacetName) -> Slot:
        """Addresses of `request.excluding_value(facet, value)`, likewise."""
        return self._slot(request.excluding_value(facet, _SLOT).to_params(), f"-{facet}")

    def _search(self, params: Sequence[tuple[str, str]]) -> str:
        query = f"?{urlencode(params)}" if params else ""
        return f"{self.root}/search{query}"

    def _slot(self, params: Params, name: str) -> Slot:
        place = params.index((name, _SLOT))
        before = urlencode([*params[:place], (name, "")])
        after = urlencode(params[place + 1 :])
        return Slot(f"{self.root}/search?{before}", f"&{after}" if after else "")


def quoted(value: str) -> str:
    """A value as it stands in the query of an address."""
    return quote_plus(value)


def is_web_address(address: str) -> bool:
    """Whether a link may lead there: http and https only, so that no script hides in one."""
    return address.lower().startswith(("http://", "https://"))
