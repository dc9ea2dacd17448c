"""The bodies of requests to the cluster: a search is one request.

The words and dates of a search are the query; its selections in facets are a `post_filter`. So the
aggregations, which cover the matches of the query, can ignore the selection in the facet that they
count:

    kept                matches that pass all filters: the timeline, and facets without a selection
    without.<facet>     matches that pass the filters of all other facets: a facet with a selection

If there are no selections at all, the aggregations of `kept` are at the top level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from search.engines.common import facet_listing
from search.engines.common.sorting import sort_of
from search.engines.common.timeline import days_asked
from search.engines.opensearch.searching.asked import Asked
from search.engines.opensearch.searching.date_ranges import days
from search.engines.opensearch.searching.translation import translated
from search.engines.opensearch.stored_articles import sent
from search.model.crosstab import FacetValues
from search.model.facets import FacetName
from search.model.request import SearchRequest, Sort, Unit
from search.query.tree import Query

Json = dict[str, Any]

KEPT, WITHOUT, TIMELINE, DAYS = "kept", "without", "timeline", "days"
NAMED, DISTINCT = "named", "distinct"

WINDOW = 10_000
"""Hits that the cluster reaches in one request, from the first."""
MOST_VALUES = 1_000_000
"""More than a facet has values: if each shard gives all of them, counts are exact."""
_LONG = ["stored.summary", "stored.paragraphs", "stored.captions"]
"""What only passages need."""
HOLDS_ALL = 16_384.0
"""What hits with all words score on top where some are enough: more than words give, and little enough
for 32 bits to tell their scores apart."""
_PRECISION = 40_000
"""Up to this number, distinct values are counted (nearly) exactly; the cluster allows no more."""


_ALL_WORDS_FIRST: Json = {
    "_script": {
        "type": "number",
        "order": "asc",
        "script": {"source": "_score >= params.all ? 0 : 1", "params": {"all": HOLDS_ALL}},
    }
}
# Without a number of ours a document without a day has the least or greatest there is, and with that as
# `search_after` the cluster finds none of the others that have no day either.
_LATEST_FIRST: Json = {"day": {"order": "desc", "missing": 0}}
_EARLIEST_FIRST: Json = {"day": {"order": "asc", "missing": date.max.toordinal() + 1}}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of an index.

    `is_split`: it has several shards, and each must return all values of a facet. `wide` are the
    facets with more values than a list had room for, so that requests must ask how many there are.
    (To ask that in vain takes longer than the rest of the search.)
    """

    is_split: bool = False
    wide: frozenset[FacetName] = frozenset()


def search(request: SearchRequest, asked: Asked, time_limit: float, shape: Shape) -> Json:
    """The search for a page of hits, with all counts."""
    skip = (request.page - 1) * request.size
    is_near = skip + request.size <= WINDOW
    return {
        **matching(request, asked),
        **_selected(request),
        "aggs": _aggregations(request, shape),
        "sort": order(request, asked),
        "from": skip if is_near else 0,
        "size": request.size if is_near else 0,
        "_source": source_filter(request),
        "track_total_hits": True,
        "track_scores": True,
        "timeout": f"{round(time_limit * 1000)}ms",
    }


def count(request: SearchRequest, tree: Query, time_limit: float) -> Json:
    """The search for the number of hits that a request has with a tree as its query."""
    filters = [of_kind(request.unit), *selected(request)]
    return {
        "query": {"bool": {"must": [translated(tree, request.unit)], "filter": filters}},
        "size": 0,
        "track_total_hits": True,
        "timeout": f"{round(time_limit * 1000)}ms",
    }


def only(wanted: FacetValues) -> Json:
    """The counts of some values."""
    values = [sent(value) for value in wanted.values]
    return {"field": field(wanted.facet), "include": values, "size": max(len(values), 1)}


def walk(request: SearchRequest, asked: Asked, size: int, source: Any) -> Json:
    """The search for the first `size` hits in the order of the request, without counts.

    For the next hits, add the sort key of the last one as `search_after`.
    """
    return {
        "query": _narrowed(request, asked),
        "sort": order(request, asked),
        "size": size,
        "_source": source,
        "track_total_hits": False,
        "track_scores": True,
    }


def matching(request: SearchRequest, asked: Asked) -> Json:
    """The query for the words and dates of a request, without its selections in facets."""
    filters = [of_kind(request.unit)]
    if request.since or request.until:
        since = request.since.toordinal() if request.since else None
        until = request.until.toordinal() if request.until else None
        filters.append(days(since, until))
    found: Json = {"must": [translated(asked.run, request.unit)], "filter": filters}
    if asked.is_relaxed:
        every = {"filter": translated(asked.complete, request.unit), "boost": HOLDS_ALL}
        found["should"] = [{"constant_score": every}]
    return {"query": {"bool": found}}


