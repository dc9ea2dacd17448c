"""Related articles as a JSON object."""

from __future__ import annotations

from typing import Any

from search.model.facets import FacetTable
from search.model.related import RelatedArticle, RelatedArticles
from search.result_formats.json import head_as_json
from search.result_formats.paths import article_path


def related_as_json(
    id: str, found: RelatedArticles, facets: FacetTable, root: str = ""
) -> dict[str, Any]:
    """The articles near the article `id`; `facets` are those that the archive offers, `root` is the path
    that the site is mounted at."""
    return {
        "id": id,
        "url": f"{root}{article_path(id)}",
        "partial": found.partial,
        "related": [_related(each, facets, root) for each in found.articles],
    }


def _related(each: RelatedArticle, facets: FacetTable, root: str) -> dict[str, Any]:
    return {
        **head_as_json(each.hit, facets, root=root),
        "shares": list(each.shares),
        "copies": [head_as_json(copy, facets, root=root) for copy in each.copies],
        "more_copies": each.more_copies,
    }
