"""One page of results as a JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from search.model.facets import SOURCE, FacetTable
from search.model.results import Copies, Facet, Hit, Passage, Results
from search.result_formats.answer import Answer
from search.result_formats.paths import article_path


def render(answer: Answer) -> Iterator[str]:
    """The object on one line."""
    found = results_as_json(answer.search(), answer.facets, answer.root)
    yield f"{json.dumps(found, ensure_ascii=False, separators=(',', ':'))}\n"


def results_as_json(results: Results, facets: FacetTable, root: str = "") -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers; dates are ISO 8601 or null. `facets` are those that
    the archive offers, `root` is the path that the site is mounted at."""
    request = results.request
    return {
        "query": request.text,
        "total": results.total,
        "page": request.page,
        "pages": results.pages,
        "took_ms": results.took_ms,
        "partial": results.partial,
        "relaxed": results.relaxed,
        "matching_all": results.matching_all,
        "matching_some": results.matching_some,
        "suggestion": results.suggestion or None,
        "understood": results.understood,
        "notices": [*map(str, results.notices)],
        "hits": [_hit(hit, request.text, facets, root) for hit in results.hits],
        "facets": {facet.name: _values(facet) for facet in results.facets},
        "timeline": [{"period": each.period, "count": each.count} for each in results.timeline],
    }


def head_as_json(hit: Hit, facets: FacetTable, text: str = "", root: str = "") -> dict[str, Any]:
    """A hit without its passages; at its address the matches of `text` are marked."""
    return {
        "id": hit.id,
        "title": hit.title,
        "url": f"{root}{article_path(hit.id, text)}",
        "publisher": hit.publisher,
        "published": hit.published.isoformat() if hit.published else None,
        **_facets(hit, facets),
        "score": hit.score,
    }


def _hit(hit: Hit, text: str, facets: FacetTable, root: str) -> dict[str, Any]:
    return {
        **head_as_json(hit, facets, text, root),
        **({"explanation": hit.explanation._asdict()} if hit.explanation else {}),
        "passages": [passage_as_json(each) for each in hit.passages],
        **copies_as_json(hit.copies, lambda id: f"{root}{article_path(id)}"),
    }


def copies_as_json(copies: Copies, url: Callable[[str], str]) -> dict[str, Any]:
    """The articles with the same text; `url` gives that of the page of an article."""
    listed = [
        {
            "id": each.id,
            "url": url(each.id),
            "title": each.title,
            "source": each.source,
            "published": each.published.isoformat() if each.published else None,
        }
        for each in copies.listed
    ]
    return {"copies": listed, "more_copies": copies.more}


def _facets(hit: Hit, facets: FacetTable) -> dict[str, Any]:
    """The values of each facet under its plural; an article has one source at most."""
    lists = {f.plural: list(hit.values(f.name)) for f in facets if f.name != SOURCE}
    return lists | ({SOURCE: hit.source} if SOURCE in facets else {})


def passage_as_json(passage: Passage) -> dict[str, Any]:
    """A passage with its matches in <mark> and without."""
    return {
        "anchor": passage.anchor,
        "position": passage.position,
        "html": passage.html,
        "text": passage.text,
    }


def _values(facet: Facet) -> list[dict[str, Any]]:
    return [
        {
            "value": each.value,
            "count": each.count,
            "selected": each.selected,
            "excluded": each.excluded,
        }
        for each in facet.values
    ]
