"""Counts by two facets at once: the same on every engine, and what a search for each cell finds."""

from __future__ import annotations

from datetime import date

import pytest

from search import SearchRequest
from search.engines import Engine
from search.errors import BadParameter
from search.model.crosstab import FacetValues, cell_request
from search.model.deadline import Deadline


def _largest(engine: Engine, request: SearchRequest, facet: str) -> FacetValues:
    (found,) = engine.search(SearchRequest(request.text, facets=[facet], facet_size=2)).facets
    return FacetValues(facet, (*(each.value for each in found.values), "Nobody’s"))


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest(),
        SearchRequest("river", unit="paragraph"),
        SearchRequest(
            "river", themes=["Railways"], not_regions=["West Africa"], since=date(2003, 1, 1)
        ),
        SearchRequest("rivr flood harbour", not_authors=["Ada Byron"]),
    ],
    ids=["all", "paragraphs", "selected", "some words"],
)
def test_each_cell_counts_what_its_search_finds(engine: Engine, request_: SearchRequest) -> None:
    rows, columns = (_largest(engine, request_, name) for name in ("theme", "region"))
    found = engine.crosstab(request_, rows, columns)
    assert (found.rows, found.columns, found.is_whole) == (rows, columns, True)
    assert sum(map(sum, found.counts))
    assert found.counts == tuple(
        tuple(
            engine.search(cell_request(request_, "theme", row, "region", column)).total
            for column in columns.values
        )
        for row in rows.values
    )


def test_facets_that_cannot_be_crossed_are_refused(engine: Engine) -> None:
    themes, nothing = FacetValues("theme", ("Railways",)), FacetValues("weather", ("Rain",))
    for rows, columns in ((themes, themes), (themes, nothing), (nothing, themes)):
        with pytest.raises(BadParameter):
            engine.crosstab(SearchRequest(), rows, columns)


def test_what_is_not_counted_in_time_is_said_to_be_missing(engine: Engine) -> None:
    themes, regions = FacetValues("theme", ("Railways",)), FacetValues("region", ("Asia",))
    over = Deadline.after(-1)
    found = engine.crosstab(SearchRequest("river"), themes, regions, over)
    every = engine.crosstab(SearchRequest("river"), themes, regions)
    assert not found.is_whole or found == every
