"""Whole articles as JSON objects."""

from __future__ import annotations

from typing import Any

from search.model.articles import Article, Caption, Paragraph
from search.model.dates import AnyDate
from search.model.facets import SOURCE, FacetTable
from search.model.results import FoundArticle
from search.result_formats.json import passage_as_json


def article_as_json(article: Article, url: str, facets: FacetTable) -> dict[str, Any]:
    """All fields and the full text; `facets` are those that the archive offers. `url` is that of its page
    here, `address` that of the original."""
    source = article.source
    return {
        "id": article.id,
        "title": article.title,
        "url": url,
        "publisher": article.publisher,
        "published": _iso(article.published),
        **{f.plural: list(article.values(f.name)) for f in facets if f.name != SOURCE},
        "source": source.name,
        "source_published": _iso(source.published),
        "source_address": source.address,
        "address": article.address,
        "language": article.language,
        "rights": article.rights,
        "summary": article.summary,
        "paragraphs": [_paragraph(each) for each in article.paragraphs],
        "captions": [_caption(each) for each in article.captions],
    }


def found_as_json(found: FoundArticle, url: str, facets: FacetTable) -> dict[str, Any]:
    """The article, its score, and the passages that match."""
    return {
        **article_as_json(found.article, url, facets),
        "score": found.hit.score,
        "passages": [passage_as_json(each) for each in found.hit.passages],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph; only one that stands in many articles and is not searched says that it is repeated."""
    values = {"anchor": paragraph.anchor, "kind": paragraph.kind, "text": paragraph.text}
    return values | ({"repeated": True} if paragraph.is_repeated else {})


def _caption(caption: Caption) -> dict[str, Any]:
    return {"anchor": caption.anchor, "after": caption.after, "text": caption.text}


def _iso(day: AnyDate | None) -> str | None:
    return day.isoformat() if day else None
