"""Hits and paragraphs as tools give them: each with its address, so that a quotation can be checked."""

from __future__ import annotations

from typing import Any

from search.mcp.archive import Archive
from search.model.articles import Paragraph
from search.model.request import SearchRequest
from search.model.results import Hit, Passage, Results
from search.result_formats.json import head_as_json

Json = dict[str, Any]


def found(archive: Archive, request: SearchRequest, results: Results) -> Json:
    """What every search says of itself; `url` is its page."""
    return {
        "total": results.total,
        "page": request.page,
        "pages": results.pages,
        "url": archive.search_url(request),
        "understood": results.understood,
        "suggestion": results.suggestion or None,
        "partial": results.partial,
        "notices": list(results.notices),
    }


def head(archive: Archive, hit: Hit) -> Json:
    """An article without its text."""
    return {**head_as_json(hit, archive.facets), "url": archive.article_url(hit.id)}


def hit(archive: Archive, each: Hit) -> Json:
    passages = [passage(archive, each.id, shown) for shown in each.passages]
    return {**head(archive, each), "passages": passages}


def passage(archive: Archive, id: str, shown: Passage) -> Json:
    """A passage, whole or an excerpt, without marks."""
    url = archive.article_url(id, shown.anchor)
    return {"anchor": shown.anchor, "url": url, "text": shown.text}


def paragraph(archive: Archive, id: str, each: Paragraph) -> Json:
    url = archive.article_url(id, each.anchor)
    return {"anchor": each.anchor, "url": url, "kind": each.kind, "text": each.text}
