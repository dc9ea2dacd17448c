"""Several searches side by side, over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args
from unicodedata import normalize

from search.errors import BadParameter
from search.model.crosstab import Crosstab
from search.model.facets import FacetName, FacetTable
from search.model.params import Params, choice
from search.model.request import TEXT, Interval, SearchRequest
from search.model.results import Results

Measure = Literal["count", "share"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
MEASURE, ROWS, COLUMNS = "measure", "rows", "columns"
MOST_QUERIES = 4


@dataclass(frozen=True, slots=True)
class TrendsRequest:
    """Searches that differ only in their words, at most MOST_QUERIES; what is shown of each period, its
    hits or their share of all that the archive has in it; and the facets of a cross-tabulation ("": those
    that are usual)."""

    searches: tuple[SearchRequest, ...]
    measure: Measure = "count"
    rows: FacetName = ""
    columns: FacetName = ""

    @property
    def common(self) -> SearchRequest:
        """What the searches have in common."""
        return replace(self.searches[0], text="")

    def with_common(self, common: SearchRequest) -> TrendsRequest:
        """The same words, with other filters."""
        found = tuple(replace(common, text=each.text) for each in self.searches)
        return replace(self, searches=found)

    def to_params(self) -> Params:
        """The URL parameters, defaults left out."""
        params = [(TEXT, each.text) for each in self.searches if each.text]
        params += self.common.to_params()
        params += [(MEASURE, self.measure)] if self.measure != "count" else []
        return params + [
            (name, value) for name, value in ((ROWS, self.rows), (COLUMNS, self.columns)) if value
        ]

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]], facets: FacetTable) -> TrendsRequest:
        """Read URL parameters: those of a search, of which each `q` is another one. Raises `BadParameter`
        for a value that cannot be used."""
        given = [(name, normalize("NFC", value.strip())) for name, value in params]
        texts = list(dict.fromkeys(value for name, value in given if name == TEXT and value))
        if len(texts) > MOST_QUERIES:
            expected = f"at most {MOST_QUERIES} searches can be compared"
            raise BadParameter(TEXT, texts[MOST_QUERIES], expected)
        rest = [(name, value) for name, value in given if name != TEXT and value]
        common = SearchRequest.from_params(rest, facets).of_no_page()
        own = {name: [value] for name, value in rest}
        return cls(
            tuple(replace(common, text=text) for text in texts or [""]),
            choice(own, MEASURE, MEASURES),
            _facet(own, ROWS, facets),
            _facet(own, COLUMNS, facets),
        )


def _facet(given: Mapping[str, list[str]], name: str, facets: FacetTable) -> FacetName:
    return choice(given, name, ("", *facets.names))


@dataclass(frozen=True, slots=True)
class Trends:
    """The answer to a `TrendsRequest`. The timelines of `series`, one for each search, and of `archive`,
    everything in the same dates, have periods of one kind, `interval`; `crosstab` is of the first
    search, by the facets `crossed`, if there are two and it has values of both."""

    request: TrendsRequest
    interval: Interval
    archive: Results
    series: tuple[Results, ...]
    crossed: tuple[FacetName, ...]
    crosstab: Crosstab | None

    @property
    def is_whole(self) -> bool:
        """Whether all was counted in time."""
        is_crossed = self.crosstab is None or self.crosstab.is_whole
        return is_crossed and not any(each.partial for each in (self.archive, *self.series))
