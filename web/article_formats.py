"""For programs: an article in every format, at /articles/ID.NAME."""

from __future__ import annotations

from flask import Response

from search.model.articles import Article
from search.result_formats.article_formats import ARTICLE_FORMATS, ArticleFormat, ArticleToShow
from search.result_formats.paths import article_path
from web.deadlines import deadline
from web.site import base_address, config, site, title


def article_in_format(path: str) -> Response | None:
    """The article whose id and suffix a path is made of; None if there is none. To be asked only where no
    article has the whole path as its id."""
    for each in ARTICLE_FORMATS:
        id = path.removesuffix(f".{each.name}")
        if id != path and id:
            marked = site().engine.article(id, "", deadline())
            if marked:
                return _response(each, marked.article)
    return None


def _response(format: ArticleFormat, article: Article) -> Response:
    url = f"{base_address()}{article_path(article.id)}"
    shown = ArticleToShow(article, url, config().facets, title())
    response = Response(format.text(shown), mimetype=format.media_type)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{url}>; rel="canonical"'
    return response