def of_kind(unit: Unit) -> Json:
    return {"term": {"kind": unit}}


def order(request: SearchRequest, asked: Asked) -> list[Json]:
    """The sort order. Ties are broken by date or score, then by id and paragraph; a partial date counts
    as its first day, and documents without a date are last."""
    found: dict[Sort, list[Json]] = {
        "relevance": [{"_score": "desc"}, _LATEST_FIRST],
        "newest": [_LATEST_FIRST, {"_score": "desc"}],
        "oldest": [_EARLIEST_FIRST, {"_score": "desc"}],
    }
    ties = ["id", "position"] if request.unit == "paragraph" else ["id"]
    chosen = sort_of(request, asked.run)
    first = [_ALL_WORDS_FIRST] if asked.is_relaxed and chosen != "relevance" else []
    return [*first, *found[chosen], *({tie: "asc"} for tie in ties)]


def source_filter(request: SearchRequest) -> Any:
    """The fields of a hit's source that are needed to show it."""
    if request.unit == "paragraph":
        return ["stored", "position"]
    if request.passages:
        return ["stored"]
    return {"includes": ["stored"], "excludes": _LONG}


def _narrowed(request: SearchRequest, asked: Asked) -> Json:
    """The query for the words, dates and selections in facets of a request."""
    found: Json = matching(request, asked)["query"]
    chosen = _selected(request)
    if chosen:
        found["bool"]["filter"].append(chosen["post_filter"])
    return found


def selected(request: SearchRequest) -> list[Json]:
    """The queries for the dates and the selections in facets of a request; none if it is not narrowed."""
    found = [filters(request)] if request.selections else []
    if request.since or request.until:
        since = request.since.toordinal() if request.since else None
        until = request.until.toordinal() if request.until else None
        found.append(days(since, until))
    return found


def _selected(request: SearchRequest) -> Json:
    found = filters(request)
    return {"post_filter": found} if found else {}


def filters(request: SearchRequest, *ignored: FacetName) -> Json:
    """The selections of all facets but some as a query; empty if there are none."""
    included, excluded = [], []
    for name, selection in request.selections.items():
        if name in ignored:
            continue
        if selection.included:
            included.append(_having(name, selection.included))
        if selection.excluded:
            excluded.append(_having(name, selection.excluded))
    clauses = {"filter": included, "must_not": excluded}
    given = {kind: found for kind, found in clauses.items() if found}
    return {"bool": given} if given else {}


def _having(name: FacetName, values: Sequence[str]) -> Json:
    return {"terms": {field(name): [sent(value) for value in values]}}


def _aggregations(request: SearchRequest, shape: Shape) -> Json:
    kept: Json = _timeline(request)
    others: Json = {}
    for name in request.facets or ():
        counted = _facet(request, name, shape)
        if request.selection(name):
            rest = filters(request, name)
            others[f"{WITHOUT}.{name}"] = filtered(rest or {"match_all": {}}, counted)
        else:
            kept |= counted
    chosen = filters(request)
    return ({KEPT: filtered(chosen, kept)} if chosen else kept) | others


def _timeline(request: SearchRequest) -> Json:
    """Hits by the number of their period. Where days are counted, only those without a day, and the
    others by day."""
    periods = _by_one("period", missing=0)
    if days_asked(request) is None:
        return {TIMELINE: periods}
    partial = {"exists": {"field": "last_day"}}
    return {
        TIMELINE: filtered(partial, {TIMELINE: periods}),
        DAYS: filtered({"bool": {"must_not": [partial]}}, {DAYS: _by_one("day")}),
    }


def _by_one(field: str, **options: int) -> Json:
    return {"histogram": {"field": field, "interval": 1, "min_doc_count": 1, **options}}


def filtered(filter: Json, aggregations: Json) -> Json:
    """Counts over what passes a filter."""
    return {"filter": filter, "aggs": aggregations}


def _facet(request: SearchRequest, name: FacetName, shape: Shape) -> Json:
    """The largest values of a facet and those that the request names; for a wide facet also the number
    of its values."""
    named = facet_listing.chosen(request, name)
    size = request.facet_size + len(named)
    terms = {
        "field": field(name),
        "size": size,
        "shard_size": MOST_VALUES if shape.is_split else size,
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }
    own = only(FacetValues(name, named))
    return {
        name: {"terms": terms},
        **({f"{name}.{DISTINCT}": distinct(name)} if name in shape.wide else {}),
        **({f"{name}.{NAMED}": {"terms": own}} if named else {}),
    }


def distinct(name: FacetName) -> Json:
    return {"cardinality": {"field": field(name), "precision_threshold": _PRECISION}}


def field(name: FacetName) -> str:
    """The field of the cluster with the values of a facet."""
    return f"facets.{name}"
