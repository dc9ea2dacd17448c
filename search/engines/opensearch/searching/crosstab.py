"""Counts by two facets at once."""

from __future__ import annotations

from search.config.archive import ArchiveConfig
from search.engines.common import facet_listing
from search.engines.opensearch.searching import request_body, response
from search.engines.opensearch.searching.searcher import Searcher
from search.model.crosstab import Crosstab, FacetValues
from search.model.request import SearchRequest


def crosstab(
    searcher: Searcher,
    request: SearchRequest,
    config: ArchiveConfig,
    rows: FacetValues,
    columns: FacetValues,
) -> Crosstab:
    """See `search.engines.protocol.Engine.crosstab`; `config` is that of the archive."""
    facet_listing.check_crosstab(request, rows, columns, config.facets)
    asked = searcher.asked(request, config)
    body = request_body.crosstab(request, asked, rows, columns, searcher.time_limit)
    return response.crosstab(rows, columns, searcher.index.search(body, request.text))
