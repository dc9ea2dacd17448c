"""Which addresses programs read, and not people: their errors are problem details, and other sites may be
let read them."""

from __future__ import annotations

from search.result_formats.article_formats import ARTICLE_FORMATS
from web.links import REINDEX

MCP = "/mcp"
_OF_HEALTH = frozenset({"/healthz", "/metrics", "/readyz"})
_WHOLE = _OF_HEALTH | frozenset(
    {
        "/llms.txt",
        "/opensearch.xml",
        "/robots.txt",
        "/suggest",
        MCP,
        REINDEX,
    }
)
_BEGINNINGS = ("/facets/", "/search.", "/sitemap", "/trends.")
_OF_OPERATORS = frozenset({"/metrics", REINDEX})
_ARTICLE_ENDS = tuple(f".{each.name}" for each in ARTICLE_FORMATS)


def is_for_programs(path: str) -> bool:
    """Whether a path, without the one that the site is mounted at, is of a program's address."""
    if path in _WHOLE or path.startswith(_BEGINNINGS) or path.endswith(".json"):
        return True
    return path.startswith("/articles/") and path.endswith(_ARTICLE_ENDS)


def is_of_health(path: str) -> bool:
    """Whether platforms and monitors ask there how the site is."""
    return path in _OF_HEALTH


def may_be_shared(path: str) -> bool:
    """Whether a script of another site may read the path, if any may: not what is for operators."""
    return is_for_programs(path) and path not in _OF_OPERATORS
