"""Paths of the site that results lead to."""

from __future__ import annotations

from urllib.parse import quote, quote_plus

from search.model.request import TEXT


def article_path(id: str, text: str = "") -> str:
    """The path of an article's page, on which the matches of `text` are marked."""
    path = f"/articles/{quote(id, safe='/')}"
    return f"{path}?{TEXT}={quote_plus(text)}" if text else path
