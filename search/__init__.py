"""Backissue: a folder of saved articles as a search site.

>>> from search import SearchRequest, open_engine
>>> with open_engine("index") as engine:
...     results = engine.search(SearchRequest(text="ceasefire", regions=["Russia and FSU"]))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.engines import open_engine
    from search.model.request import SearchRequest

__all__ = ["SearchRequest", "open_engine"]


def __getattr__(name: str) -> Any:
    """They are imported when they are asked for: a command that searches nothing starts without them, and
    so does gunicorn's first process, which only reads settings."""
    if name == "open_engine":
        from search.engines import open_engine

        return open_engine
    if name == "SearchRequest":
        from search.model.request import SearchRequest

        return SearchRequest
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
