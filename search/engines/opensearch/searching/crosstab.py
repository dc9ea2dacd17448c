"""Counts by two facets at once."""

from __future__ import annotations

from typing import Any

from search.config.archive import ArchiveConfig
from search.engines.common import facet_listing
from search.engines.opensearch.searching.request_body import filtered, filters, matching, only
from search.engines.opensearch.searching.response import buckets, is_whole
from search.engines.opensearch.searching.searcher import Searcher
from search.engines.opensearch.stored_articles import sent
from search.model.crosstab import Crosstab, FacetValues
from search.model.request import SearchRequest

Json = dict[str, Any]

_KEPT, _ROWS, _COLUMNS = "kept", "rows", "columns"


def crosstab(
    searcher: Searcher,
    request: SearchRequest,
    config: ArchiveConfig,
    rows: FacetValues,
    columns: FacetValues,
) -> Crosstab:
    """See `search.engines.protocol.Engine.crosstab`; `config` is that of the archive."""
    facet_listing.check_crosstab(request, rows, columns, config.facets)
    body = _body(searcher, request, config, rows, columns)
    return _crosstab(rows, columns, searcher.index.search(body, request.text))


def _body(
    searcher: Searcher,
    request: SearchRequest,
    config: ArchiveConfig,
    rows: FacetValues,
    columns: FacetValues,
) -> Json:
    kept = filters(request, rows.facet, columns.facet) or {"match_all": {}}
    counted = {_ROWS: {"terms": only(rows), "aggs": {_COLUMNS: {"terms": only(columns)}}}}
    return {
        **matching(request, searcher.asked(request, config)),
        "aggs": {_KEPT: filtered(kept, counted)},
        "size": 0,
        "track_total_hits": False,
        "timeout": f"{round(searcher.time_limit * 1000)}ms",
    }


def _crosstab(rows: FacetValues, columns: FacetValues, answer: Json) -> Crosstab:
    found = answer["aggregations"][_KEPT][_ROWS]["buckets"]
    by_row = {each["key"]: dict(buckets(each[_COLUMNS])) for each in found}
    counts = tuple(
        tuple(by_row.get(sent(row), {}).get(sent(column), 0) for column in columns.values)
        for row in rows.values
    )
    return Crosstab(rows, columns, counts, is_whole(answer))
