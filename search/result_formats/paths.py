"""Paths of the site that results lead to."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, urlencode

from search.model.part import WHOLE, Part
from search.model.request import TEXT, SearchRequest
from search.model.results import Hit


def article_path(id: str, text: str = "") -> str:
    """The path of an article's page, on which the matches of `text` are marked."""
    path = f"/articles/{quote(id, safe='/')}"
    return f"{path}?{TEXT}={quote_plus(text)}" if text else path


def search_path(request: SearchRequest, format: str = "", part: Part = WHOLE) -> str:
    """The path of a search as a page, or in a format."""
    params = [*request.to_params(), *part.to_params()]
    path = f"/search.{format}" if format else "/search"
    return f"{path}?{urlencode(params, errors='replace')}" if params else path


def passage_path(hit: Hit, anchor: str) -> str:
    """The path of a passage of a hit."""
    return f"{article_path(hit.id)}#{quote(anchor, safe='')}"
